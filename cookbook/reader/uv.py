"""What leads a shell to uv, and uv to a Python, in a copy of the example."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from cookbook.repo import ROOT

UV = shutil.which("uv") or str(ROOT / ".tools/bin/uv")
OTHERS = ("APP_", "COMPOSE_", "DATABASE_", "DJANGO_", "POSTGRES_", "TAG", "UV_PROJECT", "VIRTUAL_")


def environment(base: Mapping[str, str]) -> dict[str, str]:
    """Return an environment without what is meant for other projects, and with uv and Python."""
    env = {name: value for name, value in base.items() if not name.startswith(OTHERS)}
    env["PATH"] = f"{Path(UV).parent}{os.pathsep}{env['PATH']}"
    # The example asks for 3.14. A machine that has none, and may not be able to download one,
    # takes the Python of these tests, as README.md allows.
    wanted = (ROOT / "example_project/.python-version").read_text().strip()
    found = subprocess.run(
        [UV, "python", "find", "--no-python-downloads", "--no-project", wanted],
        capture_output=True,
        check=False,
    )
    if found.returncode:
        env["UV_PYTHON"] = _python()
    return env


def _python() -> str:
    """Return a Python that every user of the machine may start: these tests', or the system's.

    Raises FileNotFoundError if there is none.
    """
    for name in (sys.executable, "/usr/bin/python3"):
        path = Path(name).resolve()
        if path.exists() and all(folder.stat().st_mode & 0o001 for folder in path.parents):
            return name
    raise FileNotFoundError(
        f"{sys.executable} is where only {Path.home().owner()} can go, and there is no "
        "/usr/bin/python3 for the users who follow the pages: install it"
    )
