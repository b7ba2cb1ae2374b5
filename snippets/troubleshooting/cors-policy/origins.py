# Scheme, host and port, as the address bar shows them; no path, no slash at the end.
CORS_ALLOWED_ORIGINS = env.items("DJANGO_CORS_ORIGINS", "http://localhost:5173" if DEBUG else "")
CORS_URLS_REGEX = r"^/api/"
