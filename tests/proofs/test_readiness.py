"""When a database counts as ready, and who waits for it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.docker import POSTGRES, Docker, container, stack, wait_for

pytestmark = pytest.mark.engine

# A first start that takes its time, as an import of data does.
SLOW_START = "SELECT pg_sleep(4);\n"
HELD_START = "\\! until [ -e /tmp/go ]; do sleep 0.1; done\n"  # until we let it go on
STARTED = """
services:
  web:
    ports: !reset []
    depends_on: !override [db]
"""
CONNECT = "from django.db import connection; connection.ensure_connection(); print('connected')"


def test_web_is_never_refused_on_ten_fresh_volumes(
    docker: Docker, project: Callable[[], Path]
) -> None:
    with stack(docker, "fresh", project()) as fresh:
        fresh("build", "--quiet")
        for start in range(10):
            fresh("up", "--detach")
            # Before it listens, runserver asks the database for its migrations.
            listens = wait_for(lambda: "Starting development server" in fresh.logs("web"))
            output = fresh.logs("web")
            assert listens, f"start {start}:\n{output}"
            assert "refused" not in output, f"start {start}:\n{output}"
            assert "unapplied migration" in output, "the volume was not fresh"
            fresh("down", "--volumes", "--timeout", "0")


def test_depends_on_alone_does_not_wait(docker: Docker, project: Callable[[], Path]) -> None:
    directory = project()
    (directory / "postgres/held.sql").write_text(HELD_START)
    (directory / "postgres/held.sql").chmod(0o644)
    with stack(docker, "started", directory, override=STARTED) as started:
        started("build", "--quiet")
        connect = ("run", "--rm", "-T", "web", "python", "manage.py", "shell", "--command", CONNECT)

        result = docker.attempt(*started.words, *connect)

        assert result.returncode != 0
        assert "Connection refused" in result.stderr


def test_depends_on_with_a_condition_waits(docker: Docker, project: Callable[[], Path]) -> None:
    """`service_healthy` holds a service back until the health check of the other has succeeded."""
    directory = project()
    (directory / "postgres/slow.sql").write_text(SLOW_START)
    (directory / "postgres/slow.sql").chmod(0o644)
    override = STARTED.replace("depends_on: !override [db]", "environment: {}")
    with stack(docker, "waiting", directory, override=override) as waiting:
        waiting("build", "--quiet")
        connect = ("run", "--rm", "-T", "web", "python", "manage.py", "shell", "--command", CONNECT)

        assert "connected" in waiting(*connect)


def test_pg_isready_without_a_host_answers_too_early(docker: Docker, tmp_path: Path) -> None:
    held = tmp_path / "held.sql"
    held.write_text(HELD_START)
    held.chmod(0o644)
    mount = f"--volume={held}:/docker-entrypoint-initdb.d/held.sql:ro"
    with container(docker, "early", mount, "--env=POSTGRES_PASSWORD=of-a-proof", POSTGRES) as name:

        def ready(*options: str) -> bool:
            return docker.attempt("exec", name, "pg_isready", *options).returncode == 0

        assert wait_for(lambda: "running /docker-entrypoint-initdb.d" in docker.logs(name))
        assert wait_for(ready)
        assert not ready("-h", "127.0.0.1")
        docker("exec", name, "touch", "/tmp/go")
        assert wait_for(lambda: ready("-h", "127.0.0.1"))
