"""Outputs are compared exactly: a rule lets its own spots differ, and nothing that looks alike."""

import pytest

from cookbook.markdown.blocks import BlockError, read
from cookbook.markdown.sources import Source
from cookbook.page.sessions import commands
from cookbook.reader.compare import RULES, alike, hidden_share, matches
from cookbook.reader.record import _output
from cookbook.repo import ROOT

PS = "docker compose ps"
SHORT, LONG = "8431d90c2493", "0f" * 32

# rule: (command, shown, output)
SAME = [
    ("clock", "", '[21/Nov/2026 03:59:25] "GET /"', '[01/Jan/2027 23:00:01] "GET /"'),
    ("clock", "", "a  | 2026-11-21 04:57:21,795 INFO x", "a  | 2027-01-01 00:00:00,001 INFO x"),
    ("clock", "", "[2026-11-21 04:57:21 +0000] [1] x", "[2026-12-02 14:07:21 +0000] [1] x"),
    ("clock", "", "Date: Sat, 21 Nov 2026 03:59:25 GMT", "Date: Fri, 01 Jan 2027 00:00:00 GMT"),
    ("age", PS, "web  Up 5 seconds (healthy)", "web  Up About a minute (healthy)"),
    ("age", "docker ps -a", "Exited (0) Less than a second ago", "Exited (0) 2 seconds ago"),
    ("elapsed", "", "89 passed in 8.34s", "89 passed in 61.02s (0:01:01)"),
    ("elapsed", "", "=== 1 failed, 8 passed in 8.34s ===", "=== 1 failed, 8 passed in 9s ==="),
    ("elapsed", "", "Resolved 79 packages in 3.41s", "Resolved 79 packages in 12ms"),
    ("elapsed", "", "[build 1/2] COPY . .  DONE 0.0s", "[build 1/2] COPY . .  DONE 12.3s"),
    ("elapsed", "", "real\t0m8.341s", "real\t1m0.002s"),
    ("ids", "docker build -q .", f"sha256:{LONG}", f"sha256:{'a1' * 32}"),
    ("ids", "docker run -d x", LONG, "a1" * 32),
    ("ids", "docker ps", f"{SHORT}  library", "0123456789ab  library"),
    ("ids", PS, f"library-web-run-{SHORT}", "library-web-run-0123456789ab"),
    ("sizes", "docker history x", "59.8MB  RUN apt-get", "61MB  RUN apt-get"),
    ("sizes", "docker image ls", "library  900MB", "library  1.2GB"),
    ("sizes", "docker stats", "138.7MiB / 512MiB", "90MiB / 512MiB"),
    ("addresses", "docker compose exec web getent hosts db", "172.18.0.3  db", "172.31.0.2  db"),
    ("addresses", "docker compose exec web getent hosts db", "172.18.0.3  db", "192.168.16.2  db"),
    ("patches", "docker run python", "Python 3.14.8", "Python 3.14.11"),
    ("patches", "", "psql (PostgreSQL) 18.1", "psql (PostgreSQL) 18.12"),
    ("engine", "docker version", "Engine 28.5.2 on linux", "Engine 29.1.5+dfsg1 on linux"),
    ("engine", "x version", "Docker Compose version v2.40.3", "Docker Compose version v5.0.0"),
    ("empty layers", "docker history x", "0B  WORKDIR /app", "4.1kB  WORKDIR /app"),
    ("empty layers", "docker history x", "0B  RUN rm -rf /tmp", "20.5kB  RUN rm -rf /tmp"),
]  # fmt: skip
LOOK_ALIKE = [
    ("clock", "", "Clean Code, 9780132350884, 2008-08-01", "Clean Code, 9780132350884, 2008-08-02"),
    ("clock", "", "2008-08-01 is its date", "2008-08-02 is its date"),
    ("clock", "", "opens at 09:00:00", "opens at 10:00:00"),
    ("clock", "", " 1 | 2026-11-21 04:57:21", " 1 | 2026-11-21 04:57:22"),
    ("clock", "", '[21/Nov/2026 03:59:25] "GET /" 200', '[21/Nov/2026 03:59:25] "GET /" 404'),
    ("age", PS, "web  Up 5 seconds (healthy)", "web  Up 5 seconds (unhealthy)"),
    ("age", "curl -s localhost:8000", "lent 3 days ago", "lent 4 days ago"),
    ("age", PS, "start_period: 5 seconds", "start_period: 6 seconds"),
    ("elapsed", "", "89 passed in 8.34s", "88 passed in 8.34s"),
    ("elapsed", "", "timeout 8s", "timeout 9s"),
    ("elapsed", "docker compose config", "interval: 5s", "interval: 6s"),
    ("elapsed", "", "The site answers again in 5s", "The site answers again in 6s"),
    ("elapsed", "", "Expected available in 53 seconds.", "Expected available in 54 seconds."),
    ("ids", PS, "9780132350884", "9780132350891"),
    ("ids", PS, "978013235088", "978013235089"),
    ("ids", PS, "cafe", "beef"),
    ("ids", PS, f"--hash=sha256:{LONG}", f"--hash=sha256:{'a1' * 32}"),
    ("ids", PS, "base.96c479cedf7a.css", "base.96c479cedf7b.css"),
    ("ids", "cat token", LONG, "a1" * 32),
    ("empty layers", "docker history x", "0B  RUN rm /big", "50MB  RUN rm /big"),
    ("empty layers", "docker history x", "0B  COPY . .", "41kB  COPY . ."),
    ("empty layers", "docker system df", "0B  volumes", "4.1kB  volumes"),
    ("sizes", "docker history x", "59.8MB  RUN apt-get", "0B  RUN apt-get"),
    ("sizes", "docker image ls", "library  204MB", "library  20.4MB"),
    ("sizes", "docker image ls", "library  204MB", "library  2.04GB"),
    ("sizes", "docker stats", "138.7MiB / 512MiB", "138.7MiB / 1GiB"),
    ("sizes", "cat compose.yaml", "mem_limit: 512MB", "mem_limit: 500MB"),
    ("sizes", "docker image ls", "5 books", "6 books"),
    ("addresses", PS, "client 203.0.113.9", "client 203.0.113.8"),
    ("addresses", PS, "version 10.2", "version 10.3"),
    ("addresses", PS, "10.2.0.1", "10.2.0.2"),
    ("addresses", PS, "127.0.0.1:8000->8000/tcp", "127.0.0.1:8001->8000/tcp"),
    ("addresses", PS, "172.18.0.3  db", "10.0.0.3  db"),
    ("addresses", "cat hosts", "172.18.0.3  db", "172.18.0.4  db"),
    ("patches", "", "5.2.18", "5.2.19"),
    ("patches", "", "Django 5.2.18", "Django 5.2.19"),
    ("patches", "", "Python 3.14.8", "Python 3.15.8"),
    ("patches", "", "asgiref==3.13.0", "asgiref==3.13.1"),
    ("patches", "", "price 12.50", "price 12.51"),
    ("engine", "docker version", "Engine 28.5.2 on linux", "Engine 28.5.2 on windows"),
    ("engine", "", "openapi: 3.0.3", "openapi: 3.0.4"),
]


def test_rules_are_few_and_explained() -> None:
    assert len(RULES) <= 10
    assert all(rule.why for rule in RULES)
    names = {rule.name for rule in RULES}
    assert names == {case[0] for case in SAME} == {case[0] for case in LOOK_ALIKE}


@pytest.mark.parametrize(("rule", "command", "shown", "output"), SAME)
def test_lets_differ_what_differs_honestly(
    rule: str, command: str, shown: str, output: str
) -> None:
    assert matches(shown, output, command), rule


@pytest.mark.parametrize(("rule", "command", "shown", "output"), LOOK_ALIKE)
def test_lets_nothing_differ_that_looks_alike(
    rule: str, command: str, shown: str, output: str
) -> None:
    assert matches(shown, shown, command)
    assert not matches(shown, output, command), rule


@pytest.mark.parametrize(
    ("shown", "output", "same"),
    [
        ('{"id": 1, "isbn": "9780132350884"}', '{"isbn":"9780132350884","id":1}', True),
        ('{"id": 1}', '{"id": true}', False),
        ('{"at": "2026-11-21T03:59:25Z"}', '{"at": "2026-11-21T03:59:26Z"}', False),
        (f'{{"id": "{LONG}"}}', f'{{"id": "{"a1" * 32}"}}', False),
        ('[\n  "172.18.0.2"\n]', '["172.18.0.2"]', True),
        ('[\n  "172.18.0.2"\n]', '["172.18.0.3"]', False),
        ("[1]", "", False),
        ("ok\n[1, 2]", "ok\n[1,2]", True),
    ],
)
def test_json_is_compared_as_json(shown: str, output: str, same: bool) -> None:
    assert matches(shown, output, "docker inspect x") is same


UP = " Network library_default  Created\n Container library-db-1  Healthy\n"


@pytest.mark.parametrize(
    "output",
    [
        # Compose 2
        " Container library-db-1  Creating\n Network library_default  Creating\n"
        " Network library_default  Created\n Container library-db-1  Waiting\n"
        " Container library-db-1  Healthy\n",
        # Compose 5
        " Network library_default Creating \n Network library_default Created \n"
        " Container library-db-1 Starting \n Container library-db-1 Healthy \n",
        # Compose 5 with `run`
        " Network library_default Created \n Container library-db-1 Healthy \n"
        " Container library-web-run-c77002ad69e2 Creating \n"
        " Container library-web-run-c77002ad69e2 Created \n",
        # a terminal
        "[+] up 2/2\n \x1b[32m✔\x1b[0m Network library_default  Created 0.0s\r\n"
        " ✔ Container library-db-1   Healthy 5.8s\r\n",
    ],
)
def test_progress_of_compose_2_and_5_is_the_same(output: str) -> None:
    assert matches(UP, output, "docker compose up --wait")
    assert not matches(UP, output.replace("Healthy", "Error"), "docker compose up --wait")


def test_terminal_and_columns_do_not_count() -> None:
    assert matches("ok\n", "10 %\r\x1b[2K20 %\r\x1b[2K\x1b[32mok\x1b[0m\r\n")
    assert matches("NAME      STATUS\nCapEff: 0", "NAME   STATUS  \nCapEff:\t0")
    assert matches("== 1 passed in 2s ==".replace("==", "=" * 9), "===== 1 passed in 3.0s =====")
    assert not matches("a b", "ab")
    assert not matches("  indented", "indented")


@pytest.mark.parametrize(
    ("shown", "fits"),
    [
        ("...", True),
        ("one\n...\nfour", True),
        ("one\ntwo\n...\nfour", True),
        ("...\ntwo\n...\nfour", True),
        ("one\ntwo\n...\nthree\nfour", False),
        ("one\ntwo\nthree\nfour\n...", False),
        ("one\n...\nthree", False),
        ("two\n...", False),
        ("one\n...\ntwo\n...\none", False),
    ],
)
def test_dots_stand_for_one_line_or_more(shown: str, fits: bool) -> None:
    assert matches(shown, "one\ntwo\nthree\nfour") is fits


def test_dots_hide_a_known_share() -> None:
    assert hidden_share("one\n...", "one\ntwo") == 0.5
    assert hidden_share("one\ntwo", "one\ntwo") == 0


@pytest.mark.parametrize("shown", ["...", "ok", "...\nok"])
def test_nothing_is_no_output(shown: str) -> None:
    assert not matches(shown, "")
    assert not matches("", shown)
    assert matches("", "\n")


def test_an_excerpt_is_never_empty() -> None:
    empty = Source("snippets/x.txt", 1, 0)
    with pytest.raises(BlockError, match="this excerpt is empty"):
        read("python excerpt", ['--8<-- "tests/reader/__init__.py"'], empty)


# A line of a page or of a file that a page shows, and what a fault could make of it.
REAL = [
    ("docs/tutorial/06-books.md", "DETAIL:", "9780132350884", "9780132350891"),
    ("docs/tutorial/06-books.md", "DETAIL:", "2008-08-01", "2008-08-02"),
    ("docs/tutorial/08-api.md", '{"id":24', "9780141439471", "9780141439488"),
    ("docs/tutorial/08-api.md", '{"id":24', "2003-05-06", "2004-05-06"),
    ("docs/tutorial/01-first-image.md", "COPY /uv", "43.9MB", "439MB"),
    ("docs/tutorial/01-first-image.md", "WORKDIR /app", "0B", "9MB"),
    ("docs/tutorial/11-production-image.md", "library 204MB", "204MB", "2.04GB"),
    ("docs/recipes/production-server.md", "MiB / ", "512MiB", "256MiB"),
    ("docs/recipes/editor.md", "Django 5.2", "5.2.19", "5.2.18"),
    ("docs/recipes/static-files.md", "Cache-Control:", "315360000", "31536000"),
    ("docs/recipes/static-files.md", "/static/admin/css/base.", "96c479cedf7a", "96c479cedf7b"),
    ("docs/recipes/api-documentation.md", "version: ", "1.0.0", "1.0.1"),
    ("docs/recipes/scale.md", "Bind for", "8000", "8001"),
    ("docs/files/without-compose.md", "--health-interval", "interval 10s", "interval 20s"),
    ("docs/files/without-compose.md", "--health-interval", "timeout 5s", "timeout 8s"),
    ("snippets/recipes/health-checks/interval.yaml", "interval:", "1s", "10s"),
    ("example_project/compose.yaml", "timeout:", "5s", "8s"),
]


@pytest.mark.parametrize(("path", "line", "right", "wrong"), REAL)
def test_a_change_of_a_real_line_is_seen(path: str, line: str, right: str, wrong: str) -> None:
    shown = next(
        text.strip()
        for text in (ROOT / path).read_text().splitlines()
        if line in text and right in text
    )
    for command in ("docker history library", "docker image ls", "docker stats", "docker version"):
        assert matches(shown, shown, command)
        assert not matches(shown, shown.replace(right, wrong), command)


def test_recording_keeps_the_lines_that_match() -> None:
    (command,) = commands("$ docker compose ps\ndb  Up 3 seconds\nold\nweb  Up 4 seconds")
    output = "db  Up 9 seconds\nnew\nweb  Up 9 seconds\n"
    assert _output(command, output) == ["db  Up 3 seconds", "new", "web  Up 4 seconds"]
    (command,) = commands("$ pytest -q\n..  [100%]\n...\n2 passed in 1.0s")
    output = "...  [100%]\n\nslow\n3 passed in 1.1s\n"
    assert _output(command, output) == ["...  [100%]", "...", "3 passed in 1.1s"]


def test_other_names_may_change_columns_and_the_order_of_lines() -> None:
    shown = "NAME     STATUS\ndb       Up\nweb      Up"
    assert alike(shown, "NAME   STATUS\nweb    Up\ndb     Up")
    assert alike("...\nweb   Up", "db  Up\nweb  Up")
    assert not alike(shown, "NAME   STATUS\nweb    Up\ndb     Exited")
    assert not alike(shown, "NAME   STATUS\nweb    Up")
    assert alike("...\nweb   Up", "web  Up\ndb  Up")
    assert not alike("...\nweb   Up", "web  Exited\ndb  Up")
    assert alike("books_isbn_abfed570_like", "books_isbn_edc482c9_like")
    assert alike("Apply: accounts, auth, articles", "Apply: accounts, articles, auth")
