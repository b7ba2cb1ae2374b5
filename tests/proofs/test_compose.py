"""What `docker compose` makes of a change: what it replaces, builds, keeps and finds again."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.proofs.docker import PREFIX, PYTHON, Docker, Stack, stack

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
    def said(command: str) -> str:
        write(small, f"services:\n  web:\n    image: {PYTHON}\n    command: {command}\n")
        return small("run", "--rm", "web")

    assert said("echo 'a b' $$HOME *") == "a b $HOME *"
    for operator in ("&&", ";", "|", ">"):
        assert said(f"echo a {operator} cat") == "a"
    assert said("sh -c 'echo a && echo b'") == "a\nb"


def test_nothing_starts_while_the_file_of_a_secret_is_missing(small: Stack) -> None:
    text = f"{WEB}    secrets: [token]\n  db:\n{SERVICE}secrets:\n  token:\n    file: token\n"
    write(small, text)

    done = small.docker.attempt(*small.words, "up", "--detach")
    assert done.returncode != 0
    assert "bind source path does not exist" in done.stderr
    assert small("ps", "--quiet") == ""
    (small.directory / "token").write_text("here")
    small("up", "--detach")
    assert len(small("ps", "--quiet").split()) == 2


def test_a_fixed_container_name_allows_no_second_container(small: Stack) -> None:
    write(small, f"{WEB}    container_name: {PREFIX}-fixed\n")
    small("up", "--detach")

    done = small.docker.attempt(*small.words, "up", "--detach", "--scale", "web=2")
    assert "requires each container to have a unique name" in done.stderr
    second = ("compose", "--project-name", f"{PREFIX}-second")
    try:
        done = small.docker.attempt(*second, "up", "--detach", cwd=small.directory)
        assert f'"/{PREFIX}-fixed" is already in use' in done.stderr
    finally:
        small.docker(*second, "down", cwd=small.directory)


def test_down_leaves_what_is_no_longer_in_the_file(small: Stack) -> None:
    write(small, f"{WEB}  old:\n{SERVICE}")
    small("up", "--detach")
    write(small, WEB)
    network = f"{small.project}_default"

    small("down", "--timeout", "2")
    assert small.docker.inspect(network, "network")["Containers"]
    small("down", "--remove-orphans", "--timeout", "2")
    assert small.docker.attempt("network", "inspect", network).returncode != 0
