if DEBUG:  # the development server of Vite, and its news of edits
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["default-src"] += [
        "http://localhost:5173",
        "ws://localhost:5173",
    ]
