"""The API against its own schema: whatever is sent, the answer is one the schema names."""


import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import checks



@pytest.fixture(scope="session")
def api_schema(app):
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)


schema = schemathesis.pytest.from_fixture("api_schema")


@schema.parametrize()
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
def test_every_answer_is_one_the_schema_names(case):
    response = case.call()

    case.validate_response(
        response,
        checks=[checks.not_a_server_error, checks.response_schema_conformance],
    )
