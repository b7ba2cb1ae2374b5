"""What is kept and what is lost: containers, volumes, and a database that is killed."""

import re
import threading
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.docker import (
    POSTGRES,
    PREFIX,
    PYTHON,
    Docker,
    Stack,
    container,
    image,
    stack,
    wait_for,
)

pytestmark = pytest.mark.engine

# Written one by one, each commit acknowledged before the next, and slowly, so that there is a
# middle on a fast machine too; a lost connection is opened anew.
WRITER = """
import time
from django.db import OperationalError, connection
with connection.cursor() as cursor:
    cursor.execute("CREATE TABLE proof (number integer)")
for number in range(1000):
    for attempt in range(300):
        try:
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO proof VALUES (%s)", [number])
            break
        except OperationalError:
            connection.close()
            time.sleep(0.2)
    else:
        raise SystemExit("the database does not come back")
    print("acknowledged", number, attempt, flush=True)
    time.sleep(0.01)
"""


@pytest.fixture(scope="module")
def library(docker: Docker, project: Callable[[], Path]) -> Iterator[Stack]:
    with stack(docker, "data", project()) as running:
        running("up", "--build", "--wait")
        running("exec", "-T", "web", "python", "manage.py", "migrate", "--verbosity", "0")
        running("exec", "-T", "web", "python", "manage.py", "load_samples")
        yield running


def rows(library: Stack, table: str = "books_book") -> int:
    """Return the number of rows in a table."""
    query = f"SELECT count(*) FROM {table}"
    return int(library("exec", "-T", "db", "psql", "-U", "library", "-tAc", query))


def test_a_killed_database_loses_no_acknowledged_row(docker: Docker, library: Stack) -> None:
    killed = library.id("db")
    output: list[str] = []
    writing = threading.Thread(target=lambda: output.append(library.python(WRITER)))
    writing.start()
    assert wait_for(lambda: written(library) > 300)
    assert written(library) < 900
    library("kill", "--signal", "SIGKILL", "db")
    assert docker.inspect(killed)["State"]["ExitCode"] == 137
    library("up", "--wait", "--no-recreate", "db")
    writing.join(120)
    printed = output[0]

    acknowledged = {int(n) for n in re.findall(r"^acknowledged (\d+)", printed, re.M)}
    waited = re.findall(r"^acknowledged \d+ [1-9]", printed, re.M)
    query = "SELECT DISTINCT number FROM proof"
    found = set(
        map(int, library("exec", "-T", "db", "psql", "-U", "library", "-tAc", query).split())
    )
    assert waited, "the writer did not notice that the database was gone"
    assert len(acknowledged) == 1000
    assert acknowledged <= found
    assert "database system was not properly shut down" in docker.logs(killed)


def written(library: Stack) -> int:
    """Return how many rows the writer has written so far."""
    query = "SELECT CASE WHEN to_regclass('proof') IS NULL THEN 0 ELSE 1 END"
    exists = library("exec", "-T", "db", "psql", "-U", "library", "-tAc", query) == "1"
    return rows(library, "proof") if exists else 0


def test_down_and_up_keep_every_row(library: Stack) -> None:
    before = rows(library)
    assert before >= 12

    library("down", "--timeout", "5")
    assert library("ps", "--all", "--quiet") == ""
    library("up", "--wait")

    assert rows(library) == before


def test_down_with_volumes_deletes_every_row(library: Stack) -> None:
    library("down", "--volumes", "--timeout", "5")
    library("up", "--wait")

    query = "SELECT to_regclass('books_book') IS NULL"
    assert library("exec", "-T", "db", "psql", "-U", "library", "-tAc", query) == "t"


def test_what_a_container_writes_is_lost_with_it(docker: Docker) -> None:
    with container(docker, "writes", PYTHON, "sleep", "60") as name:
        docker("exec", name, "sh", "-c", "echo kept > /note")
        docker("restart", "--timeout", "0", name)
        assert docker("exec", name, "cat", "/note") == "kept"
    with container(docker, "writes", PYTHON, "sleep", "60") as name:
        assert docker.attempt("exec", name, "cat", "/note").returncode != 0


def test_a_named_volume_outlives_its_container(docker: Docker) -> None:
    mount = f"--volume={PREFIX}-kept:/data"
    docker("run", "--rm", mount, PYTHON, "sh", "-c", "echo kept > /data/note")

    assert docker("run", "--rm", mount, PYTHON, "cat", "/data/note") == "kept"


def test_a_named_volume_starts_with_what_the_image_holds(docker: Docker) -> None:
    mount = f"--volume={PREFIX}-filled:/usr/local/include"

    assert docker("run", "--rm", mount, PYTHON, "ls", "/usr/local/include") != ""


def test_a_volume_of_an_image_has_a_number_for_a_name(docker: Docker) -> None:
    docker.build("volume", dockerfile=f"FROM {PYTHON}\nVOLUME /data\n")
    with container(docker, "volume", "--init", image("volume"), "sleep", "60") as name:
        (mount,) = docker.inspect(name)["Mounts"]
    assert mount["Destination"] == "/data"
    assert re.fullmatch("[0-9a-f]{64}", mount["Name"])

    with container(docker, "volume", "--init", PYTHON, "sleep", "60") as name:
        assert docker.inspect(name)["Mounts"] == []


def test_prune_takes_unnamed_volumes_and_named_ones_with_all(docker: Docker) -> None:
    label = f"{PREFIX}-prune={uuid.uuid4().hex}"
    only = ("--filter", f"label={label}")
    named = f"{PREFIX}-prune"

    def left() -> set[str]:
        return set(docker("volume", "ls", "--quiet", *only).split())

    unnamed, used = (docker("volume", "create", "--label", label) for _ in range(2))
    try:
        docker("volume", "create", "--label", label, named)
        with container(docker, "prune", "--init", f"-v={used}:/data", PYTHON, "sleep", "60"):
            assert left() == {unnamed, used, named}
            docker("volume", "prune", "--force", *only)
            assert left() == {used, named}
            docker("volume", "prune", "--force", "--all", *only)
            assert left() == {used}
    finally:
        docker("volume", "rm", "--force", unnamed, used, named)


def test_a_tmpfs_is_empty_at_each_start(docker: Docker) -> None:
    with container(docker, "tmpfs", "--init", "--tmpfs=/scratch", PYTHON, "sleep", "60") as name:
        docker("exec", name, "touch", "/scratch/note", "/note")
        docker("restart", "--timeout", "2", name)

        assert docker("exec", name, "ls", "/scratch") == ""
        assert docker("exec", name, "ls", "/note") == "/note"


def test_a_bind_mount_keeps_the_numbers_of_users(docker: Docker, tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    for user in (0, 10001):
        words = (f"--user={user}", f"--volume={tmp_path}:/data", PYTHON, "touch", f"/data/{user}")
        docker("run", "--rm", *words)

        assert (tmp_path / str(user)).stat().st_uid == user


def test_a_volume_keeps_the_files_of_root_from_others(docker: Docker) -> None:
    mount = f"--volume={PREFIX}-of-root:/data"
    docker("run", "--rm", mount, PYTHON, "touch", "/data/note")
    change = ("run", "--rm", mount, "--user=10001", PYTHON, "sh", "-c", "echo > /data/note")

    assert "Permission denied" in docker.attempt(*change).stderr
    docker("run", "--rm", mount, PYTHON, "chown", "-R", "10001", "/data")
    docker(*change)


def test_a_bind_mount_hides_what_the_image_holds(docker: Docker, tmp_path: Path) -> None:
    mount = f"--volume={tmp_path}:/usr/local/include"

    assert docker("run", "--rm", mount, PYTHON, "ls", "-A", "/usr/local/include") == ""


def test_postgres_password_acts_only_on_an_empty_volume(docker: Docker) -> None:
    volume = f"--volume={PREFIX}-password:/var/lib/postgresql"
    for password in ("first", "second"):
        setting = f"--env=POSTGRES_PASSWORD={password}"
        with container(docker, "postgres", volume, setting, POSTGRES) as name:
            assert wait_for(lambda name=name: answers(docker, name, "first")), docker.logs(name)  # type: ignore[misc]
            assert answers(docker, name, "second") is False
            if password == "second":
                assert "Skipping initialization" in docker.logs(name)


def answers(docker: Docker, name: str, password: str) -> bool:
    """Tell whether the server lets a password in, over TCP."""
    address = f"postgresql://postgres:{password}@{docker('exec', name, 'hostname', '-i')}/"
    return docker.attempt("exec", name, "psql", address, "-c", "SELECT 1").returncode == 0


def test_two_servers_start_on_one_volume(docker: Docker) -> None:
    options = (f"--volume={PREFIX}-two:/var/lib/postgresql", "--env=POSTGRES_PASSWORD=of-a-proof")
    with container(docker, "two-first", *options, POSTGRES) as first:
        assert wait_for(lambda: answers(docker, first, "of-a-proof")), docker.logs(first)

        with container(docker, "two-second", *options, POSTGRES) as second:
            assert wait_for(lambda: answers(docker, second, "of-a-proof")), docker.logs(second)
            assert answers(docker, first, "of-a-proof"), "the first one is there, too"
            assert "lock file" not in docker.logs(second)

        # In one container, the lock holds.
        again = ("exec", "--user=postgres", first, "postgres", "-p", "5433")
        assert 'lock file "postmaster.pid" already exists' in docker.attempt(*again).stderr


def test_a_dump_is_a_picture_of_one_moment(docker: Docker) -> None:
    # Tables are dumped by name; each row stands in the first and in the last of them.
    fill = "CREATE TABLE a AS SELECT 0 AS n; CREATE TABLE z AS SELECT 0 AS n; "
    fill += "CREATE TABLE m AS SELECT md5(n::text) FROM generate_series(1, 300000) AS n"
    write = """DO $$ BEGIN FOR n IN 1..1000000 LOOP
        INSERT INTO a VALUES (n); INSERT INTO z VALUES (n); COMMIT; END LOOP; END $$"""
    with container(docker, "dump", "--env=POSTGRES_PASSWORD=of-a-proof", POSTGRES) as name:
        assert wait_for(lambda: answers(docker, name, "of-a-proof")), docker.logs(name)
        psql = ("psql", "-U", "postgres", "-tAc")

        def rows(table: str) -> int:
            return int(docker("exec", name, *psql, f"SELECT count(*) FROM {table}"))

        docker("exec", name, *psql, fill)
        docker("exec", "--detach", name, *psql, write)
        assert wait_for(lambda: rows("a") > 100)
        before = rows("a")
        dump = docker("exec", name, "pg_dump", "-U", "postgres")
        after = rows("z")

    first, last = (
        dump.partition(f"COPY public.{table} (n) FROM stdin;\n")[2].partition("\\.")[0].split()
        for table in "az"
    )
    assert sorted(first, key=int) == sorted(last, key=int) == list(map(str, range(len(first))))
    assert before <= len(first) < after


def test_postgres_18_refuses_a_volume_at_the_old_path(docker: Docker) -> None:
    volume = f"--volume={PREFIX}-old:/var/lib/postgresql/data"
    options = ("--name", f"{PREFIX}-old", volume, "--env=POSTGRES_PASSWORD=of-a-proof")

    result = docker.attempt("run", *options, POSTGRES)

    assert result.returncode == 1
    assert "/var/lib/postgresql/data (unused mount/volume)" in result.stderr
    docker("rm", "--volumes", f"{PREFIX}-old")


def test_postgres_keeps_its_data_in_a_directory_of_its_version(docker: Docker) -> None:
    assert docker("run", "--rm", POSTGRES, "printenv", "PGDATA") == "/var/lib/postgresql/18/docker"
