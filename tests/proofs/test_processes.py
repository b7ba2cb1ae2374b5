"""Process 1: which one it is, what it hears, and where its output goes."""

from itertools import pairwise
from typing import Any

import pytest

from tests.docker import POSTGRES, PYTHON, Docker, container, image, wait_for

pytestmark = pytest.mark.engine

ALPINE = "python:3.14-alpine"

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


def test_the_engine_kills_after_ten_seconds(docker: Docker) -> None:
    with container(docker, "ten", PYTHON, "sleep", "60") as name:
        docker("stop", name)
        term, kill = docker.events(name, "kill")
    assert [event["Actor"]["Attributes"]["signal"] for event in (term, kill)] == ["15", "9"]
    # No sooner; how much later depends on the machine.
    assert (kill["timeNano"] - term["timeNano"]) / 1e9 > 9


def test_some_shells_give_their_place_to_the_last_command(docker: Docker) -> None:
    line = ("-c", "true && cat /proc/1/comm")

    assert docker("run", "--rm", PYTHON, "sh", *line) == "sh"
    assert docker("run", "--rm", PYTHON, "bash", *line) == "cat"
    assert docker("run", "--rm", ALPINE, "sh", *line) == "cat"


def test_postgres_ends_connections_on_sigint_and_waits_for_them_on_sigterm(docker: Docker) -> None:
    setting = "--env=POSTGRES_PASSWORD=of-a-proof"
    with container(docker, "signals", setting, POSTGRES) as name:

        def sessions() -> bool:
            query = "SELECT 1 FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(60)'"
            words = ("exec", name, "psql", "-h", "127.0.0.1", "-U", "postgres", "-tAc", query)
            return docker.attempt(*words).stdout.strip() == "1"

        ready = ("exec", name, "pg_isready", "-h", "127.0.0.1")
        assert wait_for(lambda: docker.attempt(*ready).returncode == 0), docker.logs(name)
        open_one = ("psql", "-h", "127.0.0.1", "-U", "postgres", "-c", "SELECT pg_sleep(60)")
        docker("exec", "--detach", name, *open_one)
        assert wait_for(sessions)

        docker("kill", "--signal", "SIGTERM", name)
        assert wait_for(lambda: "received smart shutdown request" in docker.logs(name))
        assert docker.inspect(name)["State"]["Running"]
        docker("stop", "--signal", "SIGINT", name)
        assert "received fast shutdown request" in docker.logs(name)
        assert "database system is shut down" in docker.logs(name).splitlines()[-1]
        assert docker.inspect(name)["State"]["ExitCode"] == 0


def test_cmd_without_brackets_runs_in_a_shell(docker: Docker) -> None:
    docker.build("words", dockerfile=f"FROM {PYTHON}\nCMD echo $HOME\n")
    docker.build("list", dockerfile=f'FROM {PYTHON}\nCMD ["echo", "$HOME"]\n')

    assert docker.inspect(image("words"), "image")["Config"]["Cmd"][:2] == ["/bin/sh", "-c"]
    assert docker("run", "--rm", image("words")) == "/root"
    assert docker("run", "--rm", image("list")) == "$HOME"


def test_stdout_waits_in_a_buffer_and_stderr_does_not(docker: Docker) -> None:
    """Python holds back its standard output; what goes to standard error comes at once."""
    with container(docker, "buffered", PYTHON, "python", "-c", PRINTS) as name:
        assert wait_for(lambda: "err" in docker.logs(name))
        docker("kill", name)

        assert docker.logs(name).split() == ["err"], "what was in the buffer is lost"


def test_unbuffered_output_comes_at_once(docker: Docker) -> None:
    options = ("--env", "PYTHONUNBUFFERED=1")
    with container(docker, "unbuffered", *options, PYTHON, "python", "-c", PRINTS) as name:
        assert wait_for(lambda: set(docker.logs(name).split()) == {"out", "err"})


def test_a_restart_keeps_the_log_and_a_new_container_has_its_own(docker: Docker) -> None:
    command = ("sh", "-c", "echo started at $(date +%s%N); exec sleep 60")
    with container(docker, "log", "--init", PYTHON, *command) as name:
        assert wait_for(lambda: docker.logs(name))
        first = docker.logs(name)
        docker("restart", name)
        assert wait_for(lambda: docker.logs(name) != first)
        assert docker.logs(name).startswith(first)
    with container(docker, "log", "--init", PYTHON, *command) as name:
        assert wait_for(lambda: docker.logs(name))
        assert first not in docker.logs(name)


def test_exec_skips_the_entry_point(docker: Docker) -> None:
    docker.build("entry", dockerfile=f'FROM {PYTHON}\nENTRYPOINT ["env", "COLOUR=red"]\n')
    show = ("printenv", "COLOUR")

    assert docker("run", "--rm", image("entry"), *show) == "red"
    with container(docker, "entry", "--init", image("entry"), "sleep", "60") as name:
        assert docker.attempt("exec", name, *show).returncode == 1


def test_a_container_that_you_stop_stays_stopped(docker: Docker) -> None:
    fails_once = "test -e /once || { touch /once; exit 1; }"
    listens = "trap 'exit 1' TERM; echo listening; sleep 60 & wait"
    command = ("sh", "-c", f"{fails_once}; {listens}")
    with container(docker, "policy", "--restart=unless-stopped", PYTHON, *command) as name:
        assert wait_for(lambda: "listening" in docker.logs(name))
        assert docker.inspect(name)["RestartCount"] == 1

        docker("stop", name)
        # It ends with an error both times, and the engine tried again within a second before.
        assert not wait_for(lambda: docker.inspect(name)["State"]["Running"], 2)
        assert docker.inspect(name)["State"]["ExitCode"] == 1


def test_the_engine_waits_longer_before_each_new_try(docker: Docker) -> None:
    with container(docker, "again", "--restart=always", PYTHON, "false") as name:
        assert wait_for(lambda: docker.inspect(name)["RestartCount"] >= 7, 180)
        starts = [event["timeNano"] / 1e9 for event in docker.events(name, "start")]
    gaps = [after - before for before, after in pairwise(starts)]
    assert len(gaps) >= 6
    # Each holds the wait, which doubles from a tenth of a second, and what the start itself took.
    assert all(gap >= 0.1 * 2**number for number, gap in enumerate(gaps[:7])), gaps
    assert 2 * min(gaps) < gaps[-1], gaps


def test_the_first_success_ends_the_start_period(docker: Docker) -> None:
    check = ("--health-cmd=test -e /ok", "--health-interval=1s", "--health-retries=1")
    period = ("--health-start-period=1h", "--health-start-interval=1s")
    with container(docker, "period", "--init", *check, *period, PYTHON, "sleep", "60") as name:

        def health() -> dict[str, Any]:
            state: dict[str, Any] = docker.inspect(name)["State"]["Health"]
            return state

        assert wait_for(lambda: len(health()["Log"]) >= 3)
        assert (health()["Status"], health()["FailingStreak"]) == ("starting", 0)
        docker("exec", name, "touch", "/ok")
        assert wait_for(lambda: health()["Status"] == "healthy")
        docker("exec", name, "rm", "/ok")
        assert wait_for(lambda: health()["Status"] == "unhealthy")


def test_a_container_ends_with_its_process(docker: Docker) -> None:
    assert (
        docker.attempt("run", "--rm", PYTHON, "python", "-c", "raise SystemExit(3)").returncode == 3
    )


def test_a_container_shares_the_kernel(docker: Docker) -> None:
    kernels = {
        docker("run", "--rm", image, "uname", "-r") for image in (PYTHON, "postgres:18-trixie")
    }

    assert kernels == {docker("info", "--format", "{{.KernelVersion}}")}
