"""Every Dockerfile of the repository builds, each stage, and BuildKit has nothing to say."""

import re
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cookbook.repo import ROOT
from tests.docker import Docker, image
from tests.proofs.layers import layers
from tests.proofs.snippets import DOCKERFILES as ALL
from tests.proofs.snippets import export_requirements, is_an_error, is_before, place, targets

pytestmark = pytest.mark.engine

# What a page builds from files that its sessions make, such as a lock or a key.
BY_ITS_PAGE = {
    "snippets/recipes/backup-off-the-machine/Dockerfile.backup",
    "snippets/recipes/pip-and-poetry/Dockerfile.pip",
    "snippets/recipes/pip-and-poetry/Dockerfile.poetry",
    "snippets/recipes/private-packages/Dockerfile",
    "snippets/recipes/uv-workspace/Dockerfile",
}

DOCKERFILES = [path for path in ALL if not is_an_error(path)]
STAGES = [
    (path, target) for path in DOCKERFILES if path not in BY_ITS_PAGE for target in targets(path)
]
GOOD = [path for path in DOCKERFILES if not is_before(path)]
BEFORE = [path for path in DOCKERFILES if is_before(path)]
TOKEN = "made-up"


@pytest.fixture(scope="module")
def workspace(
    docker: Docker, project: Callable[[], Path], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Path]:
    """Return a function that puts a Dockerfile into a finished project and returns its path."""
    requirements = export_requirements(docker, project(), "--no-dev")

    def prepare(path: str) -> Path:
        directory = project()
        if "requirements.txt" in (ROOT / path).read_text():
            (directory / "requirements.txt").write_text(requirements)
        return place(path, directory)

    return prepare


@pytest.mark.parametrize(("path", "target"), STAGES)
def test_builds(docker: Docker, workspace: Callable[[str], Path], path: str, target: str) -> None:
    file = workspace(path)
    stage = ["--target", target] if target else []

    # Every step runs; an image, which nobody would look at, is not written.
    nothing = ("--output", "type=cacheonly")
    docker.build("stage", "--file", file, *nothing, *stage, *wanted(file), context=file.parent)


def wanted(file: Path) -> list[str]:
    """Return the options without which a Dockerfile says that it cannot build."""
    text = file.read_text()
    (file.parent / "token").write_text(TOKEN)
    argument = ["--build-arg", f"TOKEN={TOKEN}"] if "ARG TOKEN" in text else []
    secret = ["--secret", f"id=token,src={file.parent / 'token'}"] if "id=token" in text else []
    return argument + secret


@pytest.mark.parametrize("path", GOOD)
def test_check_is_clean(docker: Docker, workspace: Callable[[str], Path], path: str) -> None:
    file = workspace(path)

    result = docker.attempt("build", "--check", "--file", file, file.parent)

    assert "no warnings found" in result.stdout + result.stderr
    assert result.returncode == 0


@pytest.mark.parametrize("path", BEFORE)
def test_what_not_to_write_has_its_fault(
    docker: Docker, workspace: Callable[[str], Path], path: str
) -> None:
    name = next((name for name in reversed(Path(path).parts) if name in FAULTS), "")
    assert name, f"say in FAULTS what {path} is there to show"
    file = workspace(path)

    assert FAULTS[name](docker, file)


def warns(docker: Docker, file: Path) -> bool:
    """BuildKit's checks have something to say."""
    output = docker.attempt("build", "--check", "--file", file, file.parent).stdout
    return bool(re.search(r"\d+ warnings? ", output))


def runs_as_root(docker: Docker, file: Path) -> bool:
    """The server has all rights."""
    docker.build("fault", "--file", file, context=file.parent)
    return docker("run", "--rm", image("fault"), "id", "-u") == "0"


def installs_again(docker: Docker, file: Path) -> bool:
    """After an edit of the code, the packages are installed once more."""
    docker.build("fault", "--file", file, context=file.parent)
    with (file.parent / "books/views.py").open("a") as code:
        code.write(f"# {time.time()}\n")
    output = docker.build("fault", "--file", file, context=file.parent)
    installed = re.findall(r"^#(\d+) .*RUN .*(?:pip install|uv sync)", output, re.M | re.S)
    return bool(installed) and f"#{installed[-1]} CACHED" not in output


def keeps_what_it_deletes(docker: Docker, file: Path) -> bool:
    """Files that one layer holds are only hidden by a later one."""
    docker.build("fault", "--file", file, context=file.parent)
    earlier: set[str] = set()
    for layer in layers(docker, image("fault")):
        if earlier & {re.sub(r"\.wh\.", "", name) for name in layer if ".wh." in name}:
            return True
        earlier |= layer.keys()
    return False


def copies_to_change_the_owner(docker: Docker, file: Path) -> bool:
    """The layer of `chown` has all packages once more."""
    docker.build("fault", "--file", file, context=file.parent)
    line = "{{.Size}} {{.CreatedBy}}"
    history = docker("history", "--human=false", "--format", line, image("fault"))
    return int(re.findall(r"^(\d+) .*useradd", history, re.M)[0]) > 50_000_000


def lints(docker: Docker, file: Path) -> bool:
    """hadolint has something to say."""
    return bool(subprocess.run(["hadolint", file], capture_output=True, check=False).stdout)


# The name or directory of a Dockerfile.before → what is wrong with it.
FAULTS = {
    "Dockerfile.before-alpine": installs_again,
    "Dockerfile.before-full": lints,
    "Dockerfile.before-slim": runs_as_root,
    "dockerfile-instructions": warns,
    "layers-and-cache": keeps_what_it_deletes,
    "non-root-user": runs_as_root,
    "order-instructions": installs_again,
    "secrets": warns,
    "smaller-image": copies_to_change_the_owner,
    "system-packages": keeps_what_it_deletes,
}
