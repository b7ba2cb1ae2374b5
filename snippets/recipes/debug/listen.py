if os.environ.get("DEBUGPY") and os.environ.get("RUN_MAIN"):
    import debugpy

    debugpy.listen(("0.0.0.0", 5678))
