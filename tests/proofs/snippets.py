"""Finds the Dockerfiles and Compose files of the repository, and what each is built with."""

import re
import shutil
from pathlib import Path

from cookbook.reader.workspace import without_markers
from cookbook.repo import ROOT
from tests.docker import Docker, image

FOLDERS = ("example_project", "snippets")


def found(pattern: str) -> list[str]:
    """Return the paths of all files with such a name, relative to the repository."""
    return sorted(
        str(path.relative_to(ROOT))
        for folder in FOLDERS
        for path in (ROOT / folder).rglob(pattern)
        if path.is_file()
    )


DOCKERFILES = found("Dockerfile*")
# Some files of that name hold a few lines that a page adds to another one.
COMPOSE_FILES = [
    path
    for path in found("*compose*.y*ml")
    if re.search(r"^services:", (ROOT / path).read_text(), re.M)
]
BEFORE = {
    path
    for page in (ROOT / "docs").rglob("*.md")
    for path in re.findall(r'^ *`{3,}\w+ before.*\n *--8<-- "([^":]+)', page.read_text(), re.M)
}


def is_before(path: str) -> bool:
    """Tell whether a page shows a file as what not to write."""
    return path in BEFORE or ".before" in Path(path).name


# Files whose error a page shows and mends, without a title that says "before" → what is printed.
MEANT_TO_FAIL = {
    "additional-property/compose.colon.yaml": "mapping values are not allowed",
    "additional-property/compose.indent.yaml": "services.image must be a mapping",
    "additional-property/compose.yaml": "additional properties 'enviroment' not allowed",
    "no-password-supplied/compose.blank.yaml": "The DB_PASSWORD variable is not set",
    "secret-key-not-set/Dockerfile": "Set the SECRET_KEY environment variable",
    "variable-is-not-set/compose.dollar.yaml": "The up variable is not set",
    "variable-is-not-set/compose.yaml": "The SECRET_KEY variable is not set",
}


def is_an_error(path: str) -> bool:
    """Tell whether a page in Troubleshooting shows a file for the error that it makes.

    The page itself builds or starts the file, and compares what is printed.
    """
    if not path.startswith("snippets/troubleshooting/"):
        return False
    return is_before(path) or "/".join(Path(path).parts[-2:]) in MEANT_TO_FAIL


def targets(dockerfile: str) -> list[str]:
    """Return the names of a Dockerfile's stages, and `""` for a last one without a name."""
    stages = re.findall(r"^FROM \S+(?: +AS +(\S+))?", (ROOT / dockerfile).read_text(), re.M | re.I)
    return [name for name in stages[:-1] if name] + stages[-1:]


def place(path: str, workspace: Path) -> Path:
    """Put a file of the repository into a reader's workspace; return where it is now.

    What lies beside it in its directory is put beside it there, too.
    """
    source = ROOT / path
    if not path.startswith("example_project/"):
        for beside in source.parent.rglob("*"):
            if beside.is_file():
                target = workspace / beside.relative_to(source.parent)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(without_markers(beside.read_bytes()))
                shutil.copymode(beside, target)
    return workspace / source.name


def export_requirements(docker: Docker, workspace: Path, *options: str) -> str:
    """Return the packages of uv.lock as `uv export` writes them for pip."""
    docker.build("uv", "--target", "build", context=workspace)
    mounts = [
        f"--volume={workspace / name}:/app/{name}:ro" for name in ("pyproject.toml", "uv.lock")
    ]
    words = ("uv", "export", "--quiet", "--locked", "--no-emit-project", *options)
    return docker("run", "--rm", *mounts, image("uv"), *words) + "\n"
