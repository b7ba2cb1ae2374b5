"""What a container is allowed, and what takes that away."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.docker import PREFIX, PYTHON, Docker, image, own_caches

pytestmark = pytest.mark.engine

# Asks the engine, through its socket, for a container that reads a file of the host.
BREAK_OUT = f"""
import http.client, json, socket

class Engine(http.client.HTTPConnection):
    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect("/var/run/docker.sock")

def ask(method, path, **body):
    engine = Engine("localhost")
    engine.request(method, path, json.dumps(body), {{"Content-Type": "application/json"}})
    return engine.getresponse().read()

name = "{PREFIX}-broken-out"
host = {{"Binds": ["/:/host:ro"]}}
ask("POST", f"/containers/create?name={{name}}", Image="{PYTHON}", Cmd=["cat", "/host%s"],
    HostConfig=host)
ask("POST", f"/containers/{{name}}/start")
ask("POST", f"/containers/{{name}}/wait")
print(ask("GET", f"/containers/{{name}}/logs?stdout=1").decode(errors="replace"))
"""


def test_who_has_the_socket_of_the_engine_reads_the_host(docker: Docker, tmp_path: Path) -> None:
    socket = docker("context", "inspect", "--format", "{{.Endpoints.docker.Host}}")
    (tmp_path / "note").write_text("of the host")
    (tmp_path / "note").chmod(0o600)
    script = BREAK_OUT % (tmp_path / "note")

    def output(*options: str) -> str:
        result = docker.attempt("run", "--rm", *options, PYTHON, "python", "-c", script)
        return result.stdout + result.stderr

    mount = f"--volume={socket.removeprefix('unix://')}:/var/run/docker.sock"
    try:
        assert "FileNotFoundError" in output()
        assert "of the host" in output(mount)
    finally:
        docker("rm", "--force", f"{PREFIX}-broken-out")


def test_no_new_privileges_stops_a_setuid_program(docker: Docker) -> None:
    dockerfile = f"FROM {PYTHON}\nRUN cp /usr/bin/id /whose && chmod u+s /whose\nUSER 10001\n"
    docker.build("setuid", dockerfile=dockerfile)
    show = (image("setuid"), "/whose", "-u")

    assert docker("run", "--rm", *show) == "0"
    assert docker("run", "--rm", "--security-opt=no-new-privileges", *show) == "10001"


def test_root_has_fourteen_capabilities_and_others_none(docker: Docker) -> None:
    def capabilities(*options: str) -> int:
        status = docker("run", "--rm", *options, PYTHON, "cat", "/proc/self/status")
        found = re.search(r"^CapEff:\s+(\w+)", status, re.M)
        assert found
        return int(found[1], 16).bit_count()

    assert capabilities() == 14
    assert capabilities("--user=10001") == 0
    assert capabilities("--cap-drop=ALL") == 0


def test_root_without_capabilities_changes_neither_user_nor_owner(docker: Docker) -> None:
    def stderr(call: str, *options: str) -> str:
        script = f"import os; os.{call}"
        return docker.attempt("run", "--rm", *options, PYTHON, "python", "-c", script).stderr

    for call in ("setuid(999)", "chown('/tmp', 999, 999)"):
        assert stderr(call) == ""
        assert "PermissionError" in stderr(call, "--cap-drop=ALL")


def test_uv_refuses_a_file_that_is_not_the_locked_one(
    docker: Docker, project: Callable[[], Path]
) -> None:
    directory = project()
    lock = directory / "uv.lock"
    lock.write_text(re.sub("sha256:[0-9a-f]{64}", f"sha256:{'0' * 64}", lock.read_text()))

    result = docker.attempt("build", "--target=build", *own_caches(), directory)
    assert result.returncode != 0
    assert "Hash mismatch" in result.stderr


def test_a_limit_of_memory_ends_the_process_that_exceeds_it(docker: Docker) -> None:
    command = (PYTHON, "python", "-c", "print(len(bytearray(200_000_000)))")

    assert docker("run", "--rm", "--memory=512m", *command) == "200000000"
    name = f"{PREFIX}-greedy"
    docker.attempt("run", "--name", name, "--memory=64m", "--memory-swap=64m", *command)
    state = docker.inspect(name)["State"]
    docker("rm", name)
    assert (state["ExitCode"], state["OOMKilled"]) == (137, True)
