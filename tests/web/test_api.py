"""Whatever is asked of the API, it answers as its description says and never fails."""

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

PATHS = ("/api/events", "/api/quotations", "/api/positions", "/api/articles/{id}", "/api/reports", "/api/timeline", "/api/network", "/api/places", "/api/lanes")
CHECKS = (not_a_server_error, status_code_conformance, response_schema_conformance)


def test_every_path_is_described(app: FastAPI) -> None:
    assert sorted(app.openapi()["paths"]) == sorted(PATHS)


@pytest.mark.parametrize("path", PATHS)
def test_no_question_breaks_it(app: FastAPI, path: str) -> None:
    operation = schemathesis.openapi.from_asgi("/api/openapi.json", app)[path]["GET"]

    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
    @given(case=operation.as_strategy())
    def asked(case: schemathesis.Case) -> None:
        case.call_and_validate(checks=CHECKS)

    asked()
