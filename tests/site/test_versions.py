"""Versions: the data file names all, none in use is past its end, no page gives another date."""

import re
import tomllib
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from cookbook import repo
from cookbook.engine.images import UV_VERSION
from cookbook.repo import ROOT
from cookbook.site import versions
from cookbook.site.versions import Product
from tests.site.agreement import said

MONTHS = "|".join(f"{date(2000, month, 1):%B}" for month in range(1, 13))
# Months that pages name for another reason than that fixes end.
OTHER_MONTHS = {
    "November 2026": "the notes were judged then",
    "August 2025": "Debian 13 came out",
    "June 2026": "Debian 12 went over to long-term support",
    "October 2025": "images of PostgreSQL 18 said so when a volume was in the old place",
    "April 2026": "those on Alpine, too",
    "June 2030": "the end of Debian 13's long-term support",
}


def files() -> list[Path]:
    """Return the pages, and all that names an image, a package or a machine."""
    kinds = r"\.(md|ya?ml|toml|py)$|Dockerfile|\.dockerfile$|\.python-version$"
    here = r"^(docs|snippets|example_project|\.github|[^/]+$)"
    paths = ((path, str(path.relative_to(ROOT))) for path in repo.files())
    return [path for path, name in paths if re.search(here, name) and re.search(kinds, name)]


@cache
def found() -> list[tuple[str, Product, str, bool]]:
    """Return place, product and version of all that is named, and whether it is prose."""
    return [
        (f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, at) + 1}", product, version, prose)
        for path in files()
        for text, prose in [(said(path), path.suffix == ".md")]
        for product, version, at in versions.named(text)
    ]


def test_every_version_is_in_the_data_file() -> None:
    """Prose may leave it open, as in `python:3`."""
    unknown = [
        f"{place}: {product['name']} {version} is not in {versions.DATA.relative_to(ROOT)}"
        for place, product, version, prose in found()
        if not versions.series(product, version)
        and not (prose and any(name.startswith(f"{version}.") for name in product["ends"]))
    ]
    assert unknown == []


def test_nothing_in_use_is_past_its_end() -> None:
    """`gone` is for prose alone; what is kept all the same is looked at again on a named day."""
    wrong = []
    for product in versions.products():
        for name, end in product["ends"].items():
            over = end is not None and end < date.today()
            kept = product.get("kept", {}).get(name, {"until": date.min})
            if over and name not in product.get("gone", {}) and kept["until"] < date.today():
                wrong.append(f"{product['name']} {name} has had no fixes since {end}")
            if name in product.get("gone", {}) and not over:
                wrong.append(f"{product['name']} {name} has fixes until {end}: it is not gone")
    wrong += [
        f"{place}: {product['name']} {version} gets no more fixes"
        for place, product, version, prose in found()
        if not prose and versions.series(product, version) in product.get("gone", {})
    ]
    assert wrong == []


def test_here_is_what_the_project_uses() -> None:
    lock = tomllib.loads((ROOT / "example_project/uv.lock").read_text())
    locked = {package["name"]: package["version"] for package in lock["package"]}
    dockerfile = (ROOT / "example_project/Dockerfile").read_text()
    used = {product["name"]: product["here"] for product in versions.data()["library"]}
    assert f"FROM python:{used['Python']}-slim-trixie" in dockerfile
    assert f"/uv:{used['uv']} " in dockerfile
    assert used["uv"] == UV_VERSION
    image = f"image: postgres:{used['PostgreSQL']}-trixie"
    assert image in (ROOT / "example_project/compose.yaml").read_text()
    assert (ROOT / "example_project/.python-version").read_text().strip() == used["Python"]
    packages = {p["words"][0]: p["here"] for p in versions.data()["library"]}
    packages = {name: here for name, here in packages.items() if name in locked}
    assert len(packages) > 5
    assert [n for n, here in packages.items() if not f"{locked[n]}.".startswith(f"{here}.")] == []


def test_months_on_pages_are_those_of_the_data_file() -> None:
    """A month is when fixes end for a version that its line names, with its product or bare."""
    wrong = []
    for path in files():
        lines = path.read_text().splitlines() if path.suffix == ".md" else []
        for number, line in enumerate(lines, 1):
            months = set(re.findall(rf"(?:{MONTHS}) 20\d\d", line)) - OTHER_MONTHS.keys()
            if months:
                wrong += [
                    f"{path.relative_to(ROOT)}:{number}: {month} is not the end of a version of "
                    "this line in the data file"
                    for month in sorted(months - ends(line))
                ]
    assert wrong == []


def ends(line: str) -> set[str]:
    """Return the months in which fixes end for the versions of a line."""
    versions_there = [(product, version) for product, version, _ in versions.named(line)]
    for bare in re.findall(r"\d+(?:\.\d+)*", line):
        versions_there += [(product, bare) for product in versions.products()]
    return {
        versions.month(product["ends"][name])
        for product, version in versions_there
        if (name := versions.series(product, version))
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("`python:3.10-slim-bullseye`", ["Debian 11", "Python 3.10"]),
        ("works with Django 5.2, 6.0 and 6.1.", ["Django 5.2", "Django 6.0", "Django 6.1"]),
        ('requires-python = ">=3.11"', ["Python 3.11"]),
        ("django~=5.2.0", ["Django 5.2.0"]),
        ("Engine 26.1 and Compose 2.26", ["Compose 2.26", "Docker Engine 26.1"]),
        ("uv>=0.13,<0.14", ["uv 0.13"]),
        ("django-axes~=8.3, pytest-django~=4.14, postgres-1 | and python3", []),
    ],
)
def test_names_of_versions(text: str, expected: list[str]) -> None:
    assert sorted(f"{p['name']} {version}" for p, version, _ in versions.named(text)) == expected
