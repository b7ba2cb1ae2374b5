if os.environ.get("DEBUGPY") and os.environ.get("RUN_MAIN"):
