"""What `docker compose` makes of a change: what it replaces, builds, keeps and finds again."""

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docker import PREFIX, PYTHON, Docker, Stack, image, stack

pytestmark = pytest.mark.engine

# `init` lets it end at once.
SLEEP = "    init: true\n    command: sleep 60\n"
SERVICE = f"    image: {PYTHON}\n{SLEEP}"
WEB = f"services:\n  web:\n{SERVICE}"


@pytest.fixture
def small(docker: Docker, tmp_path: Path) -> Iterator[Stack]:
    """Yield a project with one service that sleeps; a proof writes its file anew."""
    directory = tmp_path / "small"
    directory.mkdir()
    (directory / "compose.yaml").write_text(WEB)
    with stack(docker, "small", directory, override="services: {}\n") as project:
        yield project


def write(project: Stack, text: str) -> None:
    (project.directory / "compose.yaml").write_text(text)


def test_restart_keeps_the_old_variables(small: Stack) -> None:
    def colour() -> str:
        return small("exec", "-T", "web", "printenv", "COLOUR")

    text = WEB + "    environment:\n      COLOUR: %s\n"
    write(small, text % "red")
    small("up", "--detach")
    write(small, text % "blue")

    small("restart", "--timeout", "2")
    assert colour() == "red"
    small("up", "--detach")
    assert colour() == "blue"


def test_only_the_service_that_changed_is_replaced(small: Stack) -> None:
    both = f"{WEB}    environment:\n      COLOUR: %s\n  db:\n{SERVICE}"

    def ids(colour: str) -> tuple[str, str]:
        write(small, both % colour)
        small("up", "--detach")
        return small.id("web"), small.id("db")

    first, same, other = ids("red"), ids("red"), ids("blue")
    assert same == first
    assert other[0] != first[0]
    assert other[1] == first[1]


def test_up_builds_only_an_image_that_is_missing(small: Stack) -> None:
    def built(colour: str, *options: str) -> str:
        dockerfile = f"FROM {PYTHON}\nENV COLOUR={colour}\n"
        (small.directory / "Dockerfile").write_text(dockerfile)
        small("up", "--detach", *options)
        return small("exec", "-T", "web", "printenv", "COLOUR")

    write(small, f"services:\n  web:\n    build: .\n{SLEEP}")
    assert built("red") == "red"
    assert built("blue") == "red"
    assert built("blue", "--build") == "blue"


def test_an_image_carries_the_name_of_its_service(small: Stack) -> None:
    """Two services that build one name make two images; the last one keeps the name."""
    name = image("twice")
    (small.directory / "Dockerfile").write_text(f"FROM {PYTHON}\n")
    both = f"    build: .\n    image: {name}\n{SLEEP}"
    write(small, f"services:\n  web:\n{both}  migrate:\n{both}")

    def built(service: str) -> str:
        small("build", service)
        found = small.docker.inspect(name, "image")
        assert found["Config"]["Labels"]["com.docker.compose.service"] == service
        return str(found["Id"])

    assert built("web") != built("migrate")


def test_an_unnamed_volume_is_not_found_again_after_down(small: Stack) -> None:
    def again(*between: str) -> tuple[str, bool]:
        """Return the volume that follows `between`, and whether it holds what the last one did."""
        small("exec", "-T", "web", "touch", "/data/note")
        for step in between:
            small(*step.split())
        return volume(), "note" in small("exec", "-T", "web", "ls", "/data")

    def volume() -> str:
        return str(small.inspect("web")["Mounts"][0]["Name"])

    unnamed: list[str] = []
    try:
        write(small, WEB + "    volumes: [/data]\n")
        small("up", "--detach")
        unnamed.append(volume())
        assert re.fullmatch("[0-9a-f]{64}", unnamed[0])
        assert again("up --detach --force-recreate") == (unnamed[0], True)
        found, kept = again("down --timeout 2", "up --detach")
        unnamed.append(found)
        assert (found == unnamed[0], kept) == (False, False)
        small("down", "--timeout", "2")
    finally:
        small.docker("volume", "rm", "--force", *unnamed)

    write(small, WEB + "    volumes: [note:/data]\nvolumes:\n  note:\n")
    small("up", "--detach")
    named = volume()
    assert again("down --timeout 2", "up --detach") == (named, True)


def test_the_name_of_a_project_has_four_sources(docker: Docker, tmp_path: Path) -> None:
    directory = tmp_path / "of-directory"
    directory.mkdir()
    shell = Docker({**docker.env, "COMPOSE_PROJECT_NAME": "of-shell"})

    def name(docker: Docker, text: str, *options: str) -> str:
        (directory / "compose.yaml").write_text(text)
        config = docker("compose", *options, "config", "--format", "json", cwd=directory)
        return str(json.loads(config)["name"])

    named = f"name: of-file\n{WEB}"
    assert name(shell, named, "-p", "of-option") == "of-option"
    assert name(shell, named) == "of-shell"
    assert name(docker, named) == "of-file"
    assert name(docker, WEB) == "of-directory"


def test_compose_drops_what_follows_an_operator_of_the_shell(small: Stack) -> None:
    def output(command: str) -> str:
        write(small, f"services:\n  web:\n    image: {PYTHON}\n    command: {command}\n")
        return small("run", "--rm", "web")

    assert output("echo 'a b' $$HOME *") == "a b $HOME *"
    for operator in ("&&", ";", "|", ">"):
        assert output(f"echo a {operator} cat") == "a"
    assert output("sh -c 'echo a && echo b'") == "a\nb"


def test_nothing_starts_while_the_file_of_a_secret_is_missing(small: Stack) -> None:
    text = f"{WEB}    secrets: [token]\n  db:\n{SERVICE}secrets:\n  token:\n    file: token\n"
    write(small, text)

    result = small.docker.attempt(*small.words, "up", "--detach")
    assert result.returncode != 0
    assert "bind source path does not exist" in result.stderr
    assert small("ps", "--quiet") == ""
    (small.directory / "token").write_text("here")
    small("up", "--detach")
    assert len(small("ps", "--quiet").split()) == 2


def test_a_fixed_container_name_allows_no_second_container(small: Stack) -> None:
    write(small, f"{WEB}    container_name: {PREFIX}-fixed\n")
    small("up", "--detach")

    result = small.docker.attempt(*small.words, "up", "--detach", "--scale", "web=2")
    assert "requires each container to have a unique name" in result.stderr
    second = ("compose", "--project-name", f"{PREFIX}-second")
    try:
        result = small.docker.attempt(*second, "up", "--detach", cwd=small.directory)
        assert f'"/{PREFIX}-fixed" is already in use' in result.stderr
    finally:
        small.docker(*second, "down", cwd=small.directory)


def test_down_leaves_what_is_no_longer_in_the_file(small: Stack) -> None:
    """The container of an earlier file stays, and stays connected."""
    write(small, f"{WEB}  old:\n{SERVICE}")
    small("up", "--detach")
    write(small, WEB)
    network = f"{small.project}_default"

    small("down", "--timeout", "2")
    assert small.docker.inspect(network, "network")["Containers"]
    small("down", "--remove-orphans", "--timeout", "2")
    assert small.docker.attempt("network", "inspect", network).returncode != 0


def test_up_without_a_number_goes_back_to_one(small: Stack) -> None:
    def containers(*options: str) -> int:
        small("up", "--detach", *options)
        return len(small("ps", "--quiet", "web").split())

    assert containers("--scale", "web=2") == 2
    assert containers() == 1
    write(small, f"{WEB}    scale: 2\n")
    assert containers() == 2
    assert containers() == 2


def test_the_name_of_a_service_leads_to_all_its_containers(small: Stack) -> None:
    write(small, f"{WEB}  db:\n{SERVICE}")
    small("up", "--detach", "--scale", "web=2")
    script = "import socket; print(*socket.gethostbyname_ex('web')[2])"
    ids = small("ps", "--quiet", "web").split()
    networks = [small.docker.inspect(id)["NetworkSettings"]["Networks"] for id in ids]

    found = small("exec", "-T", "db", "python", "-c", script).split()
    assert len(found) == 2
    assert set(found) == {network[f"{small.project}_default"]["IPAddress"] for network in networks}


def test_what_exec_changes_is_lost_when_up_replaces_the_container(small: Stack) -> None:
    small("up", "--detach")
    small("exec", "-T", "web", "touch", "/note")
    small("up", "--detach")
    assert small("exec", "-T", "web", "ls", "/note") == "/note"

    write(small, f"{WEB}    environment: [COLOUR=red]\n")
    small("up", "--detach")
    show = ("exec", "-T", "web", "ls", "/note")
    assert "No such file" in small.docker.attempt(*small.words, *show).stderr


def test_run_starts_what_a_service_needs_unless_told_not_to(small: Stack) -> None:
    write(small, f"{WEB}    depends_on: [db]\n  db:\n{SERVICE}")

    small("run", "--rm", "--no-deps", "web", "true")
    assert small("ps", "--quiet", "db") == ""
    small("run", "--rm", "web", "true")
    assert small("ps", "--quiet", "db") != ""


def test_depends_on_orders_starting_and_stopping(small: Stack) -> None:
    def order(event: str, text: str) -> list[str]:
        """Return the services in the order of an event, over one `up` and one `down`."""
        write(small, text)
        begin = time.time()
        small("up", "--detach")
        small("down", "--timeout", "2")
        span = ("--since", str(begin), "--until", str(time.time()))
        only = ("--filter", f"label=com.docker.compose.project={small.project}")
        service = '{{index .Actor.Attributes "com.docker.compose.service"}}'
        words = (*span, *only, "--filter", f"event={event}", "--format", service)
        return small.docker("events", *words).split()

    text = f"services:\n  a:\n{SERVICE}%s  b:\n{SERVICE}%s"
    needs = "    depends_on: [%s]\n"
    first = text % (needs % "b", "")
    second = text % ("", needs % "a")
    assert order("start", first) == ["b", "a"]
    assert order("start", second) == ["a", "b"]
    assert order("die", first) == ["a", "b"]
    assert order("die", second) == ["b", "a"]


def test_up_with_wait_waits_for_a_health_check_alone(small: Stack) -> None:
    def text(seconds: int) -> str:
        late = f"sh -c 'sleep {seconds} && touch /ready && sleep 60'"
        return f"services:\n  web:\n    image: {PYTHON}\n    init: true\n    command: {late}\n"

    def ready() -> bool:
        result = small.docker.attempt(*small.words, "exec", "-T", "web", "test", "-e", "/ready")
        return result.returncode == 0

    check = "    healthcheck: {test: test -e /ready, interval: 1s, retries: %s}\n"
    write(small, text(60))
    small("up", "--wait")
    assert not ready()
    write(small, text(3) + check % 60)
    small("up", "--wait")
    assert ready()
    write(small, text(60) + check % 1)
    result = small.docker.attempt(*small.words, "up", "--wait")
    assert result.returncode == 1
    assert "is unhealthy" in result.stderr


def test_two_dollars_leave_a_variable_to_the_container(small: Stack) -> None:
    echo = """    command: ["sh", "-c", "echo $$COLOUR $COLOUR"]\n"""
    write(small, f"services:\n  web:\n    image: {PYTHON}\n    environment: [COLOUR=red]\n{echo}")
    shell = Docker({**small.docker.env, "COLOUR": "blue"})

    assert shell(*small.words, "run", "--rm", "web", cwd=small.directory) == "red blue"


def test_compose_yaml_wins_over_docker_compose_yml(docker: Docker, tmp_path: Path) -> None:
    (tmp_path / "docker-compose.yml").write_text(WEB.replace("web:", "old:"))
    services = ("compose", "config", "--services")

    assert docker(*services, cwd=tmp_path) == "old"
    (tmp_path / "compose.yaml").write_text(WEB)
    assert docker(*services, cwd=tmp_path) == "web"


def test_a_top_level_key_with_x_is_ignored(docker: Docker, tmp_path: Path) -> None:
    def stderr(key: str) -> str:
        (tmp_path / "compose.yaml").write_text(f"{key}: {{image: none}}\n{WEB}")
        return docker.attempt("compose", "config", "--quiet", cwd=tmp_path).stderr

    assert stderr("x-shared") == ""
    assert "additional properties 'shared' not allowed" in stderr("shared")
