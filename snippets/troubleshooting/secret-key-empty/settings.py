import os

SECRET_KEY = os.environ.get("SECRET_KEY", "")
INSTALLED_APPS = ["django.contrib.admin", "django.contrib.staticfiles"]
STATIC_URL = "static/"
STATIC_ROOT = "/app/static"
