"""Settings of the library, for every environment.

What differs between environments comes from variables (`config/env.py`); README.md lists them.
"""

from pathlib import Path

from config import env

BASE_DIR = Path(__file__).resolve().parent.parent

# Off unless asked for: a forgotten variable must never open the debug pages to the world.
DEBUG = env.flag("DJANGO_DEBUG", default=False)
# Development does without a variable; production has to say what it is (None: required).
OPTIONAL_IN_DEBUG = "" if DEBUG else None

# Signs sessions and password-reset links: whoever knows it can log in as anyone.
SECRET_KEY = env.text("DJANGO_SECRET_KEY", "django-insecure-for-development" if DEBUG else None)
# Older keys that still count, while a new one takes over.
SECRET_KEY_FALLBACKS = env.items("DJANGO_SECRET_KEY_FALLBACKS")

ALLOWED_HOSTS = env.items("DJANGO_ALLOWED_HOSTS", OPTIONAL_IN_DEBUG)
CSRF_TRUSTED_ORIGINS = env.items("DJANGO_CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

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

DATABASES = {
    "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR / "db.sqlite3"},
}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
