EMAIL_HOST = env.text("DJANGO_EMAIL_HOST", default="" if DEBUG else "localhost")
EMAIL_PORT = env.number("DJANGO_EMAIL_PORT", default="587")
EMAIL_HOST_USER = env.text("DJANGO_EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env.text("DJANGO_EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env.flag("DJANGO_EMAIL_USE_TLS", default=not DEBUG)
EMAIL_TIMEOUT = 10  # seconds; without it, a request waits for a silent server for ever
DEFAULT_FROM_EMAIL = env.text("DJANGO_DEFAULT_FROM_EMAIL", default="library@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
if not EMAIL_HOST:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
