"""Versions, and until when each gets fixes: the tables made from `cookbook/data/versions.yaml`."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import yaml

from cookbook.repo import ROOT

DATA = ROOT / "cookbook/data/versions.yaml"
ROLES = ("here", "oldest", "shown", "newest")
NUMBER = r"v?(\d+(?:\.\d+)*)\b"
Product = dict[str, Any]


@cache
def data() -> dict[str, Any]:
    """Return the file: `checked`, and the products of `library` and `docker`."""
    return dict(yaml.safe_load(DATA.read_text()))


def products() -> list[Product]:
    """Return all products, in the order of the file."""
    return [*data()["library"], *data()["docker"]]


def series(product: Product, version: str) -> str | None:
    """Return the series of the data file that a version belongs to: 3.14 for 3.14.8."""
    known = [name for name in product["ends"] if f"{version}.".startswith(f"{name}.")]
    return max(known, key=len, default=None)


def named(text: str) -> Iterator[tuple[Product, str, int]]:
    """Yield each version that stands behind the name of a product, and where it starts.

    Behind it others may follow: `Django 5.2, 6.0 and 6.1`. A code name stands for its version.
    """
    for product in products():
        for word in product["words"]:
            if isinstance(word, dict):
                ((code, version),) = word.items()
                for match in re.finditer(rf"\b{code}\b", text, re.IGNORECASE):
                    yield product, version, match.start()
                continue
            first = rf"(?<![\w./-]){re.escape(word)}(?:[ \"'`:=~<>*@]+|(?=\d+\.)){NUMBER}"
            more = rf"(?:(?:,|;| and| or| to| →) {NUMBER})*"
            for match in re.finditer(first + more, text, re.IGNORECASE):
                for number in re.finditer(NUMBER, match[0][len(word) :]):
                    yield product, number[1], match.start() + len(word) + number.start()


def library() -> list[str]:
    """Return what the example project runs on, as Markdown."""
    rows = ["| program | here | newest | fixes until | why |", "|---|---|---|---|---|"]
    rows += [
        f"| {_link(product)} | {product['here']} | {product['newest']} "
        f"| {month(product['ends'][series(product, product['here'])])} | {product['why']} |"
        for product in data()["library"]
    ]
    return [f"Checked on {day(data()['checked'])}.", "", *rows, ""]


def docker() -> list[str]:
    """Return the versions of Docker, as Markdown."""
    rows = ["| program | oldest that works | outputs on the pages | newest |", "|---|---|---|---|"]
    remarks = []
    for product in data()["docker"]:
        rows.append(
            f"| {_link(product)} | {product['oldest']} | {product['shown']} | {product['newest']} |"
        )
        remarks += [
            f"- {product['name']} {name} has had no fixes from its authors since "
            f"{month(product['ends'][name])}. {kept['why']}."
            for name, kept in product.get("kept", {}).items()
        ]
    return [*rows, "", *remarks, ""]


def gone() -> list[str]:
    """Return the versions that get no more fixes, as Markdown."""
    rows = ["| version | ended | note |", "|---|---|---|"]
    rows += [
        f"| {product['name']} {name} | {month(product['ends'][name])} | {remark} |"
        for product in products()
        for name, remark in product.get("gone", {}).items()
    ]
    return [*rows, ""]


def month(end: date | None) -> str:
    """Return a date as prose names it, `October 2030`; nothing for none."""
    return f"{end:%B %Y}" if end else ""


def day(when: date) -> str:
    """Return a date as `30 November 2026`."""
    return f"{when.day} {when:%B %Y}"


def _link(product: Product) -> str:
    return f"[{product['name']}]({product['source']})"
