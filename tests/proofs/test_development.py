"""The development stack, from a copy of the example project."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.docker import Docker, Stack, stack, wait_for
from tests.proofs.conftest import UID

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def development(docker: Docker, project: Callable[[], Path]) -> Iterator[Stack]:
    with stack(docker, "development", project()) as running:
        running("up", "--build", "--wait")
        running("exec", "-T", "web", "python", "manage.py", "migrate", "--verbosity", "0")
        running("exec", "-T", "web", "python", "manage.py", "load_samples")
        yield running


def test_up_waits_until_both_are_healthy(development: Stack) -> None:
    assert development.health("db") == "healthy"
    assert development.health("web") == "healthy"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/", "Books"),
        ("/books/1/", "ISBN"),
        ("/admin/login/", "Log in"),
        ("/api/v1/books/", '"count":'),
        ("/api/v1/authors/", '"count":'),
        ("/api/v1/docs/", "swagger"),
        ("/health/ready/", "ok"),
    ],
)
def test_pages_and_api_answer(development: Stack, path: str, text: str) -> None:
    answer = development.get(path)

    assert answer.status == 200
    assert text in answer.text


def test_an_edit_of_a_template_shows_without_a_build(development: Stack) -> None:
    template = development.directory / "books/templates/books/base.html"
    started = development.inspect("web")["State"]["StartedAt"]
    template.write_text(template.read_text().replace("</body>", "<p>An edit</p></body>"))

    assert wait_for(lambda: "<p>An edit</p>" in development.get("/").text)
    assert development.inspect("web")["State"]["StartedAt"] == started


def test_an_edit_of_a_view_shows_without_a_build(development: Stack) -> None:
    views = development.directory / "books/views.py"
    started = development.inspect("web")["State"]["StartedAt"]
    text = views.read_text()
    views.write_text(text.replace("paginate_by = 12", "paginate_by = 1"))

    def shown() -> int:
        shelf = development.get("/").text.partition('<ul class="shelf">')[2].partition("</ul>")[0]
        return shelf.count("<li>")

    assert wait_for(lambda: shown() == 1), shown()
    views.write_text(text)
    assert wait_for(lambda: shown() == 12), shown()
    assert development.inspect("web")["State"]["StartedAt"] == started


def test_run_leaves_no_file_of_root(development: Stack) -> None:
    development("run", "--rm", "web", "python", "manage.py", "startapp", "loans")
    output = development("run", "--rm", "web", "pytest", "--quiet")

    assert " passed" in output
    assert (development.directory / "loans/models.py").stat().st_uid == UID
    paths = development.directory.rglob("*")
    assert {path for path in paths if path.lstat().st_uid != UID} == set()


def test_ports_are_bound_to_this_machine_alone(docker: Docker, project: Callable[[], Path]) -> None:
    config = docker("compose", "config", "--format", "json", cwd=project())

    assert '"host_ip": "127.0.0.1"' in config
    assert config.count('"published"') == config.count('"host_ip": "127.0.0.1"')


def test_server_is_process_1_and_not_root(development: Stack) -> None:
    command = development("exec", "-T", "web", "cat", "/proc/1/cmdline")

    assert command.split("\0")[:3] == ["python", "manage.py", "runserver"]
    assert development("exec", "-T", "web", "id", "-u") == str(UID)


def test_stop_ends_the_server_with_exit_code_0(development: Stack) -> None:
    development("stop", "web")

    assert development.inspect("web")["State"]["ExitCode"] == 0
