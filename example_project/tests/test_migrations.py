"""Migrations: each one goes forward and back again, and none is missing."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django_test_migrations.migrator import Migrator

Step = tuple[str, str | None, str]


def steps() -> list[Step]:
    """Return our migrations, each as app, name of the one before, and its own name."""
    found: list[Step] = []
    for app in ("accounts", "books"):
        names = sorted(
            name for label, name in MigrationLoader(None).disk_migrations if label == app
        )
        found += [(app, *pair) for pair in zip([None, *names], names, strict=False)]
    return found


def schema() -> dict[str, list[str]]:
    """Return all tables with their columns."""
    with connection.cursor() as cursor:
        return {
            table: [str(c) for c in connection.introspection.get_table_description(cursor, table)]
            for table in connection.introspection.table_names(cursor)
        }


@pytest.mark.parametrize(("app", "before", "name"), steps())
def test_migration_goes_forward_and_back(
    migrator: Migrator, app: str, before: str | None, name: str
) -> None:
    migrator.apply_initial_migration((app, before))
    at_first = schema()
    migrator.apply_tested_migration((app, name))
    migrator.apply_tested_migration((app, before))
    assert schema() == at_first


def test_no_migration_is_missing(db: None) -> None:
    call_command("makemigrations", check_changes=True, dry_run=True)
