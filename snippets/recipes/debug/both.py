if os.environ.get("DEBUGPY"):
    import debugpy

    debugpy.listen(("0.0.0.0", 5678))

