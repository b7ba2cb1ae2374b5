"""Layers, the build cache, and what a build lets in and out."""

import re
import tarfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.docker import PYTHON, Docker, image, own_caches
from tests.proofs.layers import own_layers

pytestmark = pytest.mark.engine

SECRET = "known-to-this-build-alone"


def cached(output: str) -> dict[str, bool]:
    """Return which instructions below FROM came out of the cache."""
    names = dict(re.findall(r"^(#\d+) \[[^]]*\d/\d\] (?!FROM)(.*)$", output, re.M))
    return {name: f"{number} CACHED" in output for number, name in names.items()}


def test_deleting_a_file_in_a_later_layer_frees_nothing(docker: Docker) -> None:
    head = f"FROM {PYTHON}\n"
    write, delete = "head -c 20000000 /dev/urandom > /big", "rm /big"
    docker.build("later", dockerfile=f"{head}RUN {write}\nRUN {delete}\n")
    docker.build("same", dockerfile=f"{head}RUN {write} && {delete}\n")

    def added(name: str) -> int:
        return int(docker.inspect(image(name), "image")["Size"] - base)

    base = docker.inspect(PYTHON, "image")["Size"]
    assert added("later") > 19_000_000
    assert added("same") < 1_000_000
    first, second = own_layers(docker, image("later"), PYTHON)
    assert len(first["big"]) == 20_000_000
    assert ".wh.big" in second


def test_cache_holds_until_the_first_change(docker: Docker) -> None:
    """A step with other input runs again, and so does every step after it."""
    lines = [f"FROM {PYTHON}", f"RUN echo {time.time()}", "RUN echo two", "RUN echo three"]
    docker.build("cache", dockerfile="\n".join(lines))
    lines[2] = "RUN echo deux"

    steps = cached(docker.build("cache", dockerfile="\n".join(lines)))

    assert list(steps.values()) == [True, False, False]


def test_copy_is_compared_by_content_not_by_date(docker: Docker, tmp_path: Path) -> None:
    file = tmp_path / "code.py"
    file.write_text(f"at = {time.time()}\n")
    dockerfile = f"FROM {PYTHON}\nCOPY code.py /\nRUN echo {time.time()}\n"
    docker.build("copy", dockerfile=dockerfile, context=tmp_path)

    file.write_text(file.read_text())
    assert all(cached(docker.build("copy", dockerfile=dockerfile, context=tmp_path)).values())
    file.write_text(file.read_text() + "\n")
    assert not any(cached(docker.build("copy", dockerfile=dockerfile, context=tmp_path)).values())


def test_copy_from_a_stage_is_cached_when_the_same_came_out(docker: Docker) -> None:
    def steps(word: str) -> tuple[bool, bool]:
        dockerfile = f"FROM {PYTHON} AS static\nRUN echo {time.time()} && echo {word} > /out\n"
        dockerfile += f"FROM {PYTHON}\nCOPY --from=static /out /\n"
        ran, copied = cached(docker.build("result", dockerfile=dockerfile)).values()
        return ran, copied

    word = str(time.time())
    steps(word)
    assert steps(word) == (False, True)
    assert steps(f"not-{word}") == (False, False)


def test_a_run_is_cached_until_what_it_mounts_or_sees_changes(
    docker: Docker, tmp_path: Path
) -> None:
    file = tmp_path / "lock"
    file.write_text(f"{time.time()}")
    mount = "RUN --mount=type=bind,source=lock,target=/lock cat /lock"

    def is_cached(colour: str = "red") -> bool:
        dockerfile = f"FROM {PYTHON}\nENV COLOUR={colour}\n{mount}\n"
        (step,) = cached(docker.build("bound", dockerfile=dockerfile, context=tmp_path)).values()
        return step

    assert not is_cached()
    file.touch()
    assert is_cached()
    assert not is_cached("blue")
    file.write_text(f"{time.time()}")
    assert not is_cached()


def test_cache_does_not_notice_what_changes_outside(docker: Docker) -> None:
    dockerfile = f"FROM {PYTHON}\nRUN date +%s%N > /when # {time.time()}\n"
    docker.build("outside", dockerfile=dockerfile)
    first = docker("run", "--rm", image("outside"), "cat", "/when")

    docker.build("outside", dockerfile=dockerfile)
    assert docker("run", "--rm", image("outside"), "cat", "/when") == first
    docker.build("outside", "--no-cache", dockerfile=dockerfile)
    assert docker("run", "--rm", image("outside"), "cat", "/when") != first


def test_cache_mount_survives_a_change_and_stays_out_of_the_image(docker: Docker) -> None:
    # A name space of its own, so that no other build's cache is touched.
    caches = own_caches()
    mount = "RUN --mount=type=cache,target=/root/.cache/proof echo"

    def build(line: str) -> str:
        text = f"FROM {PYTHON}\n{mount} {line} >> /root/.cache/proof/lines && "
        text += "cp /root/.cache/proof/lines /seen\n"
        docker.build("mount", *caches, dockerfile=text)
        return docker("run", "--rm", image("mount"), "cat", "/seen")

    assert build("one") == "one"
    assert build("two") == "one\ntwo"
    assert docker("run", "--rm", image("mount"), "find", "/root", "-name", "proof") == ""


def test_dockerignore_keeps_files_out_of_the_context(docker: Docker, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(SECRET)
    (tmp_path / "manage.py").write_text("")
    dockerfile = f"FROM {PYTHON}\nWORKDIR /app\nCOPY . .\n"

    def files() -> list[str]:
        docker.build("context", dockerfile=dockerfile, context=tmp_path)
        return docker("run", "--rm", image("context"), "ls", "-A", "/app").split()

    assert files() == [".env", "manage.py"]
    (tmp_path / ".dockerignore").write_text(".env*\n")
    assert files() == [".dockerignore", "manage.py"]
    result = docker.attempt("build", "-f", "-", tmp_path, stdin=f"FROM {PYTHON}\nCOPY .env /\n")
    assert '"/.env": not found' in result.stderr


def test_a_pattern_counts_from_the_root_and_the_last_one_decides(
    docker: Docker, tmp_path: Path
) -> None:
    (tmp_path / "sub").mkdir()
    for name in (".env", "sub/.env", "sub/.env.example"):
        (tmp_path / name).write_text("")
    dockerfile = f"FROM {PYTHON}\nWORKDIR /app\nCOPY . .\n"

    def files(*lines: str) -> set[str]:
        (tmp_path / ".dockerignore").write_text("\n".join([".dockerignore", *lines]))
        docker.build("patterns", dockerfile=dockerfile, context=tmp_path)
        words = ("find", ".", "-type", "f", "-printf", "%P\\n")
        return set(docker("run", "--rm", image("patterns"), *words).split())

    assert files(".env") == {"sub/.env", "sub/.env.example"}
    assert files("**/.env*") == set()
    assert files("**/.env*", "!sub/.env.example") == {"sub/.env.example"}
    assert files("!sub/.env.example", "**/.env*") == set()


def test_a_dockerignore_of_a_dockerfile_takes_the_place_of_the_other(
    docker: Docker, tmp_path: Path
) -> None:
    (tmp_path / "one").write_text("")
    (tmp_path / "two").write_text("")
    (tmp_path / "Dockerfile").write_text(f"FROM {PYTHON}\nWORKDIR /app\nCOPY one* two* ./\n")
    (tmp_path / "Other").write_text((tmp_path / "Dockerfile").read_text())
    (tmp_path / ".dockerignore").write_text("one\n")
    (tmp_path / "Other.dockerignore").write_text("two\n")

    def files(dockerfile: str) -> str:
        docker.build("ignores", "--file", tmp_path / dockerfile, context=tmp_path)
        return docker("run", "--rm", image("ignores"), "ls", "/app")

    assert files("Dockerfile") == "two"
    assert files("Other") == "one"


def test_copy_reaches_nothing_outside_the_context(docker: Docker, tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    (tmp_path / "secret").write_text(SECRET)
    copy = f"FROM {PYTHON}\nCOPY ../secret /\n"

    result = docker.attempt("build", "-f", "-", tmp_path / "inside", stdin=copy)
    assert '"/secret": not found' in result.stderr
    docker.build("outer", dockerfile=copy, context=tmp_path)


def test_what_is_copied_belongs_to_root(docker: Docker, tmp_path: Path) -> None:
    (tmp_path / "code.py").write_text("")
    copy = "COPY code.py /one.py\nCOPY --chown=10001 code.py /two.py\n"
    docker.build("owner", dockerfile=f"FROM {PYTHON}\nUSER 10001\n{copy}", context=tmp_path)

    show = ("run", "--rm", image("owner"), "stat", "-c", "%u", "/one.py", "/two.py")
    assert docker(*show).split() == ["0", "10001"]


def test_chown_in_a_later_step_stores_every_file_twice(docker: Docker, tmp_path: Path) -> None:
    (tmp_path / "code.py").write_text(SECRET)
    dockerfile = f"FROM {PYTHON}\nCOPY code.py /app/\nRUN chown -R 10001 /app\n"
    docker.build("twice", dockerfile=dockerfile, context=tmp_path)

    first, second = own_layers(docker, image("twice"), PYTHON)
    assert first["app/code.py"] == second["app/code.py"] == SECRET.encode()


def test_context_is_the_argument_not_the_working_directory(docker: Docker, tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "there").mkdir()
    (tmp_path / "there/code.py").write_text("")
    (tmp_path / "Dockerfile").write_text(f"FROM {PYTHON}\nCOPY code.py /\n")
    words = ("build", "--tag", image("there"), "--file", tmp_path / "Dockerfile")

    docker(*words, tmp_path / "there", cwd=tmp_path / "here")
    result = docker.attempt(*words, tmp_path / "here", cwd=tmp_path / "there")
    assert '"/code.py": not found' in result.stderr


def test_a_build_argument_shows_in_the_history(docker: Docker) -> None:
    dockerfile = f"FROM {PYTHON}\nARG TOKEN\nRUN echo installing with it\n"
    docker.build("argument", "--build-arg", f"TOKEN={SECRET}", dockerfile=dockerfile)

    assert SECRET in docker("history", "--no-trunc", image("argument"))


def test_env_stays_in_the_image_even_when_a_later_layer_unsets_it(docker: Docker) -> None:
    dockerfile = f"FROM {PYTHON}\nENV TOKEN={SECRET}\nENV TOKEN=\n"
    docker.build("environment", dockerfile=dockerfile)

    assert SECRET in docker("history", "--no-trunc", image("environment"))


def test_build_check_warns_of_a_secret_in_arg_or_env(docker: Docker) -> None:
    def warnings(line: str) -> int:
        result = docker.attempt("build", "--check", "-", stdin=f"FROM {PYTHON}\n{line}\n")
        return result.stdout.count("WARNING: SecretsUsedInArgOrEnv")

    assert warnings("ARG DJANGO_SECRET_KEY") == 1
    assert warnings("ENV DJANGO_SECRET_KEY=made-up") == 1
    assert warnings("RUN DJANGO_SECRET_KEY=made-up true") == 0


def test_a_secret_mount_leaves_nothing_behind(docker: Docker, tmp_path: Path) -> None:
    (tmp_path / "token").write_text(SECRET)
    dockerfile = (
        f"FROM {PYTHON}\nRUN --mount=type=secret,id=token wc -c /run/secrets/token > /size\n"
    )
    docker.build("secret", f"--secret=id=token,src={tmp_path / 'token'}", dockerfile=dockerfile)

    assert docker("run", "--rm", image("secret"), "cat", "/size").startswith(str(len(SECRET)))
    assert SECRET not in docker("history", "--no-trunc", image("secret"))
    for layer in own_layers(docker, image("secret"), PYTHON):
        assert not [name for name, data in layer.items() if SECRET.encode() in data]


def test_a_stage_that_is_not_needed_is_not_built(docker: Docker) -> None:
    dockerfile = f"FROM {PYTHON} AS broken\nRUN exit 1\n\nFROM {PYTHON} AS wanted\nRUN echo fine\n"

    assert "exit 1" not in docker.build("stage", "--target", "wanted", dockerfile=dockerfile)


def test_what_one_stage_holds_is_not_in_the_next(docker: Docker) -> None:
    dockerfile = f"""
FROM {PYTHON} AS build
RUN echo {SECRET} > /built && echo wanted > /result

FROM {PYTHON}
COPY --from=build /result /
"""
    docker.build("stages", dockerfile=dockerfile)

    (layer,) = own_layers(docker, image("stages"), PYTHON)
    assert {name for name in layer if ".wh." not in name} == {"result"}


def test_env_user_and_cmd_add_no_layer(docker: Docker) -> None:
    dockerfile = f'FROM {PYTHON}\nENV COLOUR=red\nUSER 10001\nCMD ["true"]\n'
    docker.build("light", dockerfile=dockerfile)
    docker.build("heavy", dockerfile=f"{dockerfile}RUN touch /tmp/note\n")
    base = docker.inspect(PYTHON, "image")["RootFS"]["Layers"]

    assert docker.inspect(image("light"), "image")["RootFS"]["Layers"] == base
    heavy = docker.inspect(image("heavy"), "image")["RootFS"]["Layers"]
    assert heavy[:-1] == base, "the layers of the base are shared"


def test_a_heredoc_stops_at_a_failure_only_with_set_e(docker: Docker) -> None:
    def returncode(first: str) -> int:
        lines = f"FROM {PYTHON}\nRUN <<EOF\n{first}\nfalse\necho after it\nEOF\n"
        return docker.attempt("build", "-", stdin=lines).returncode

    assert returncode("true") == 0
    assert returncode("set -e") == 1


def test_cd_holds_for_its_own_run(docker: Docker) -> None:
    lines = f"FROM {PYTHON}\nRUN cd /usr && pwd > /one\nRUN pwd > /two\n"
    docker.build("cd", dockerfile=f"{lines}WORKDIR /usr\nRUN pwd > /three\n")

    seen = docker("run", "--rm", image("cd"), "cat", "/one", "/two", "/three").split()
    assert seen == ["/usr", "/", "/usr"]


def test_words_after_the_image_are_arguments_of_its_entry_point(docker: Docker) -> None:
    docker.build("arguments", dockerfile=f'FROM {PYTHON}\nENTRYPOINT ["echo", "a"]\nCMD ["b"]\n')

    assert docker("run", "--rm", image("arguments")) == "a b"
    assert docker("run", "--rm", image("arguments"), "c") == "a c"


def test_env_of_three_words_is_one_variable(docker: Docker) -> None:
    docker.build("legacy", dockerfile=f"FROM {PYTHON}\nENV ONE 1 TWO=2\n")

    assert docker("run", "--rm", image("legacy"), "printenv", "ONE") == "1 TWO=2"


def test_a_user_line_holds_for_what_follows(docker: Docker) -> None:
    dockerfile = f"FROM {PYTHON}\nRUN id -u > /before\nUSER 10001:10001\nRUN id -u > /tmp/after\n"
    docker.build("user", dockerfile=dockerfile)

    seen = docker("run", "--rm", image("user"), "cat", "/before", "/tmp/after").split()
    assert seen == ["0", "10001"]


def test_an_image_stays_until_its_last_name_is_gone(docker: Docker) -> None:
    docker.build("named-one", dockerfile=f"FROM {PYTHON}\nLABEL at={time.time()}\n")
    one, two = image("named-one"), image("named-two")
    docker("tag", one, two)
    number = docker.inspect(one, "image")["Id"]

    docker("image", "rm", one)
    assert docker.inspect(two, "image")["Id"] == number
    docker("image", "rm", two)
    assert docker.attempt("image", "inspect", number).returncode != 0


def test_export_leaves_out_layers_user_and_command(docker: Docker, tmp_path: Path) -> None:
    (tmp_path / "note").write_text("kept")
    copies = "COPY note /one\nCOPY note /two\n"
    dockerfile = f'FROM scratch\n{copies}USER 10001\nCMD ["/one"]\n'
    docker.build("whole", dockerfile=dockerfile, context=tmp_path)
    number = docker("create", image("whole"))
    docker("export", "--output", tmp_path / "flat.tar", number)
    docker("rm", number)
    docker("import", tmp_path / "flat.tar", image("flat"))

    def known(name: str) -> tuple[int, str | None, list[str] | None]:
        found = docker.inspect(image(name), "image")
        config = found["Config"]
        return len(found["RootFS"]["Layers"]), config.get("User"), config.get("Cmd")

    assert known("whole") == (2, "10001", ["/one"])
    layers, user, command = known("flat")
    assert (layers, user or None, command) == (1, None, None)
    with tarfile.open(tmp_path / "flat.tar") as files:
        assert {"one", "two"} <= set(files.getnames())


def test_stages_that_do_not_need_each_other_run_side_by_side(docker: Docker) -> None:
    def returncode(between: str) -> int:
        """Build two steps; each waits for a sign of the other, in a cache mount that they share."""
        sign = "RUN --mount=type=cache,target=/meet touch /meet/%s && for i in $(seq 30); do "
        sign += f"[ -e /meet/%s ] && exit; sleep 0.1; done; exit {time.time_ns() % 200 + 1}\n"
        lines = f"FROM {PYTHON} AS one\n{sign % ('a', 'b')}{between}{sign % ('b', 'a')}"
        lines += f"FROM {PYTHON}\nCOPY --from=one /etc/hostname /1\n"
        if between:
            lines += "COPY --from=two /etc/hostname /2\n"
        return docker.attempt("build", *own_caches(), "-", stdin=lines).returncode

    assert returncode(f"FROM {PYTHON} AS two\n") == 0
    assert returncode("") == 1


def test_an_edit_of_the_code_changes_the_last_layer_alone(
    docker: Docker, project: Callable[[], Path]
) -> None:
    directory = project()

    def layers() -> list[str]:
        docker.build("edited", "--target", "production", context=directory)
        found: list[str] = docker.inspect(image("edited"), "image")["RootFS"]["Layers"]
        return found

    before = layers()
    views = directory / "books/views.py"
    views.write_text(views.read_text() + f"# edited {time.time()}\n")
    *after, code, check = layers()
    assert after == before[:-2]
    assert code != before[-2]
    # The step that checks the image leaves no file, so its layer is always the same.
    assert check == before[-1]
