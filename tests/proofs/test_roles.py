"""What the roles of PostgreSQL may do, from where the application stands."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.docker import Docker, Stack, production_stack, stack

pytestmark = pytest.mark.engine

REFUSED = (
    "COPY books_author FROM PROGRAM 'id'",
    "COPY books_author TO PROGRAM 'sh'",
    "COPY books_author FROM '/etc/passwd'",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT pg_ls_dir('/')",
    "SELECT lo_import('/etc/passwd')",
    "SELECT rolpassword FROM pg_authid",
    "ALTER SYSTEM SET log_statement = 'none'",
    "CREATE TABLE own (number integer)",
    "CREATE SCHEMA own",
    "CREATE EXTENSION file_fdw",
    "CREATE DATABASE own",
    "CREATE ROLE own SUPERUSER",
    "ALTER ROLE library_app SUPERUSER",
    "SET ROLE library",
    "SET ROLE postgres",
    "SET SESSION AUTHORIZATION postgres",
    "ALTER TABLE books_book ADD own integer",
    "CREATE INDEX ON books_book (title)",
    "TRUNCATE books_book CASCADE",
    "DROP TABLE books_authorship",
    "DROP SCHEMA public CASCADE",
    "DROP DATABASE library",
)
# Prints the name of the error of each statement, by the statement.
TRY = f"""
import json
from django.db import Error, connection
found = {{}}
for statement in {REFUSED!r}:
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
    except Error as error:
        found[statement] = type(error.__cause__).__name__
print(json.dumps(found))
"""
WRITE = """
from django.db import connection, transaction
from books.models import Author
with connection.cursor() as cursor:
    cursor.execute("SELECT current_user")
    print(cursor.fetchone()[0])
author = Author.objects.create(name="of a proof")
Author.objects.filter(pk=author.pk).update(name="changed")
author.refresh_from_db()
print(author.name)
print(author.delete()[0], Author.objects.filter(pk=author.pk).exists())
"""
# Two sessions: one waits for a row that the other one holds, then sleeps.
LIMITS = """
import time
from django.db import Error, connection
from books.models import Author

def limit(statement):
    begin = time.monotonic()
    try:
        cursor.execute(statement)
    except Error as error:
        print(type(error.__cause__).__name__, time.monotonic() - begin)

Author.objects.create(name="of a proof")
with connection.cursor() as cursor, connection.copy().cursor() as other:
    other.execute("BEGIN")
    other.execute("UPDATE books_author SET name = 'held'")
    limit("UPDATE books_author SET name = 'waits'")
    other.execute("ROLLBACK")
    limit("SELECT pg_sleep(60)")
    for name in "lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout":
        cursor.execute(f"SHOW {name}")
        print(*cursor.fetchone())
"""


@pytest.fixture(scope="module")
def production(docker: Docker, project: Callable[[], Path]) -> Iterator[Stack]:
    with production_stack(docker, "roles", project()) as running:
        running("up", "--build", "--wait")
        yield running


def test_the_application_changes_no_table_and_reaches_no_file_or_program(
    production: Stack,
) -> None:
    found = json.loads(production.python(TRY))

    assert found == dict.fromkeys(REFUSED, "InsufficientPrivilege")


def test_the_application_reads_and_writes_rows(production: Stack) -> None:
    assert production.python(WRITE).split("\n") == ["library_app", "changed", "1 False"]


def test_a_lock_ends_after_five_seconds_and_a_statement_after_ten(production: Stack) -> None:
    lock, statement, *limits = production.python(LIMITS).splitlines()

    assert limits == ["5s", "10s", "30s"]
    # No sooner; how much later depends on the machine.
    error, seconds = lock.split()
    assert (error, float(seconds) >= 5) == ("LockNotAvailable", True), seconds
    error, seconds = statement.split()
    assert (error, float(seconds) >= 10) == ("QueryCanceled", True), seconds


def test_no_role_is_superuser_and_only_in_development_one_makes_databases(
    docker: Docker, production: Stack, project: Callable[[], Path]
) -> None:
    query = "SELECT rolname, rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls"
    query += " FROM pg_roles WHERE rolname LIKE 'library%' ORDER BY rolname"

    def roles(stack: Stack) -> list[str]:
        words = ("exec", "-T", "db", "psql", "-U", "postgres", "-d", "library", "-tAc", query)
        return stack(*words).splitlines()

    assert roles(production) == ["library|f|f|f|f|f", "library_app|f|f|f|f|f"]
    with stack(docker, "development-roles", project()) as development:
        development("up", "--wait", "db")
        assert roles(development) == ["library|f|t|f|f|f", "library_app|f|f|f|f|f"]
