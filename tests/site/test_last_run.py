"""The last run: what several jobs recorded is joined, and shown with its engine and images."""

import json
import sys
from pathlib import Path

import pytest

from cookbook.repo import ROOT
from cookbook.report import last_run

ENGINE = {
    "engine": "28.0.4",
    "compose": "2.38.2",
    "buildx": "0.26.1",
    "buildkit": "0.20.1",
    "store": "overlay2, classic",
    "bases": {"python:3.14-slim-trixie": ("official", "sha256:0123456789abcdef")},
}


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return what two jobs recorded; each tried one block of three, and one tried both's."""
    monkeypatch.setattr(last_run, "RESULT", tmp_path / "last-run.json")
    monkeypatch.setattr(last_run, "ENGINES", tmp_path / "engines")
    last_run.ENGINES.mkdir()
    (last_run.ENGINES / "default.json").write_text(json.dumps(ENGINE))
    groups = sorted({path.parent.name for path in (ROOT / "tests").glob("*/test_*.py")})
    files = []
    for number, tried in enumerate(({"a 1"}, {"a 1", "b 2"})):
        kinds = {"file": (3, tried), "session": (1, {"c"})}
        last_run.record(2, kinds, {*groups[number::2]}, 60.0 * (number + 1))
        files.append(last_run.RESULT.rename(tmp_path / f"{number}.json"))
    return files


def test_jobs_are_joined(files: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["last_run", *map(str, files)])
    assert last_run.main() == 0
    table = "\n".join(last_run.table())
    assert "in 2 minutes, on 2 pages" in table
    assert "| file | 3 | 2 |" in table
    assert "| **all** | **4** | **3** (75.0%) |" in table
    assert table.count("| 28.0.4 | 2.38.2 | 0.26.1 | 0.20.1 | overlay2, classic |") == 1
    assert "| `python:3.14-slim-trixie` | official | `sha256:0123456789ab…` |" in table


def test_a_group_that_ran_nowhere_is_told(
    files: list[Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["last_run", str(files[0])])
    assert last_run.main() == 1
    assert "no test of it ran" in capsys.readouterr().err


def test_the_first_page_has_the_figures(files: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    assert "[How this is tested]" in last_run.promise()[0]
    monkeypatch.setattr(sys, "argv", ["last_run", *map(str, files)])
    last_run.main()
    text = last_run.promise()[0]
    assert "Docker Engine 28.0.4: of 4 blocks on 2 pages, 3 did what" in text
    assert last_run.summary()["minutes"] == 2
