"""The production images: who runs in them, what is in them, and how they end."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.docker import PRODUCTION, Docker, container, get, image, more_urls, wait_for
from tests.proofs.layers import Layer, layers
from tests.proofs.snippets import export_requirements, place

pytestmark = pytest.mark.engine

IMAGES = {
    "production": "example_project/Dockerfile",
    "slim": "snippets/files/dockerfile-pip/Dockerfile.slim",
    "full": "snippets/files/dockerfile-pip/Dockerfile.full",
    "alpine": "snippets/files/dockerfile-pip/Dockerfile.alpine",
}

# What lies beside the code on a developer's machine: each file holds this, and no image may.
SECRET = "planted-where-no-image-may-look"
PLANTED = (
    ".env",
    ".env.production",
    ".git/config",
    ".venv/pyvenv.cfg",
    "backups/monday/library.txt",
    "books/.env.local",
    "books/secrets/token",
    "certificates/library.key",
    "certificates/library.pem",
    "db.sqlite3",
    "library.dump",
    "library.sql.gz",
    "secrets/django_secret_key.txt",
    "staticfiles/old.js",
)
COMPILERS = ("as", "c++", "cc", "cc1", "clang", "g++", "gcc", "ld", "make")
CACHES = ("root/.cache/", "tmp/", "var/cache/apt/archives/", "var/lib/apt/lists/")

# An answer that takes its time.
SLOW = """
from time import sleep

def slow(request):
    print("the slow request has begun")
    sleep(0.5)
    return HttpResponse("and has come to its end")
"""


@pytest.fixture(scope="module", params=IMAGES)
def built(request: pytest.FixtureRequest, docker: Docker, project: Callable[[], Path]) -> str:
    """Build an image out of a directory with all that must stay out; return its name."""
    directory = project()
    (directory / "requirements.txt").write_text(export_requirements(docker, directory, "--no-dev"))
    file = place(IMAGES[request.param], directory)
    for name in PLANTED:
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(SECRET)
    docker.build(request.param, "--file", file, context=directory)
    return image(request.param)


@pytest.fixture(scope="module")
def content(docker: Docker, built: str) -> list[Layer]:
    """Return every layer, the base's own among them."""
    return list(layers(docker, built))


@pytest.fixture
def server(docker: Docker, built: str, tmp_path: Path) -> Iterator[str]:
    """Run the image as it is, with one slow address; yield the container when it answers."""
    options = ["--publish", "127.0.0.1::8000"]
    settings = {
        **PRODUCTION,
        "DATABASE_URL": "sqlite:////tmp/db.sqlite3",
        "DJANGO_HTTPS": "0",
        "DJANGO_SECRET_KEY": "of-a-proof",
        "DJANGO_SETTINGS_MODULE": "proof_settings",
    }
    options += [f"--env={name}={value}" for name, value in settings.items()]
    options += [f"--volume={mount}" for mount in more_urls(tmp_path, SLOW, "slow")]
    with container(docker, "server", *options, built) as name:
        assert wait_for(lambda: "Listening at" in docker.logs(name)), docker.logs(name)
        address = f"{url(docker, name)}/health/live/"
        assert wait_for(lambda: get(address).status == 200), docker.logs(name)
        yield name


def url(docker: Docker, name: str) -> str:
    return f"http://{docker('port', name, '8000').splitlines()[0]}"


def test_a_module_that_is_missing_breaks_the_build(
    docker: Docker, project: Callable[[], Path]
) -> None:
    directory = project()
    with (directory / "books/views.py").open("a") as code:
        code.write("import nothing_like_this\n")

    result = docker.attempt("build", "--tag", image("broken"), directory)

    assert result.returncode != 0
    assert "No module named 'nothing_like_this'" in result.stderr


def test_the_image_says_which_commit_it_is(docker: Docker, project: Callable[[], Path]) -> None:
    docker.build("revision", "--build-arg", "REVISION=1a2b3c4", context=project())

    labels = docker.inspect(image("revision"), "image")["Config"]["Labels"]
    assert labels["org.opencontainers.image.revision"] == "1a2b3c4"


def test_runs_as_a_user_with_a_fixed_id(docker: Docker, built: str) -> None:
    assert docker.inspect(built, "image")["Config"]["User"] == "10001:10001"
    assert docker("run", "--rm", built, "id", "-u") == "10001"
    assert docker("run", "--rm", built, "id", "-g") == "10001"


def test_server_cannot_change_the_code(docker: Docker, built: str) -> None:
    result = docker.attempt("run", "--rm", built, "sh", "-c", "echo >> manage.py; echo > new.py")

    assert result.stderr.lower().count("permission denied") == 2


def test_no_layer_holds_what_the_context_must_not_send(content: list[Layer]) -> None:
    for layer in content:
        ours = {name.removeprefix("app/"): data for name, data in layer.items() if "app/" in name}
        assert not [name for name in ours if name.startswith((".env", ".git", ".venv", "secrets"))]
        assert not [name for name, data in layer.items() if SECRET.encode() in data]


def test_no_layer_holds_a_compiler_or_a_cache(content: list[Layer]) -> None:
    for layer in content:
        programs = {Path(name).name for name in layer if Path(name).parent.name in ("bin", "sbin")}
        assert not programs & set(COMPILERS)
        # A lock is an empty file, and what Debian leaves there.
        assert [name for name, data in layer.items() if name.startswith(CACHES) and data] == []


def test_no_secret_is_in_the_history(docker: Docker, built: str) -> None:
    assert SECRET not in json.dumps(docker.inspect(built, "image"))
    assert SECRET not in docker("history", "--no-trunc", built)


def test_output_is_unbuffered_and_the_environment_comes_first(docker: Docker, built: str) -> None:
    script = "import gunicorn, os, sys; print(sys.executable, os.environ['PYTHONUNBUFFERED'])"
    program, unbuffered = docker("run", "--rm", built, "python", "-c", script).split()
    environment = docker.inspect(built, "image")["Config"]["Env"]
    path = next(value for value in environment if value.startswith("PATH="))

    assert unbuffered == "1"
    assert path.removeprefix("PATH=").split(":")[0] == str(Path(program).parent)


def test_the_standard_library_is_compiled_once(docker: Docker, built: str) -> None:
    """As Python's `-v` says it: https://docs.python.org/3/using/cmdline.html#cmdoption-v."""
    imports = "python -v -c 'import http.client, logging.config, ssl' 2>&1"
    compiled = f"{imports} | grep -c 'code object from /usr/.*[.]py$'"

    def count(name: str) -> int:
        return int(docker.attempt("run", "--rm", "--read-only", name, "sh", "-c", compiled).stdout)

    assert count(built) == 0
    assert count("python:3.14-slim-trixie") > 50


def test_process_1_is_the_server(docker: Docker, server: str) -> None:
    command = docker("exec", server, "cat", "/proc/1/cmdline").split("\0")

    assert any(Path(word).name == "gunicorn" for word in command[:2])


def test_stops_in_time_with_exit_code_0(docker: Docker, server: str) -> None:
    """gunicorn ends by itself, before it is killed."""
    docker("stop", server)

    assert signals(docker, server) == ["15"]
    assert docker.inspect(server)["State"]["ExitCode"] == 0


def test_stops_after_open_requests_are_answered(docker: Docker, server: str) -> None:
    address = f"{url(docker, server)}/slow/"
    with ThreadPoolExecutor() as pool:
        answer = pool.submit(get, address)
        assert wait_for(lambda: "the slow request has begun" in docker.logs(server))
        docker("stop", server)

    assert answer.result().text == "and has come to its end"
    assert signals(docker, server) == ["15"]
    assert docker.inspect(server)["State"]["ExitCode"] == 0


def signals(docker: Docker, name: str) -> list[str]:
    """Return the signals that the engine sent to a container; 9 comes when its time is over."""
    return [event["Actor"]["Attributes"]["signal"] for event in docker.events(name, "kill")]


def test_health_check_needs_no_curl(docker: Docker, server: str) -> None:
    def health() -> str:
        return str(docker.inspect(server)["State"]["Health"]["Status"])

    assert wait_for(lambda: health() == "healthy"), docker.inspect(server)["State"]
    assert docker.attempt("exec", server, "sh", "-c", "command -v curl").returncode != 0
