# It shows queries and settings: for development alone, and in the way of tests.
TOOLBAR = DEBUG and "PYTEST_VERSION" not in os.environ

if TOOLBAR:
    INSTALLED_APPS.append("debug_toolbar")
    MIDDLEWARE.insert(1, "debug_toolbar.middleware.DebugToolbarMiddleware")  # below the probes
    # Port 8000 is published on 127.0.0.1 alone: whoever asks is you.
    DEBUG_TOOLBAR_CONFIG = {"SHOW_TOOLBAR_CALLBACK": lambda request: True}
