"""People who may log in."""

from django.contrib.auth.models import AbstractUser


# --8<-- [start:user]
class User(AbstractUser):
    """A user of our own from the first migration on: changing over later is hard."""
# --8<-- [end:user]
