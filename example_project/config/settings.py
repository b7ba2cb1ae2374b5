"""Settings of the library, for every environment.

What differs between environments comes from variables (`config/env.py`); README.md lists them.
"""

from datetime import timedelta
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF, UNSAFE_HASHES, UNSAFE_INLINE
from django.core.exceptions import ImproperlyConfigured

from config import env

BASE_DIR = Path(__file__).resolve().parent.parent

# --8<-- [start:environment]
# Off unless asked for: a forgotten variable must never open the debug pages to the world.
DEBUG = env.flag("DJANGO_DEBUG", default=False)
# Development does without a variable; production has to say what it is (None: required).
OPTIONAL_IN_DEBUG = "" if DEBUG else None

# Production speaks HTTPS, to a proxy at least; DJANGO_HTTPS=0 is for a trial on localhost.
HTTPS = env.flag("DJANGO_HTTPS", default=not DEBUG)
# --8<-- [end:environment]

# --8<-- [start:secret_key]
# Signs sessions and password-reset links: whoever knows it can log in as anyone.
SECRET_KEY = env.text("DJANGO_SECRET_KEY", "django-insecure-for-development" if DEBUG else None)
# Older keys that still count, while a new one takes over.
SECRET_KEY_FALLBACKS = env.items("DJANGO_SECRET_KEY_FALLBACKS")
# --8<-- [end:secret_key]

# --8<-- [start:hosts]
ALLOWED_HOSTS = env.items("DJANGO_ALLOWED_HOSTS", OPTIONAL_IN_DEBUG)
CSRF_TRUSTED_ORIGINS = env.items("DJANGO_CSRF_TRUSTED_ORIGINS")
# --8<-- [end:hosts]

# --8<-- [start:proxies]
# How many proxies stand in front: so many entries of X-Forwarded-For are to be trusted.
NUM_PROXIES = env.number("DJANGO_NUM_PROXIES", "0" if DEBUG else None)
# --8<-- [end:proxies]

# --8<-- [start:apps]
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "knox",
    "rest_framework",
    "accounts",
    "api",
    "books",
]
# --8<-- [end:apps]

# --8<-- [start:middleware]
MIDDLEWARE = [
    "config.health.HealthMiddleware",
    "config.middleware.ClientMiddleware",
    "config.middleware.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "config.middleware.LimitsMiddleware",  # below the three, so that a refusal has their headers
    "whitenoise.middleware.WhiteNoiseMiddleware",  # before all that a style sheet has no use for
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "api.middleware.ConflictMiddleware",
    "axes.middleware.AxesMiddleware",  # last, as its documentation asks
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
if url := env.text("DATABASE_URL", default=""):
    database = dj_database_url.parse(url)
elif host := env.text("POSTGRES_HOST", default=""):
    database = {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": host,
        "PORT": env.text("POSTGRES_PORT", default="5432"),
        "NAME": env.text("POSTGRES_DB", default="library"),
        "USER": env.text("POSTGRES_USER", default="library"),
        "PASSWORD": env.text("POSTGRES_PASSWORD", OPTIONAL_IN_DEBUG),
    }
elif DEBUG:
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(BASE_DIR / "db.sqlite3")}
else:
    raise ImproperlyConfigured(
        "Set POSTGRES_HOST or DATABASE_URL. SQLite has to be asked for by name: "
        "DATABASE_URL=sqlite:///db.sqlite3."
    )
# --8<-- [end:databases]

# --8<-- [start:connection]
if database["ENGINE"] == "django.db.backends.postgresql":
    # A database that is gone is an error in seconds: to connect may take 3, and a packet that
    # nobody acknowledges 10. What a query may take is a setting of the role, in postgres/roles.sh.
    limits = {"connect_timeout": 3, "tcp_user_timeout": 10_000}
    database["OPTIONS"] = {**limits, **database.get("OPTIONS", {})}
    # A connection serves many requests and is tried before each. runserver has a new thread
    # for every request, which would leave its connection behind.
    database["CONN_MAX_AGE"] = 0 if DEBUG else 60
    database["CONN_HEALTH_CHECKS"] = True

# All that a request changes, or nothing.
database["ATOMIC_REQUESTS"] = True

DATABASES = {"default": database}
# --8<-- [end:connection]

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

# The first backend refuses before the second one computes an expensive hash.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# Counted by where the guesses come from, not by account: nobody can lock out somebody else.
AXES_LOCKOUT_PARAMETERS = ["ip_address"]
AXES_CLIENT_IP_CALLABLE = "config.middleware.client_network"
AXES_USERNAME_CALLABLE = "config.middleware.attempted_username"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_COOLOFF_MESSAGE = "Too many wrong passwords. Please try again in 15 minutes."
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False

LOGIN_URL = "rest_framework:login"
LOGIN_REDIRECT_URL = "books:list"

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_I18N = False  # one language; with more, ?lang= of the schema would load any that is named
USE_TZ = True

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
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS

if NUM_PROXIES:
    # The proxy must set this header itself and drop the one that a client sent.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# An hour to begin with: a browser holds you to it. Raise it to a year once all works over HTTPS.
SECURE_HSTS_SECONDS = env.number("DJANGO_HSTS_SECONDS", default="3600") if HTTPS else 0
# Subdomains and the preload list are a decision about the whole domain, not about one service.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
# --8<-- [end:security]

# What a page may load and do: only what comes from here. The browsable API and Swagger UI have
# styles in their HTML, and the former a script behind "Log out", which the hash allows alone.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "script-src-attr": [UNSAFE_HASHES, "'sha256-tHTC1YgZ5UbAs8E2Ib4NjuSS8R05d1nfPHtbmXq05WA='"],
        "style-src": [SELF, UNSAFE_INLINE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: [] for feature in ("camera", "display-capture", "geolocation", "microphone", "payment")
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024  # bytes; config/middleware.py holds every body to it

# --8<-- [start:rest_framework]
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "knox.auth.TokenAuthentication",  # programs
        "rest_framework.authentication.SessionAuthentication",  # the browsable API
    ],
    # A view that says nothing else is closed to visitors; staff write as the admin lets them.
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.DjangoModelPermissions"],
    "DEFAULT_PARSER_CLASSES": [
        "api.parsers.StrictJSONParser",
        "rest_framework.parsers.FormParser",
        "rest_framework.parsers.MultiPartParser",
    ],
    "DEFAULT_FILTER_BACKENDS": [
        "django_filters.rest_framework.DjangoFilterBackend",
        "api.filters.ShortSearchFilter",
        "api.filters.StableOrderingFilter",
    ],
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
    "PAGE_SIZE": 10,
    # Fairness between clients, no protection. Counted in the default cache, which each process has
    # for itself: with two workers a client gets up to twice as much.
    "DEFAULT_THROTTLE_CLASSES": [
        "rest_framework.throttling.AnonRateThrottle",
        "rest_framework.throttling.UserRateThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {"anon": "100/min", "user": "1000/min"},
    "NUM_PROXIES": 0,  # config/middleware.py has found the client's address already
    "DEFAULT_VERSIONING_CLASS": "rest_framework.versioning.NamespaceVersioning",
    "DEFAULT_SCHEMA_CLASS": "api.schema.Schema",
}
# --8<-- [end:rest_framework]

# --8<-- [start:knox]
REST_KNOX = {"TOKEN_TTL": timedelta(days=90)}
# --8<-- [end:knox]

# --8<-- [start:spectacular]
SPECTACULAR_SETTINGS = {
    "TITLE": "Library API",
    "DESCRIPTION": "Books and their authors. Everyone may read; who may write, the admin says.",
    "VERSION": "1.0.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "PARSER_WHITELIST": ["api.parsers.StrictJSONParser"],  # forms are for the browsable API
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "api.schema.add_errors",
    ],
    "SWAGGER_UI_DIST": "SIDECAR",  # our own copy, so that the page calls no other host
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}
# --8<-- [end:spectacular]

# Everything to stderr, where `docker logs` finds it; rotating it is the engine's task.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "no_probes": {"()": "config.health.NoProbesFilter"},
        "request_id": {"()": "config.middleware.RequestIdFilter"},
    },
    "formatters": {
        "text": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "{asctime}{levelname}{name}{message}",
            "style": "{",
        },
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["request_id"],
            "formatter": "text" if DEBUG else "json",
        },
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # Django's own handlers give way, else each line would come twice.
        "django": {"handlers": []},
        "django.server": {"handlers": [], "filters": ["no_probes"], "propagate": True},
        # One line a request: in debug runserver writes it, and that a page is missing is no event.
        "requests": {"level": "WARNING" if DEBUG else "INFO"},
        "django.request": {"level": "ERROR"},
    },
}
