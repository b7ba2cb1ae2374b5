"""Where a variable comes from, who can read it, and what Compose makes of its files."""

from pathlib import Path

import pytest

from tests.docker import PREFIX, PYTHON, Docker, container, image

pytestmark = pytest.mark.engine

SECRET = "of-this-proof-alone"


def compose(docker: Docker, directory: Path, text: str, *words: str) -> str:
    """Write a Compose file and run `docker compose` there; return both streams."""
    (directory / "compose.yaml").write_text(text)
    options = ("compose", "--progress", "quiet", "--project-name", f"{PREFIX}-configuration")
    result = docker.attempt(*options, *words, cwd=directory)
    docker(*options, "down", "--volumes", cwd=directory)
    return (result.stdout + result.stderr).strip()


def test_dot_env_fills_in_the_file_and_reaches_no_container(docker: Docker, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("COLOUR=red\n")
    service = f"services:\n  web:\n    image: {PYTHON}\n"
    show = ("run", "--rm", "web", "sh", "-c", "echo COLOUR=$COLOUR PAINT=$PAINT")

    def output(rest: str) -> str:
        return compose(docker, tmp_path, service + rest, *show)

    assert output("") == "COLOUR= PAINT="
    assert output("    environment:\n      PAINT: ${COLOUR}\n") == "COLOUR= PAINT=red"
    assert output("    env_file: .env\n") == "COLOUR=red PAINT="


def test_environment_wins_over_env_file(docker: Docker, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("COLOUR=red\n")
    text = f"services:\n  web:\n    image: {PYTHON}\n    env_file: .env\n"
    text += "    environment:\n      COLOUR: blue\n"

    assert compose(docker, tmp_path, text, "run", "--rm", "web", "printenv", "COLOUR") == "blue"


def test_run_e_wins_over_environment_and_the_image_loses(docker: Docker, tmp_path: Path) -> None:
    docker.build("colour", dockerfile=f"FROM {PYTHON}\nENV COLOUR=green\n")
    (tmp_path / "colour.env").write_text("COLOUR=red\n")
    text = f"services:\n  web:\n    image: {image('colour')}\n"
    from_file = f"{text}    env_file: colour.env\n"

    def colour(text: str, *options: str) -> str:
        return compose(docker, tmp_path, text, "run", *options, "--rm", "web", "printenv", "COLOUR")

    assert colour(text) == "green"
    assert colour(from_file) == "red"
    assert colour(f"{from_file}    environment:\n      COLOUR: blue\n", "-e", "COLOUR=me") == "me"


def test_the_last_env_file_wins_and_a_missing_one_is_an_error(
    docker: Docker, tmp_path: Path
) -> None:
    (tmp_path / "one.env").write_text("COLOUR=red\nPAINT=oil\n")
    (tmp_path / "two.env").write_text("COLOUR=blue\n")

    def output(files: str) -> str:
        text = f"services:\n  web:\n    image: {PYTHON}\n    env_file: {files}\n"
        show = ("run", "--rm", "web", "printenv", "COLOUR", "PAINT")
        return compose(docker, tmp_path, text, *show)

    assert output("[one.env, two.env]") == "blue\noil"
    assert output("[two.env, one.env]") == "red\noil"
    assert "missing.env not found" in output("[one.env, missing.env]")
    assert output("[one.env, {path: missing.env, required: false}]") == "red\noil"


def test_a_dollar_in_an_env_file_needs_single_quotes(docker: Docker, tmp_path: Path) -> None:
    def password(line: str, file: str = "{path: web.env}") -> str:
        (tmp_path / "web.env").write_text(f"PASSWORD={line}\n")
        text = f"services:\n  web:\n    image: {PYTHON}\n    env_file: [{file}]\n"
        output = compose(docker, tmp_path, text, "run", "--rm", "web", "printenv", "PASSWORD")
        return output.splitlines()[0]

    assert password("pa$word") == "pa"
    assert password('"pa$word"') == "pa"
    assert password("'pa$word'") == "pa$word"
    assert password("'pa$word'", "{path: web.env, format: raw}") == "'pa$word'"


def test_docker_run_takes_an_env_file_word_for_word(docker: Docker, tmp_path: Path) -> None:
    (tmp_path / "web.env").write_text('NAME="x"\nHOUSE=$HOME\n')
    show = ("run", "--rm", "--env-file", tmp_path / "web.env", PYTHON, "printenv", "NAME", "HOUSE")

    assert docker(*show).splitlines() == ['"x"', "$HOME"]
    text = f"services:\n  web:\n    image: {PYTHON}\n    env_file: web.env\n"
    output = compose(docker, tmp_path, text, "run", "--rm", "web", "printenv", "NAME")
    assert output == "x"


def test_the_shell_wins_over_dot_env(docker: Docker, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("COLOUR=red\n")
    text = f"services:\n  web:\n    image: {PYTHON}\n    command: echo ${{COLOUR}}\n"
    shell = Docker({**docker.env, "COLOUR": "blue"})

    assert compose(docker, tmp_path, text, "run", "--rm", "web") == "red"
    assert compose(shell, tmp_path, text, "run", "--rm", "web") == "blue"


def test_a_variable_that_is_missing_can_stop_compose(docker: Docker, tmp_path: Path) -> None:
    text = f"services:\n  web:\n    image: {PYTHON}\n    command: echo [${{MISSING%s}}]\n"

    output = compose(docker, tmp_path, text % "", "run", "--rm", "web")
    assert 'The \\"MISSING\\" variable is not set. Defaulting to a blank string.' in output
    assert output.startswith("[]")
    output = compose(docker, tmp_path, text % ":?say it in .env", "run", "--rm", "web")
    assert "say it in .env" in output
    assert "[]" not in output


def test_inspect_prints_what_is_in_the_environment(docker: Docker, tmp_path: Path) -> None:
    with container(docker, "environment", f"--env=TOKEN={SECRET}", PYTHON, "sleep", "60") as name:
        assert SECRET in docker("inspect", name)


def test_inspect_prints_no_secret_that_is_a_file(docker: Docker, tmp_path: Path) -> None:
    (tmp_path / "token").write_text(SECRET)
    mount = f"--volume={tmp_path / 'token'}:/run/secrets/token:ro"
    with container(docker, "file", mount, PYTHON, "sleep", "60") as name:
        assert docker("exec", name, "cat", "/run/secrets/token") == SECRET
        assert SECRET not in docker("inspect", name)


def test_a_secret_of_compose_is_the_file_with_its_mode(docker: Docker, tmp_path: Path) -> None:
    (tmp_path / "token").write_text(SECRET)
    (tmp_path / "token").chmod(0o600)
    text = f"services:\n  web:\n    image: {PYTHON}\n    user: '10001'\n    secrets: [token]\n"
    text += "secrets:\n  token:\n    file: token\n"
    show = ("run", "--rm", "web", "cat", "/run/secrets/token")

    assert "Permission denied" in compose(docker, tmp_path, text, *show)
    (tmp_path / "token").chmod(0o644)
    assert compose(docker, tmp_path, text, *show) == SECRET


def test_uid_and_mode_do_nothing_for_a_secret_from_a_file(docker: Docker, tmp_path: Path) -> None:
    (tmp_path / "token").write_text(SECRET)
    (tmp_path / "token").chmod(0o600)
    shell = Docker({**docker.env, "TOKEN": SECRET})

    def output(source: str) -> str:
        text = f"services:\n  web:\n    image: {PYTHON}\n    user: '10001'\n    secrets:\n"
        text += "      - {source: token, uid: '10001', gid: '10001', mode: 0o444}\n"
        text += f"secrets:\n  token:\n    {source}\n"
        return compose(shell, tmp_path, text, "run", "--rm", "web", "cat", "/run/secrets/token")

    assert "Permission denied" in output("file: token")
    assert SECRET in output("environment: TOKEN")


def test_version_is_obsolete(docker: Docker, tmp_path: Path) -> None:
    text = f'version: "3.9"\nservices:\n  web:\n    image: {PYTHON}\n'

    assert "the attribute `version` is obsolete" in compose(docker, tmp_path, text, "config", "-q")


def test_a_run_container_gets_no_published_port(docker: Docker, tmp_path: Path) -> None:
    text = f"services:\n  web:\n    image: {PYTHON}\n    ports: ['127.0.0.1::8000']\n"
    (tmp_path / "compose.yaml").write_text(text)
    project = ("compose", "--project-name", f"{PREFIX}-configuration")
    name = f"{PREFIX}-run"

    docker(*project, "run", "--detach", "--name", name, "web", "sleep", "60", cwd=tmp_path)
    assert docker("port", name) == ""
    docker("rm", "--force", name)
    docker(*project, "down", cwd=tmp_path)
