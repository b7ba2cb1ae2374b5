"""The example's pages in a browser: nothing against their security policy, and for everybody."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from cookbook.reader.workspace import copy_finished
from cookbook.repo import ROOT

pytestmark = pytest.mark.browser

PASSWORD = secrets.token_urlsafe()
OWN = ["/", "/?page=2", "/?q=gamma", "/?q=" + "a" * 101, "/books/17/", "/nothing/"]
STAFF = [
    "/admin/",
    "/admin/books/book/",
    "/admin/books/book/1/change/",
    "/admin/books/author/add/",
    "/admin/accounts/user/1/change/",
    "/api/v1/",
    "/api/v1/books/",
    "/api/v1/books/1/",
    "/api/v1/docs/",
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of the library, as production serves it, on SQLite."""
    project = tmp_path_factory.mktemp("browser") / "library"
    copy_finished(ROOT / "example_project", project)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {
        **os.environ,
        "UV_PYTHON": sys.executable,  # .python-version names one that this machine may not have
        "UV_PROJECT_ENVIRONMENT": str(project / ".venv"),
        "DATABASE_URL": "sqlite:///db.sqlite3",
        "DJANGO_ALLOWED_HOSTS": "127.0.0.1",
        "DJANGO_HTTPS": "0",
        "DJANGO_NUM_PROXIES": "0",
        "DJANGO_SECRET_KEY": secrets.token_urlsafe(48),
        "DJANGO_SUPERUSER_PASSWORD": PASSWORD,
    }
    uv = [shutil.which("uv") or str(ROOT / ".tools/bin/uv"), "run", "--locked", "--quiet"]
    for command in (
        ["collectstatic", "--noinput"],
        ["migrate"],
        ["load_samples"],
        ["createsuperuser", "--noinput", "--username", "admin", "--email", "admin@library.example"],
    ):
        subprocess.run(
            [*uv, "python", "manage.py", *command, "--verbosity", "0"],
            cwd=project,
            env=env,
            check=True,
        )
    command = [*uv, "gunicorn", "config.wsgi:application", "--bind", f"127.0.0.1:{port}"]
    with (project / "log").open("w") as log:
        server = subprocess.Popen(command, cwd=project, env=env, stdout=log, stderr=log)
    try:
        while not _answers(port):
            assert server.poll() is None, (project / "log").read_text()
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def watched(browser: Browser, address: str, scheme: str = "light") -> Iterator[Page]:
    """Yield a tab; fail if a page broke its policy or asked another host."""
    tab = browser.new_page(color_scheme=scheme)  # type: ignore[arg-type]
    faults: list[str] = []
    tab.on("console", lambda m: faults.append(m.text) if "Content Security" in m.text else None)
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.on(
        "request",
        lambda r: faults.append(r.url) if not r.url.startswith((address, "data:")) else None,
    )
    yield tab
    tab.close()
    assert faults == []


def sign_in(tab: Page, address: str) -> None:
    tab.goto(f"{address}/admin/login/")
    tab.fill("input[name=username]", "admin")
    tab.fill("input[name=password]", PASSWORD)
    tab.press("input[name=password]", "Enter")
    tab.wait_for_url(f"{address}/admin/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", OWN)
def test_own_pages_are_accessible(browser: Browser, address: str, path: str, scheme: str) -> None:
    with watched(browser, address, scheme) as tab:
        tab.goto(address + path)
        broken = Axe().run(tab, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in broken] == []


def test_every_page_keeps_its_policy(browser: Browser, address: str) -> None:
    with watched(browser, address) as tab:
        for path in [*OWN, "/api/auth/login/"]:
            tab.goto(address + path)
            tab.wait_for_load_state("networkidle")
        sign_in(tab, address)
        for path in STAFF:
            answer = tab.goto(address + path)
            tab.wait_for_load_state("networkidle")
            assert answer
            assert answer.status == 200, path


def test_admin_finds_authors_as_one_types(browser: Browser, address: str) -> None:
    with watched(browser, address) as tab:
        sign_in(tab, address)
        tab.goto(f"{address}/admin/books/book/add/")
        tab.click(".select2-selection")
        tab.keyboard.type("kern")
        tab.click("text=Brian W. Kernighan")


def test_documentation_sends_requests(browser: Browser, address: str) -> None:
    with watched(browser, address) as tab:
        tab.goto(f"{address}/api/v1/docs/")
        tab.click("#operations-books-books_retrieve button.opblock-summary-control")
        tab.click("text=Try it out")
        tab.fill("[placeholder=id]", "1")
        tab.click("text=Execute")
        tab.wait_for_selector(".live-responses-table >> text=Clean Code")


def test_browsable_api_lets_one_sign_in_and_out(browser: Browser, address: str) -> None:
    with watched(browser, address) as tab:
        tab.goto(f"{address}/api/v1/books/1/")
        tab.click("text=Log in")
        tab.fill("input[name=username]", "admin")
        tab.fill("input[name=password]", PASSWORD)
        tab.press("input[name=password]", "Enter")
        tab.click("a.dropdown-toggle:has-text('admin')")
        tab.click("text=Log out")
        tab.wait_for_selector("text=Log in")
