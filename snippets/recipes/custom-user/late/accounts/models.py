"""People who may log in."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """For now the table that exists, down to the type of its key."""

    id = models.AutoField(primary_key=True)

    class Meta:
        db_table = "auth_user"
