"""Give a program access to the API: `python manage.py create_token USERNAME`."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from knox.models import AuthToken


class Command(BaseCommand):
    help = "Print a new API token of a user. It is stored as a hash and cannot be shown again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        user = get_user_model().objects.filter(username=options["username"]).first()
        if not user:
            raise CommandError(f"There is no user {options['username']!r}.")
        _, token = AuthToken.objects.create(user)
        self.stdout.write(token)
