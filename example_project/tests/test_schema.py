"""The API keeps what its schema promises: schemathesis asks by the schema, and compares."""

import hypothesis
import pytest
import schemathesis
from drf_spectacular.generators import SchemaGenerator
from knox.models import AuthToken
from pytest_django import Settings
from rest_framework.throttling import SimpleRateThrottle

from accounts.models import User
from config.wsgi import application

pytestmark = pytest.mark.usefixtures("book", "one_connection")

# A few requests of each kind, the same ones every time. What one writes, the next one finds.
hypothesis.settings.register_profile(
    "library",
    max_examples=3,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture],
)
hypothesis.settings.load_profile("library")

generator = SchemaGenerator(api_version="v1")  # type: ignore[no-untyped-call]
schema = schemathesis.openapi.from_dict(generator.get_schema(public=True))  # type: ignore[no-untyped-call]
schema.app = application

# A schema cannot say which check digit an ISBN has to have. And more is taken than it says: a
# number for a text, an empty parameter as none, as the forms of the browsable API send it.
EXCLUDED = [
    schemathesis.checks.positive_data_acceptance,
    schemathesis.checks.negative_data_rejection,
]


@pytest.fixture(autouse=True)
def unlimited(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    monkeypatch.setattr(SimpleRateThrottle, "THROTTLE_RATES", {"anon": None, "user": None})


@pytest.fixture
def token(librarian: User) -> str:
    return str(AuthToken.objects.create(librarian)[1])


@schema.parametrize()
def test_visitor_gets_what_the_schema_says(case: schemathesis.Case) -> None:
    case.call_and_validate(excluded_checks=EXCLUDED)


@schema.parametrize()
def test_librarian_gets_what_the_schema_says(case: schemathesis.Case, token: str) -> None:
    case.call_and_validate(headers={"Authorization": f"Token {token}"}, excluded_checks=EXCLUDED)
