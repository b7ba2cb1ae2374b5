"""What developers need, on top of base."""

import os

os.environ.setdefault("DJANGO_DEBUG", "1")  # before base, which derives other settings from it

from config.settings.base import *  # noqa: E402, F403

EMAIL_SUBJECT_PREFIX = "[development] "
