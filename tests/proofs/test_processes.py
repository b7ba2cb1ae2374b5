"""Process 1: which one it is, what it hears, and where its output goes."""

import pytest

from tests.proofs.docker import PYTHON, Docker, container, image, wait_for

pytestmark = pytest.mark.engine

# Ends when it is asked to, as gunicorn and runserver do.
SERVER = (
    "import signal, sys, time; signal.signal(signal.SIGTERM, lambda *_: sys.exit()); "
    "print('serving', flush=True); time.sleep(60)"
)
PRINTS = "import sys, time; print('out'); print('err', file=sys.stderr); time.sleep(60)"
SHELL = ("sh", "-c", f'true && python -c "{SERVER}"')


def test_exec_form_makes_the_server_process_1(docker: Docker) -> None:
    with container(docker, "exec", PYTHON, "python", "-c", SERVER) as name:
        assert wait_for(lambda: "serving" in docker.logs(name))
        assert docker("exec", name, "cat", "/proc/1/comm").startswith("python")

        docker("stop", "--timeout", "5", name)
        assert docker.inspect(name)["State"]["ExitCode"] == 0


def test_a_shell_in_between_keeps_the_signal_to_itself(docker: Docker) -> None:
    with container(docker, "shell", PYTHON, *SHELL) as name:
        assert wait_for(lambda: "serving" in docker.logs(name))
        assert docker("exec", name, "cat", "/proc/1/comm") == "sh"

        docker("stop", "--timeout", "2", name)
        assert docker.inspect(name)["State"]["ExitCode"] == 137


def test_exec_in_a_shell_hands_process_1_over(docker: Docker) -> None:
    command = ("sh", "-c", f'true && exec python -c "{SERVER}"')
    with container(docker, "handed", PYTHON, *command) as name:
        assert wait_for(lambda: "serving" in docker.logs(name))

        docker("stop", "--timeout", "5", name)
        assert docker.inspect(name)["State"]["ExitCode"] == 0


def test_process_1_without_a_handler_ignores_sigterm(docker: Docker) -> None:
    command = ("python", "-uc", "import time; print('asleep'); time.sleep(60)")
    with container(docker, "deaf", PYTHON, *command) as name:
        assert wait_for(lambda: "asleep" in docker.logs(name))

        docker("stop", "--timeout", "1", name)
        assert docker.inspect(name)["State"]["ExitCode"] == 137


def test_cmd_without_brackets_runs_in_a_shell(docker: Docker) -> None:
    docker.build("words", dockerfile=f"FROM {PYTHON}\nCMD echo $HOME\n")
    docker.build("list", dockerfile=f'FROM {PYTHON}\nCMD ["echo", "$HOME"]\n')

    assert docker.inspect(image("words"), "image")["Config"]["Cmd"][:2] == ["/bin/sh", "-c"]
    assert docker("run", "--rm", image("words")) == "/root"
    assert docker("run", "--rm", image("list")) == "$HOME"


def test_stdout_waits_in_a_buffer_and_stderr_does_not(docker: Docker) -> None:
    with container(docker, "buffered", PYTHON, "python", "-c", PRINTS) as name:
        assert wait_for(lambda: "err" in docker.logs(name))
        docker("kill", name)

        assert docker.logs(name).split() == ["err"], "what was in the buffer is lost"


def test_unbuffered_output_comes_at_once(docker: Docker) -> None:
    options = ("--env", "PYTHONUNBUFFERED=1")
    with container(docker, "unbuffered", *options, PYTHON, "python", "-c", PRINTS) as name:
        assert wait_for(lambda: set(docker.logs(name).split()) == {"out", "err"})


def test_a_container_ends_with_its_process(docker: Docker) -> None:
    assert (
        docker.attempt("run", "--rm", PYTHON, "python", "-c", "raise SystemExit(3)").returncode == 3
    )


def test_a_container_shares_the_kernel(docker: Docker) -> None:
    kernels = {
        docker("run", "--rm", image, "uname", "-r") for image in (PYTHON, "postgres:18-trixie")
    }

    assert kernels == {docker("info", "--format", "{{.KernelVersion}}")}
