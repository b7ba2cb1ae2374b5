"""Where the repository is, and how a place in it is linked."""

import os
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REPO_URL = os.environ.get("REPO_URL", "https://github.com/django-in-containers/cookbook")


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
