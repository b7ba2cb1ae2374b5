"""Workspaces: what is copied, packed and unpacked stays the same, byte for byte."""

from pathlib import Path

from cookbook.reader.workspace import copy_finished, files, pack, unpack
from cookbook.repo import ROOT
from cookbook.site import chapters


def test_zip_holds_the_workspace_and_nothing_else(tmp_path: Path) -> None:
    copy_finished(ROOT / "example_project", tmp_path / "one")
    pack(tmp_path / "one", tmp_path / "states/01-one.zip")
    unpack(tmp_path / "states/01-one.zip", tmp_path / "two")
    assert files(tmp_path / "two") == files(tmp_path / "one")
    assert "manage.py" in files(tmp_path / "two")
    assert (tmp_path / "two/manage.py").stat().st_mode == (
        tmp_path / "one/manage.py"
    ).stat().st_mode


def test_zip_is_the_same_each_time(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one/a.txt").write_text("a\n")
    pack(tmp_path / "one", tmp_path / "first.zip")
    pack(tmp_path / "one", tmp_path / "second.zip")
    assert (tmp_path / "first.zip").read_bytes() == (tmp_path / "second.zip").read_bytes()


def test_copy_has_no_markers(tmp_path: Path) -> None:
    copy_finished(ROOT / "example_project", tmp_path / "one")
    assert [name for name, content in files(tmp_path / "one").items() if b"8<--" in content] == []


def test_changes_between_two_states() -> None:
    changes = chapters.diff({"a": "x\n", "b": "same\n"}, {"a": "y\n", "b": "same\n"}, ("1", "2"))
    assert changes.splitlines() == ["--- 1/a", "+++ 2/a", "@@ -1 +1 @@", "-x", "+y"]
