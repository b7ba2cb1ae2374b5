"""The production image alone: what its server notices, and what uv puts into it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.docker import (
    HTTPS,
    PRODUCTION,
    PYTHON,
    Answer,
    Docker,
    container,
    get,
    image,
    more_urls,
    own_caches,
    wait_for,
)

pytestmark = pytest.mark.engine

REQUIRED = {
    "DJANGO_ALLOWED_HOSTS": "localhost",
    "DJANGO_NUM_PROXIES": "0",
    "DJANGO_SECRET_KEY": "of-a-proof",
    "POSTGRES_HOST": "db",
    "POSTGRES_PASSWORD": "of-a-proof",
}
ANSWER = """
def answer(request):
    return HttpResponse("first")
"""
UV = f"FROM {PYTHON}\nCOPY --from=ghcr.io/astral-sh/uv:0.13.8 /uv /bin/\n"


@pytest.fixture(scope="module")
def production(docker: Docker, project: Callable[[], Path]) -> str:
    docker.build("server", "--target", "production", context=project())
    return image("server")


@pytest.fixture
def server(docker: Docker, production: str, tmp_path: Path) -> Iterator[str]:
    """Run the image, with one more address; yield the container when it answers."""
    settings = {
        **PRODUCTION,
        "DATABASE_URL": "sqlite:////tmp/db.sqlite3",
        "DJANGO_SECRET_KEY": "of-a-proof",
        "DJANGO_SETTINGS_MODULE": "proof_settings",
        # A worker imports addresses with its first request, so there is one that has done it.
        "WEB_CONCURRENCY": "1",
    }
    options = ["--publish=127.0.0.1::8000"]
    options += [f"--env={name}={value}" for name, value in settings.items()]
    options += [f"--volume={mount}" for mount in more_urls(tmp_path, ANSWER, "answer")]
    with container(docker, "server", *options, production) as name:
        assert answers(docker, name), docker.logs(name)
        yield name


def ask(docker: Docker, name: str, path: str) -> Answer:
    return get(f"http://{docker('port', name, '8000').splitlines()[0]}{path}", HTTPS)


def answers(docker: Docker, name: str) -> bool:
    return wait_for(lambda: ask(docker, name, "/answer/").status == 200)


def test_gunicorn_takes_an_edit_at_a_restart(docker: Docker, server: str, tmp_path: Path) -> None:
    def second() -> bool:
        return ask(docker, server, "/answer/").text == "second"

    urls = tmp_path / "proof_urls.py"
    urls.write_text(urls.read_text().replace("first", "second"))
    assert not wait_for(second, 3)
    docker("restart", server)
    assert wait_for(second)


def test_whitenoise_answers_before_the_rest_of_the_list(docker: Docker, server: str) -> None:
    manifest = json.loads(docker("exec", server, "cat", "staticfiles/staticfiles.json"))
    file = ask(docker, server, f"/static/{next(iter(manifest['paths'].values()))}")

    assert file.status == 200
    # The last of the list sets this header.
    assert "X-Frame-Options" not in file.headers
    assert "X-Frame-Options" in ask(docker, server, "/answer/").headers


def test_whitenoise_does_not_find_a_later_file(docker: Docker, server: str) -> None:
    docker("exec", "--user=0", server, "sh", "-c", "echo late > staticfiles/late.txt")

    assert ask(docker, server, "/static/late.txt").status == 404
    docker("restart", server)
    assert answers(docker, server)
    assert ask(docker, server, "/static/late.txt").status == 200


@pytest.mark.parametrize("name", REQUIRED)
def test_the_server_does_not_start_without_its_settings(
    docker: Docker, production: str, name: str
) -> None:
    given = [f"--env={key}={value}" for key, value in REQUIRED.items() if key != name]

    result = docker.attempt("run", "--rm", "--env=WEB_CONCURRENCY=1", *given, production)

    assert result.returncode != 0
    assert f"ImproperlyConfigured: Set {name}" in result.stderr


def test_a_command_beside_the_server_is_unhealthy(docker: Docker, production: str) -> None:
    quick = ("--health-interval=1s", "--health-start-period=1s", "--health-retries=1")
    with container(docker, "unhealthy", "--init", *quick, production, "sleep", "60") as name:
        state = docker.inspect(name)["State"]
        assert state["Running"]
        assert wait_for(lambda: docker.inspect(name)["State"]["Health"]["Status"] == "unhealthy")
    with container(
        docker, "unhealthy", "--init", "--no-healthcheck", production, "sleep", "60"
    ) as name:
        assert "Health" not in docker.inspect(name)["State"]


def test_uv_compiles_only_when_it_is_told_to(docker: Docker) -> None:
    install = "uv pip install --target /packages sqlparse"

    def compiled(command: str) -> int:
        docker.build("compiled", dockerfile=f"{UV}RUN {command}\n")
        words = ("find", "/packages", "-name", "*.pyc")
        return len(docker("run", "--rm", image("compiled"), *words).split())

    assert compiled(install) == 0
    assert compiled(f"UV_COMPILE_BYTECODE=1 {install}") > 10


def test_uv_sync_without_locked_keeps_its_new_lock_file_to_itself(
    docker: Docker, project: Callable[[], Path]
) -> None:
    directory, caches, files = project(), own_caches(), ("pyproject.toml", "uv.lock")
    declared, locked = (directory / name for name in files)
    before = locked.read_text()
    # A range that the lock file was not made from.
    declared.write_text(declared.read_text().replace("gunicorn~=27.0", "gunicorn>=20"))
    copy = f"COPY {' '.join(files)} ./\nRUN"
    mount = "RUN " + " ".join(f"--mount=type=bind,source={name},target={name}" for name in files)

    def errors(run: str, options: str = "") -> str:
        sync = f"{run} --mount=type=cache,target=/root/.cache/uv uv sync --no-install-project"
        context = ("-f", "-", *caches, "--tag", image("unlocked"))
        lines = f"{UV}WORKDIR /app\n{sync} --no-dev {options}\n"
        result = docker.attempt("build", *context, directory, stdin=lines)
        return result.stderr if result.returncode else ""

    assert "needs to be updated" in errors(copy, "--locked")
    assert "Resource busy" in errors(mount)
    assert errors(copy) == ""
    assert docker("run", "--rm", image("unlocked"), "cat", "uv.lock") != before.strip()
    assert locked.read_text() == before
