"""Compose reads every Compose file of the repository, and has nothing to say about it."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.docker import POSTGRES, PRODUCTION, Docker
from tests.proofs.snippets import COMPOSE_FILES, is_an_error, place

pytestmark = pytest.mark.engine

COLOURS = "snippets/recipes/update-without-downtime/compose.colours.yaml"
OBSOLETE = "the attribute `version` is obsolete"


class Loader(yaml.SafeLoader):
    """Reads Compose's own tags, such as `!reset`, as nothing."""


Loader.add_multi_constructor("!", lambda loader, tag, node: None)


@pytest.mark.parametrize("path", [path for path in COMPOSE_FILES if not is_an_error(path)])
def test_config(docker: Docker, project: Callable[[], Path], path: str) -> None:
    directory = project()
    file = place(path, directory)
    text = file.read_text()
    for name in {".env", *re.findall(r"env_file: (\S+)", text)}:
        (directory / name).write_text("POSTGRES_PASSWORD=of-a-proof\n")

    if "  blue:" in text:
        place(COLOURS, directory)

    # Of single recipes.
    values = {"IMAGE": "library:trial", "MOMENT": "2026-11-01 12:00:00+00"}
    values |= {"APP": "app", "FORGE": "192.0.2.1"}
    values |= {"ADMIN_FROM": "192.0.2.0/24", "SITE_PASSWORD_HASH": "of-a-proof"}
    settings = Docker({**docker.env, **PRODUCTION, **values})
    result = settings.attempt("compose", *files(file), "config", "--quiet", cwd=directory)

    assert result.returncode == 0, result.stderr
    if re.search(r"^version:", text, re.M):
        assert OBSOLETE in result.stderr
        assert len(result.stderr.splitlines()) == 1
    else:
        assert result.stdout + result.stderr == ""


def files(file: Path) -> list[str | Path]:
    """Return the options that name a file, after those that it adds to if it adds to some."""
    stack = yaml.load(file.read_text(), Loader)
    services = {name: service or {} for name, service in stack["services"].items()}  # `!reset null`
    added = [
        name
        for name, service in services.items()
        if "extends" in service or not {"image", "build", "<<"} & service.keys()
    ]
    needed = {name for service in services.values() for name in service.get("depends_on") or ()}
    used = {name for service in services.values() for name in service.get("networks") or ()}
    elsewhere = used - {"default", *stack.get("networks", {})}
    names = [file.name]
    if "blue" in services and file.name != Path(COLOURS).name:
        names = ["compose.prod.yaml", "compose.proxy.yaml", Path(COLOURS).name, *names]
    elif elsewhere or "proxy" in added or (added and stack.get("name") == "library-prod"):
        names = ["compose.prod.yaml", *["compose.proxy.yaml"] * ("proxy" in added), *names]
    elif added or needed - services.keys():
        names = ["compose.yaml", *names]
    return [word for name in names for word in ("--file", file.parent / name)]


def config(docker: Docker, directory: Path, file: str) -> dict[str, Any]:
    """Return what Compose makes of a file."""
    settings = Docker({**docker.env, **PRODUCTION})
    words = ("compose", "--file", file, "config", "--format", "json")
    found: dict[str, Any] = json.loads(settings(*words, cwd=directory))
    return found


@pytest.mark.parametrize("name", PRODUCTION)
def test_production_is_refused_without_its_variables(
    docker: Docker, project: Callable[[], Path], name: str
) -> None:
    """What only its owner knows, such as the host names, has no default."""
    words = ("compose", "--file", "compose.prod.yaml", "config", "--quiet")
    for variables in ({**PRODUCTION, name: ""}, {k: v for k, v in PRODUCTION.items() if k != name}):
        result = Docker({**docker.env, **variables}).attempt(*words, cwd=project())

        assert result.returncode != 0
        assert f"required variable {name} is missing a value: set" in result.stderr


def test_development_and_production_share_no_volume(
    docker: Docker, project: Callable[[], Path]
) -> None:
    directory = project()
    development = config(docker, directory, "compose.yaml")
    production = config(docker, directory, "compose.prod.yaml")

    assert development["name"] != production["name"]
    for kind in ("volumes", "networks"):
        first, second = (
            {entry["name"] for entry in found[kind].values()} for found in (development, production)
        )
        assert first
        assert second
        assert not first & second


def test_no_image_of_production_is_latest(docker: Docker, project: Callable[[], Path]) -> None:
    services = config(docker, project(), "compose.prod.yaml")["services"]

    assert {service["image"] for service in services.values()} == {
        f"library:{PRODUCTION['TAG']}",
        POSTGRES,
    }


def test_the_project_is_among_them() -> None:
    assert {"example_project/compose.yaml", "example_project/compose.prod.yaml"} < {*COMPOSE_FILES}
