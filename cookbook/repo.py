"""Where the repository is, and how a place in it is linked."""

import os
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REPO_URL = os.environ.get("REPO_URL", "https://github.com/django-in-containers/cookbook")


def files(*folders: str) -> list[Path]:
    """Return the files that git knows or would add, sorted; those below `folders`, if any."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", *folders],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = (ROOT / name for name in listed.stdout.split("\0") if name)
    return sorted({path for path in paths if path.is_file()})


@cache
def commit() -> str:
    """Return the commit that the site is built from, or `main` outside a checkout."""
    git = subprocess.run(
        ["git", "rev-parse", "--verify", "-q", "HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return git.stdout.strip() or "main"


def link(source: str) -> str:
    """Return the address of a source such as `example_project/compose.yaml#L3-L9`."""
    return f"{REPO_URL}/blob/{commit()}/{source}"
