"""What a reader chooses on the page `files/pick`, and the packages that a choice needs."""

import itertools
import re
import tomllib
from dataclasses import astuple, dataclass

from cookbook.pick.parts import PROJECT
from cookbook.repo import ROOT

# What can be chosen: the question, and for each answer its label.
QUESTIONS = {
    "base": ("Base image", {"slim": "slim", "full": "full Debian", "alpine": "Alpine"}),
    "tool": ("Packages", {"uv": "uv", "pip": "pip"}),
    "database": ("Database", {"postgresql": "PostgreSQL", "sqlite": "SQLite"}),
    "server": ("Server", {"gunicorn": "gunicorn", "asgi": "gunicorn, ASGI"}),
    "proxy": ("Proxy", {"none": "none", "caddy": "Caddy", "nginx": "nginx"}),
    "worker": ("Worker", {"none": "none", "celery": "Celery"}),
}


@dataclass(frozen=True)
class Choice:
    """One answer to each question; the first of each is the default."""

    base: str = "slim"
    tool: str = "uv"
    database: str = "postgresql"
    server: str = "gunicorn"
    proxy: str = "none"
    worker: str = "none"

    def __str__(self) -> str:
        return "-".join(astuple(self))


CHOICES = [
    Choice(*answers)
    for answers in itertools.product(*(answers for _, answers in QUESTIONS.values()))
]


def needed(choice: Choice) -> list[str]:
    """Return the packages that the files use, as the example project asks for them."""
    project = tomllib.loads((ROOT / PROJECT / "pyproject.toml").read_text())["project"]
    names = ["dj-database-url", "gunicorn", "whitenoise"]
    names += ["psycopg"] if choice.database == "postgresql" else []
    found = [line for line in project["dependencies"] if re.match(r"[\w-]+", line)[0] in names]  # type: ignore[index]
    if choice.base == "full":
        found = [line.replace("psycopg[binary]", "psycopg[c]") for line in found]
    return sorted(found + (["celery[redis]~=5.7"] if choice.worker == "celery" else []))
