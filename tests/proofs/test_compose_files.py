"""Compose reads every Compose file of the repository, and has nothing to say about it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.proofs.docker import PRODUCTION, Docker
from tests.proofs.snippets import COMPOSE_FILES, place

pytestmark = pytest.mark.engine

OBSOLETE = "the attribute `version` is obsolete"


class Loader(yaml.SafeLoader):
    """Reads Compose's own tags, such as `!reset`, as nothing."""


Loader.add_multi_constructor("!", lambda loader, tag, node: None)


@pytest.mark.parametrize("path", COMPOSE_FILES)
def test_config(docker: Docker, project: Callable[[], Path], path: str) -> None:
    directory = project()
    file = place(path, directory)
    text = file.read_text()
    for name in {".env", *re.findall(r"env_file: (\S+)", text)}:
        (directory / name).write_text("POSTGRES_PASSWORD=of-a-proof\n")

    settings = Docker({**docker.env, **PRODUCTION})
    done = settings.attempt("compose", *files(file), "config", "--quiet", cwd=directory)

    assert done.returncode == 0, done.stderr
    if re.search(r"^version:", text, re.M):
        assert OBSOLETE in done.stderr
        assert len(done.stderr.splitlines()) == 1
    else:
        assert done.stdout + done.stderr == ""


def files(file: Path) -> list[str | Path]:
    """Return the options that name a file, after the one that it adds to if it adds to one."""
    services = yaml.load(file.read_text(), Loader)["services"].values()
    alone = all({"image", "build", "<<"} & service.keys() for service in services)
    return ["--file", file] if alone else ["--file", file.parent / "compose.yaml", "--file", file]


def test_the_project_is_among_them() -> None:
    assert {"example_project/compose.yaml", "example_project/compose.prod.yaml"} < {*COMPOSE_FILES}
