"""The API against its own schema: whatever is sent, the answer is one the schema names."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import checks

OPERATIONS = [
    ("GET", "/api/v1/search"),
    ("GET", "/api/v1/suggest"),
    ("GET", "/api/v1/services"),
    ("GET", "/api/v1/services/{service_id}"),
    ("GET", "/api/v1/organizations/{organization_id}"),
    ("GET", "/api/v1/areas"),
    ("POST", "/api/v1/match"),
    ("GET", "/ready"),
]
CHECKS = [
    checks.not_a_server_error,
    checks.response_schema_conformance,
    checks.content_type_conformance,
]


@pytest.fixture(scope="module")
def schema(app):
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_every_answer_is_one_the_schema_names(schema, method, path):
    @settings(max_examples=30, suppress_health_check=list(HealthCheck))
    @given(case=schema[path][method].as_strategy())
    def answers(case):
        case.call_and_validate(checks=CHECKS)

    answers()
