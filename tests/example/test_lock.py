"""The lock files are what the registry says of these versions: every hash and dependency."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from cookbook.reader.uv import UV, environment
from cookbook.repo import ROOT

OF_A_MIRROR = {"registry", "size", "upload-time", "url"}  # what another index says otherwise


def plain(entry: Any) -> Any:
    """Return an entry of a lock file with a file's name in place of its address."""
    if isinstance(entry, list):
        return [plain(inner) for inner in entry]
    if not isinstance(entry, dict):
        return entry
    name = {"file": entry["url"].rpartition("/")[2]} if "url" in entry else {}
    return name | {key: plain(value) for key, value in entry.items() if key not in OF_A_MIRROR}


@pytest.mark.parametrize("project", [".", "example_project"])
def test_a_new_lock_of_these_versions_is_the_same(project: str, tmp_path: Path) -> None:
    lock = tomllib.loads((ROOT / project / "uv.lock").read_text())
    pins = [
        f"{package['name']}=={package['version']}"
        for package in lock["package"]
        if "registry" in package["source"]
    ]
    text = (ROOT / project / "pyproject.toml").read_text()
    text = re.sub(r"^\[tool\.uv\]\n", "", text, flags=re.M).replace("package = false\n", "")
    text += f"\n[tool.uv]\nconstraint-dependencies = {pins!r}\n"
    (tmp_path / "pyproject.toml").write_text(text)
    # Not the Python of the readers, which may be older than this project asks for.
    env = environment(os.environ) | {"UV_PYTHON": sys.executable}
    subprocess.run([UV, "lock", "--quiet"], cwd=tmp_path, env=env, check=True)
    fresh = tomllib.loads((tmp_path / "uv.lock").read_text())
    for old, new in zip(lock["package"], fresh["package"], strict=True):
        if "registry" in old["source"]:
            assert plain(new) == plain(old)


@pytest.mark.parametrize("project", [".", "example_project"])
def test_files_are_of_their_package(project: str) -> None:
    """The address of a file is the registry's, and its name starts as the package's does."""
    lock = tomllib.loads((ROOT / project / "uv.lock").read_text())
    for package in lock["package"]:
        start = f"{package['name'].replace('-', '_')}-{package['version']}".lower()
        sdist = [package["sdist"]] if "sdist" in package else []
        for file in [*package.get("wheels", []), *sdist]:
            assert re.fullmatch(
                r"https://files\.pythonhosted\.org/packages/[\da-f]{2}/[\da-f]{2}/[\da-f]{60}/\S+",
                file["url"],
            )
            name = file["url"].rpartition("/")[2].lower().replace("-", "_").replace(".", "_")
            assert name.startswith(start.replace("-", "_").replace(".", "_"))
            assert re.fullmatch(r"sha256:[\da-f]{64}", file["hash"])
