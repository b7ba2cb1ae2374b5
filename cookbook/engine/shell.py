"""Say what happens, run commands, and keep everything that an engine of our own needs."""

import os
import subprocess
import sys
import time
from pathlib import Path

# Not below a home, whose directories are closed to the readers: an engine is started by root alone.
CACHE = os.environ.get("COOKBOOK_CACHE") or "/var/cache/django-containers-cookbook"
STATE = Path(CACHE).absolute() / "engine"
LOG = STATE / "up.log"

_start = time.monotonic()


class NoEngine(Exception):
    """No Docker engine can be had; the message says why, and how to get one."""


def say(message: str) -> None:
    """Print a line of progress, with the seconds since the start, on standard error."""
    print(f"engine {time.monotonic() - _start:5.1f}s  {message}", file=sys.stderr, flush=True)


def output(*command: str | Path, env: dict[str, str] | None = None, timeout: int = 30) -> str:
    """Return what a command prints; an empty string if it fails, hangs or does not exist.

    `env` is added to this process's environment; `timeout` is in seconds.
    """
    try:
        result = subprocess.run(
            command,
            env=os.environ | (env or {}),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=timeout,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return result.stdout.strip() if result.returncode == 0 else ""


def run(*command: str | Path, env: dict[str, str] | None = None, cwd: Path | None = None) -> None:
    """Run a command whose output goes to the log.

    Raises `NoEngine` with the last lines of the log if the command fails or does not exist.
    """
    STATE.mkdir(parents=True, exist_ok=True)
    with LOG.open("a") as log:
        print("$", *command, file=log, flush=True)
        try:
            code = subprocess.run(
                command,
                env=os.environ | (env or {}),
                cwd=cwd,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            ).returncode
        except OSError as error:
            raise NoEngine(str(error)) from None
    if code != 0:
        raise NoEngine(f"`{command[0]}` failed, see {LOG}:\n{tail(LOG)}")


def tail(path: Path, lines: int = 15) -> str:
    """Return the last lines of a file, indented."""
    text = path.read_text(errors="replace") if path.exists() else ""
    return "\n".join("    " + line for line in text.splitlines()[-lines:])
