"""What the servers need, on top of base."""

from django.core.exceptions import ImproperlyConfigured

from config.settings.base import *  # noqa: F403
from config.settings.base import DEBUG

if DEBUG:
    raise ImproperlyConfigured("DJANGO_DEBUG is on, with the settings of production.")

SESSION_COOKIE_AGE = 8 * 60 * 60  # seconds: a working day
