"""Layers, the build cache, and what a build lets in and out."""

import re
import time
from pathlib import Path

import pytest

from tests.proofs.docker import PYTHON, Docker, image, own_caches
from tests.proofs.layers import own_layers

pytestmark = pytest.mark.engine

SECRET = "known-to-this-build-alone"


def cached(said: str) -> dict[str, bool]:
    """Return which instructions below FROM came out of the cache."""
    names = dict(re.findall(r"^(#\d+) \[[^]]*\d/\d\] (?!FROM)(.*)$", said, re.M))
    return {name: f"{number} CACHED" in said for number, name in names.items()}


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
    done = docker.attempt("build", "-f", "-", tmp_path, stdin=f"FROM {PYTHON}\nCOPY .env /\n")
    assert '"/.env": not found' in done.stderr


def test_context_is_the_argument_not_the_working_directory(docker: Docker, tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "there").mkdir()
    (tmp_path / "there/code.py").write_text("")
    (tmp_path / "Dockerfile").write_text(f"FROM {PYTHON}\nCOPY code.py /\n")
    words = ("build", "--tag", image("there"), "--file", tmp_path / "Dockerfile")

    docker(*words, tmp_path / "there", cwd=tmp_path / "here")
    done = docker.attempt(*words, tmp_path / "here", cwd=tmp_path / "there")
    assert '"/code.py": not found' in done.stderr


def test_a_build_argument_shows_in_the_history(docker: Docker) -> None:
    dockerfile = f"FROM {PYTHON}\nARG TOKEN\nRUN echo installing with it\n"
    docker.build("argument", "--build-arg", f"TOKEN={SECRET}", dockerfile=dockerfile)

    assert SECRET in docker("history", "--no-trunc", image("argument"))


def test_env_stays_in_the_image_even_when_a_later_layer_unsets_it(docker: Docker) -> None:
    dockerfile = f"FROM {PYTHON}\nENV TOKEN={SECRET}\nENV TOKEN=\n"
    docker.build("environment", dockerfile=dockerfile)

    assert SECRET in docker("history", "--no-trunc", image("environment"))


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


def test_env_of_three_words_is_one_variable(docker: Docker) -> None:
    docker.build("legacy", dockerfile=f"FROM {PYTHON}\nENV ONE 1 TWO=2\n")

    assert docker("run", "--rm", image("legacy"), "printenv", "ONE") == "1 TWO=2"


def test_a_user_line_holds_for_what_follows(docker: Docker) -> None:
    dockerfile = f"FROM {PYTHON}\nRUN id -u > /before\nUSER 10001:10001\nRUN id -u > /tmp/after\n"
    docker.build("user", dockerfile=dockerfile)

    seen = docker("run", "--rm", image("user"), "cat", "/before", "/tmp/after").split()
    assert seen == ["0", "10001"]
