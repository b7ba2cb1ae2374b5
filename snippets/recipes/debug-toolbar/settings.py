# In development only, and not in tests: pytest sets this variable.
if DEBUG and "PYTEST_VERSION" not in os.environ:
    INSTALLED_APPS.append("debug_toolbar")
    MIDDLEWARE.insert(0, "debug_toolbar.middleware.DebugToolbarMiddleware")
    INTERNAL_IPS = ["127.0.0.1"]
