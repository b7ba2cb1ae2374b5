"""When each page changed last, by Git: in its foot, in the sitemap and in `feed.xml`."""

import subprocess
from datetime import datetime
from functools import cache
from html import escape
from pathlib import Path
from typing import NamedTuple

from cookbook.markdown.sources import INCLUDE
from cookbook.repo import ROOT

FEED = "feed.xml"
LENGTH = 30  # entries of the feed
_MARK = "\x1e"


class Change(NamedTuple):
    """The last commit that touched a file: when, and its first line."""

    when: str
    why: str


def commits() -> dict[str, Change]:
    """Return the last change of each file by its path; nothing outside a checkout."""
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, check=False)
    return _commits(head.stdout)


@cache
def _commits(head: bytes) -> dict[str, Change]:
    log = subprocess.run(
        ["git", "log", "--name-only", f"--format={_MARK}%cI%n%s"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    found: dict[str, Change] = {}
    for commit in log.stdout.split(_MARK)[1:]:
        when, why, *paths = commit.strip("\n").split("\n")
        for path in filter(None, paths):
            found.setdefault(path, Change(when, why))
    return found


def last(source: str) -> Change | None:
    """Return the last change of a page, or of a file of which it shows a part."""
    known = commits()
    lines = map(INCLUDE.match, (ROOT / "docs" / source).read_text().splitlines())
    shown = {line["path"] for line in lines if line and not line["path"].startswith("docs/")}
    dates = [known[path] for path in {f"docs/{source}", *shown} if path in known]
    return max(dates, key=lambda change: datetime.fromisoformat(change.when), default=None)


def feed(pages: dict[str, tuple[str, str]], name: str, site_url: str) -> str:
    """Return the feed. `pages`: source → title and address below the site."""
    changed = {source: change for source in pages if (change := last(source))}
    newest = sorted(
        changed, key=lambda source: datetime.fromisoformat(changed[source].when), reverse=True
    )
    entries = [
        f"<entry><title>{escape(pages[source][0])}</title>"
        f"<id>{site_url}{pages[source][1]}#{changed[source].when}</id>"
        f'<link href="{site_url}{pages[source][1]}"/><updated>{changed[source].when}</updated>'
        f"<summary>{escape(changed[source].why)}</summary></entry>"
        for source in newest[:LENGTH]
    ]
    updated = changed[newest[0]].when if newest else "1970-01-01T00:00:00Z"
    return "\n".join(
        [
            '<?xml version="1.0" encoding="utf-8"?>',
            f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{escape(name)}</title>',
            f'<id>{site_url}</id><link href="{site_url}"/>',
            f'<link rel="self" href="{site_url}{FEED}"/>',
            f"<updated>{updated}</updated><author><name>{escape(name)}</name></author>",
            *entries,
            "</feed>\n",
        ]
    )


def write(site: Path, pages: dict[str, tuple[str, str]], name: str, site_url: str) -> None:
    """Write the feed of a built site."""
    (site / FEED).write_text(feed(pages, name, site_url))
