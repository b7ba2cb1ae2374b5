"""Settings of the library, for every environment.

What differs between environments comes from variables (`config/env.py`); README.md lists them.
"""

# --8<-- [start:imports]
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from config import env

BASE_DIR = Path(__file__).resolve().parent.parent
# --8<-- [end:imports]

# --8<-- [start:environment]
# Off unless asked for: a forgotten variable must never open the debug pages to the world.
DEBUG = env.flag("DJANGO_DEBUG", default=False)

# Production speaks HTTPS, to a proxy at least; DJANGO_HTTPS=0 is for a trial on localhost.
HTTPS = env.flag("DJANGO_HTTPS", default=not DEBUG)
# --8<-- [end:environment]

# --8<-- [start:secret_key]
# Signs sessions and password-reset links: whoever knows it can log in as anyone.
SECRET_KEY = env.text("DJANGO_SECRET_KEY", "django-insecure-for-development" if DEBUG else "")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "Set DJANGO_SECRET_KEY, or DJANGO_SECRET_KEY_FILE to the path of a file that holds it. "
        "Only DJANGO_DEBUG=1 does without."
    )
# --8<-- [end:secret_key]

# --8<-- [start:hosts]
# The container's health probe asks for localhost, so that is always allowed.
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *env.items("DJANGO_ALLOWED_HOSTS")]
CSRF_TRUSTED_ORIGINS = env.items("DJANGO_CSRF_TRUSTED_ORIGINS")
# --8<-- [end:hosts]

# --8<-- [start:apps]
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "rest_framework",
    "accounts",
    "api",
    "books",
]
# --8<-- [end:apps]

# --8<-- [start:middleware]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",  # right after the HTTPS redirect
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
# --8<-- [end:middleware]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --8<-- [start:databases]
if url := env.text("DATABASE_URL"):
    database = dj_database_url.parse(url)
elif host := env.text("POSTGRES_HOST"):
    database = {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": host,
        "PORT": env.text("POSTGRES_PORT", "5432"),
        "NAME": env.text("POSTGRES_DB", "library"),
        "USER": env.text("POSTGRES_USER", "library"),
        "PASSWORD": env.text("POSTGRES_PASSWORD"),
    }
else:
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR / "db.sqlite3"}

if database["ENGINE"] == "django.db.backends.postgresql":
    # A database that is gone must fail the readiness probe in seconds, not hang it.
    database["OPTIONS"] = {"connect_timeout": 3, **database.get("OPTIONS", {})}
    # A connection serves many requests and is tried before each. runserver has a new thread
    # for every request, which would leave its connection behind.
    database["CONN_MAX_AGE"] = 0 if DEBUG else 60
    database["CONN_HEALTH_CHECKS"] = True

DATABASES = {"default": database}
# --8<-- [end:databases]

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --8<-- [start:auth]
AUTH_USER_MODEL = "accounts.User"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
# --8<-- [end:auth]

# --8<-- [start:i18n]
LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True
# --8<-- [end:i18n]

# --8<-- [start:static]
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"

if not DEBUG:
    # A file's name holds a hash of its content, so browsers may keep it for ever.
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# --8<-- [end:static]

# --8<-- [start:security]
# True only if the proxy sets this header itself and drops the one that a client sent.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/"]  # the probe speaks plain HTTP inside the container
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS

# An hour to begin with: a browser holds you to it. Raise it to a year once all works over HTTPS.
SECURE_HSTS_SECONDS = 3600 if HTTPS else 0
# Subdomains and the preload list are a decision about the whole domain, not about one service.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
# --8<-- [end:security]

# --8<-- [start:rest_framework]
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework.authentication.SessionAuthentication",  # the browsable API
        "rest_framework.authentication.BasicAuthentication",  # curl and scripts, over HTTPS
    ],
    "DEFAULT_PERMISSION_CLASSES": ["api.permissions.IsStaffOrReadOnly"],
    "DEFAULT_FILTER_BACKENDS": [
        "django_filters.rest_framework.DjangoFilterBackend",
        "rest_framework.filters.SearchFilter",
        "api.filters.StableOrderingFilter",
    ],
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
    "PAGE_SIZE": 10,
    # Counted in the default cache, which each process has for itself: with two workers a client
    # gets up to twice as much. Configure a shared cache (CACHES) where the limit must be exact.
    "DEFAULT_THROTTLE_CLASSES": [
        "rest_framework.throttling.AnonRateThrottle",
        "rest_framework.throttling.UserRateThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {"anon": "100/min", "user": "1000/min"},
    "NUM_PROXIES": int(env.text("DJANGO_NUM_PROXIES", "0")),  # 0: trust no X-Forwarded-For
    "DEFAULT_VERSIONING_CLASS": "rest_framework.versioning.NamespaceVersioning",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
}
# --8<-- [end:rest_framework]

# --8<-- [start:spectacular]
SPECTACULAR_SETTINGS = {
    "TITLE": "Library API",
    "DESCRIPTION": "Books and their authors. Everyone may read; staff may write.",
    "VERSION": "1.0.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",  # our own copy, so that the page calls no other host
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}
# --8<-- [end:spectacular]

# --8<-- [start:logging]
# Everything to stderr, where `docker logs` finds it; rotating it is the engine's task.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "without_probes": {
            "()": "django.utils.log.CallbackFilter",
            "callback": lambda record: "GET /health/" not in record.getMessage(),
        },
    },
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # Django's own handlers give way, else each line would come twice.
        "django": {"handlers": []},
        "django.server": {"handlers": [], "filters": ["without_probes"], "propagate": True},
    },
}
# --8<-- [end:logging]
