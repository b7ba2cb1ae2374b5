"""What can be said of the engine's code without an engine."""

import os
import re
import stat
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from cookbook.engine import engine, images
from cookbook.engine.shell import STATE, NoEngine, output, run
from tests import side_by_side

EXAMPLE = Path(__file__).parents[2] / "example_project"


def test_every_base_image_of_the_example_has_a_stand_in() -> None:
    text = "".join(path.read_text() for path in EXAMPLE.glob("Dockerfile"))
    text += "".join(path.read_text() for path in EXAMPLE.glob("compose*.yaml"))
    named = set(
        re.findall(r"(?:^FROM |--from=|image: )((?:python|postgres|ghcr\.io/\S+):\S+)", text, re.M)
    )

    assert named
    assert named <= {stand_in.tag for stand_in in images.STAND_INS}


def test_stand_ins_name_files_that_exist_and_parents_that_come_before() -> None:
    seen: set[str | None] = {None}
    for stand_in in images.STAND_INS:
        assert stand_in.parent in seen
        assert all((images.DIRECTORY / name).is_file() for name in stand_in.files)
        seen.add(stand_in.tag)


def test_a_changed_recipe_changes_the_hash_of_what_is_built_on_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in images.DIRECTORY.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    host = tmp_path / "host"
    host.mkdir()
    before = images.recipe_hashes(host)
    monkeypatch.setattr(images, "DIRECTORY", tmp_path)
    assert images.recipe_hashes(host) == before

    (tmp_path / "python-slim.Dockerfile").write_text("FROM scratch\n")
    after = images.recipe_hashes(host)

    changed = {tag for tag in after if after[tag] != before[tag]}
    built_on_it = ("python:", "ghcr.io/", "node:", "traefik:")
    assert changed == {tag for tag in after if tag.startswith(built_on_it)}


def test_stand_ins_make_way_for_a_registry_and_other_images_stay(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    labels = dict.fromkeys((stand_in.tag for stand_in in images.STAND_INS), "")
    labels |= {"python:3.14-slim-trixie": "official", "postgres:18-trixie": "old recipe"}
    commands: list[tuple[str, ...]] = []
    monkeypatch.setattr(images, "labels_of", lambda tags, env: labels)
    monkeypatch.setattr(images, "registry_answers", lambda env: True)
    monkeypatch.setattr(images, "run", lambda *command, env: commands.append(command))

    images.ensure({})

    assert commands == [("docker", "image", "rm", "--force", "postgres:18-trixie")]


def test_containers_get_the_index_addresses_that_they_can_reach() -> None:
    config = (
        ":env:.timeout='9'\n"
        "global.index-url='https://packages.example/simple'\n"
        "global.extra-index-url='file:///srv/wheels https://more.example/simple'\n"
        "global.find-links='/srv/wheels'\n"
    )

    assert images.pip_index_settings(config) == {
        "index-url": ["https://packages.example/simple"],
        "extra-index-url": ["https://more.example/simple"],
    }


def test_an_engine_that_docker_host_names_is_never_replaced(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DOCKER_HOST", "tcp://127.0.0.1:1")
    monkeypatch.setattr(engine, "start", lambda engine: pytest.fail("started an engine"))

    monkeypatch.setattr(engine, "answers", lambda env: "29.0.0")
    assert engine.ensure() == {}
    monkeypatch.setattr(engine, "answers", lambda env: "")
    with pytest.raises(NoEngine, match=r"tcp://127\.0\.0\.1:1"):
        engine.ensure()


def test_without_docker_debian_and_root_it_says_how_to_get_docker(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("DOCKER_HOST", raising=False)
    monkeypatch.setattr(engine, "answers", lambda env: "")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    with pytest.raises(NoEngine) as error:
        engine.ensure()

    message = str(error.value)
    assert "install Docker" in message
    assert "\n" not in message


def test_a_full_disk_is_said_before_anything_fails_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = iter([3e9, 5e9, 3e9, 3.5e9])
    commands = []
    monkeypatch.setattr("cookbook.engine.engine.STATE", tmp_path)
    monkeypatch.setattr("shutil.disk_usage", lambda path: SimpleNamespace(free=next(free)))
    monkeypatch.setattr(engine, "output", lambda *command, **_: commands.append(command[1:3]))

    engine.make_room(engine.DEFAULT)
    assert commands == [("builder", "prune")]

    with pytest.raises(engine.NoEngine, match=r"only 3\.5 GB are free"):
        engine.make_room(engine.DEFAULT)


def test_two_runs_of_the_tests_never_share_an_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cookbook.engine.engine.STATE", tmp_path)
    monkeypatch.setattr(side_by_side, "_held", [])
    side_by_side.hold("second")
    side_by_side.hold("third")
    with pytest.raises(pytest.exit.Exception, match="'second' is in use by other tests"):
        side_by_side.hold("second")


def test_a_process_of_another_directory_is_not_ours() -> None:
    assert engine.processes(Path(sys.executable).name, STATE) == []


def test_a_failed_command_is_reported_with_its_last_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cookbook.engine.shell.STATE", tmp_path)
    monkeypatch.setattr("cookbook.engine.shell.LOG", tmp_path / "log")

    run("sh", "-c", "echo fine")
    with pytest.raises(NoEngine, match="no space left"):
        run("sh", "-c", "echo no space left; exit 3")
    with pytest.raises(NoEngine, match="there-is-no-such-command"):
        run("there-is-no-such-command")


def test_output_is_empty_when_a_command_fails_hangs_or_is_missing() -> None:
    assert output("sh", "-c", "echo 1") == "1"
    assert output("sh", "-c", "echo 1; exit 1") == ""
    assert output("sleep", "5", timeout=0) == ""
    assert output("there-is-no-such-command") == ""


def test_users_of_the_group_reach_the_socket(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    owners: dict[Path, tuple[int, int]] = {}
    monkeypatch.setattr(os, "chown", lambda path, user, group: owners.update({path: (user, group)}))
    monkeypatch.setattr(engine, "STATE", tmp_path)

    engine.share(engine.DEFAULT)

    assert owners == {tmp_path / "docker.sock": (0, engine.GROUP)}


def test_everybody_may_pass_on_the_way_to_the_socket() -> None:
    every = [path for path in (STATE, *STATE.parents) if path.exists()]

    assert [path for path in every if not path.stat().st_mode & stat.S_IXOTH] == []
