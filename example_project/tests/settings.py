"""The project's settings as a developer has them, made fit for tests."""

import os

os.environ.setdefault("DJANGO_DEBUG", "1")

from config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast, unlike a safe one
WHITENOISE_AUTOREFRESH = True  # no collectstatic before the tests
