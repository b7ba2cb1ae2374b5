"""Work of the accounts that no request waits for."""

from django.core.management import call_command

from config.celery import app


@app.task
def clear_sessions() -> None:
    """Delete the sessions that have expired."""
    call_command("clearsessions")
