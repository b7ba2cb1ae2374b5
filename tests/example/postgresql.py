"""Starts a PostgreSQL server from the machine's own package, and stops it again."""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NoPostgresql(Exception):
    """There is no server program; the text says how to get one."""


def _program(name: str) -> str:
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    found = str(debian[0]) if debian else shutil.which(name)
    if not found:
        raise NoPostgresql(
            "no PostgreSQL server: install Debian's `postgresql`, or set DATABASE_URL"
        )
    return found


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Yield the address of a new server's database, in `folder` and on a free port.

    Raises NoPostgresql where none is installed.
    """
    initdb, pg_ctl = _program("initdb"), _program("pg_ctl")
    data, user = folder / "data", None
    if os.getuid() == 0:  # the server refuses to run as root
        user = next(n for n in ("postgres", "nobody") if n in {p.pw_name for p in pwd.getpwall()})
        shutil.chown(folder, user)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def call(*words: str) -> None:
        # To a file: a server started by pg_ctl would keep a pipe open.
        with (folder / "log").open("a") as log:
            result = subprocess.run(words, user=user, stdout=log, stderr=log, check=False)
        if result.returncode:
            raise RuntimeError(f"{words[0]} failed:\n{(folder / 'log').read_text()}")

    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    call(initdb, "-D", str(data), "-U", "library", "--auth=trust", "--encoding=UTF8")
    call(pg_ctl, "-D", str(data), "-w", "-o", options, "start")
    try:
        yield f"postgresql://library@127.0.0.1:{port}/postgres"
    finally:
        call(pg_ctl, "-D", str(data), "-m", "immediate", "stop")
