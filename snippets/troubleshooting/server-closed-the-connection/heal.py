"""Lose the connection, and get a new one as Django does between two requests."""

from django.db import OperationalError, close_old_connections, connection


def ask(query: str) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute(query)
            print(query, "- fine")
    except OperationalError as error:
        print(query, "-", str(error).splitlines()[0])


ask("SELECT pg_terminate_backend(pg_backend_pid())")
ask("SELECT 1")
close_old_connections()
ask("SELECT 1")
