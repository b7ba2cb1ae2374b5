"""Requests that schemathesis makes up from the OpenAPI schema, to the production stack.

`FUZZ=150 pytest -s tests/proofs/test_fuzz.py` sends more than 5,000; without it a few hundred.
"""

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cookbook.reader.uv import environment
from tests.docker import Docker, Stack, production_stack
from tests.example.test_example import run

pytestmark = pytest.mark.engine

# What an answer must be like: never an error of the server, always as the schema says.
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "unsupported_method",
    "allow_header_conformance",
    "use_after_free",
    "ensure_resource_availability",
)
EXAMPLES = int(os.environ.get("FUZZ", "0"))
QUICK = ("--phases", "fuzzing", "--max-examples", "12")
LONG = ("--max-examples", str(EXAMPLES))

# The project's own settings, but for the throttling: it would answer most requests.
SETTINGS = """
from config.settings import *
REST_FRAMEWORK = {**REST_FRAMEWORK, "DEFAULT_THROTTLE_CLASSES": []}
"""
OVERRIDE = """
services:
  web:
    ports: !override ["127.0.0.1::8000"]
    environment: {DJANGO_SETTINGS_MODULE: fuzz_settings}
    volumes: ["./fuzz_settings.py:/app/fuzz_settings.py:ro"]
"""
LIBRARIAN = """
from django.contrib.auth.models import Permission
from accounts.models import User
user = User.objects.create_user("librarian")
user.user_permissions.set(Permission.objects.filter(content_type__app_label="books"))
"""


@pytest.fixture(scope="module")
def production(docker: Docker, project: Callable[[], Path]) -> Iterator[Stack]:
    directory = project()
    (directory / "fuzz_settings.py").write_text(SETTINGS)
    (directory / "fuzz_settings.py").chmod(0o644)
    with production_stack(docker, "fuzz", directory, OVERRIDE) as running:
        running("up", "--build", "--wait")
        running("exec", "-T", "web", "python", "manage.py", "load_samples")
        running.python(LIBRARIAN)
        yield running


@pytest.mark.parametrize("who", ["visitor", "librarian"])
def test_no_request_breaks_the_server(production: Stack, who: str) -> None:
    headers = {"X-Forwarded-Proto": "https"}
    if who == "librarian":
        command = ("exec", "-T", "web", "python", "manage.py", "create_token", who)
        headers["Authorization"] = f"Token {production(*command)}"
    report = production.directory / f"{who}.ndjson"

    run(
        production.directory,
        environment(os.environ),
        *("schemathesis", "run", f"{production.address}/api/v1/schema/"),
        *("--checks", ",".join(CHECKS), "--continue-on-failure"),
        *("--seed", "1", "--generation-database", "none", *(LONG if EXAMPLES else QUICK)),
        *("--request-timeout", "10", "--report", "ndjson", "--report-ndjson-path", str(report)),
        *(f"--header={name}: {value}" for name, value in headers.items()),
        NO_PROXY="127.0.0.1",
        no_proxy="127.0.0.1",
    )

    answers = list(sent(report))
    statuses = Counter(answer["response"]["status_code"] for answer in answers)
    slowest = max(answers, key=lambda answer: float(answer["response"]["elapsed"]))
    print(f"\n{len(answers)} requests of a {who}: {dict(sorted(statuses.items()))}")
    request, seconds = slowest["request"], slowest["response"]["elapsed"]
    print(f"slowest: {seconds:.2f} s, {request['method']} {request['uri'][:200]}")
    assert len(answers) > 100
    assert max(statuses) < 500
    assert {200, 400, 404} | ({201, 204} if who == "librarian" else {401}) <= statuses.keys()


def sent(report: Path) -> Iterator[dict[str, Any]]:
    """Yield all requests with their answers, which schemathesis has written down."""
    for line in report.read_text().splitlines():
        for event in json.loads(line).values():
            if isinstance(event, dict) and "recorder" in event:
                yield from event["recorder"].get("interactions", {}).values()
