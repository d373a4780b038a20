"""Whatever is sent, fitting or not: no fault of ours, and every answer is one that the description tells.

schemathesis makes the requests from the description itself; the API answers them on moto.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from app import app
from chalicelib.openapi.document import describe
from nabiz.domain import tokens
from nabiz.domain.people import STAFF_ROLES
from tests.support.cloud import LINK_KEY, Cloud
from tests.support.gateway import Token, call
from tests.support.wsgi import application

CHECKS: Any = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance,
]  # fmt: skip
EXAMPLES = 8  # of each kind for each operation: the whole stays within half a minute
SETTINGS = settings(
    max_examples=EXAMPLES, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
EVERYTHING = Token("tester", tuple(sorted(STAFF_ROLES)), ("veteriner", "temizlik"))
SCHEMA = schemathesis.openapi.from_dict(describe(app))
SCHEMA.app = application
CASES = [
    (operation, mode)
    for operation in (result.ok() for result in SCHEMA.get_all_operations())
    for mode in GenerationMode
    # What takes no values cannot be sent wrong ones.
    if mode is GenerationMode.POSITIVE or operation.body or any(operation.iter_parameters())
]


@dataclass
class Known:
    """Things that exist, so that requests reach further than "there is none"."""

    number: str
    key: str

    def put_in(self, case: Any) -> None:
        """Let a request speak of them."""
        if "number" in case.path_parameters:
            case.path_parameters["number"] = self.number
            case.headers["If-Match"] = str(self._version())
        if "key" in case.query:
            case.query["key"] = self.key

    def _version(self) -> int:
        version: int = call("GET", f"/tickets/{self.number}", token=EVERYTHING).json["ticket"]["version"]
        return version


@pytest.fixture
def known() -> Iterator[Known]:
    with Cloud():
        body = {"text": "Sokak lambası yanmıyor", "citizen": {"phone": "0532 111 22 33"}}
        number = call("POST", "/public/tickets", body).json["number"]
        yield Known(number, tokens.tracking_key(LINK_KEY, number))


@pytest.mark.parametrize(("operation", "mode"), CASES, ids=lambda it: getattr(it, "label", it))
def test_any_request_is_answered_as_described(operation: Any, mode: GenerationMode, known: Known) -> None:
    @SETTINGS
    @given(case=operation.as_strategy(generation_mode=mode), exists=st.booleans())
    def send(case: Any, exists: bool) -> None:
        if exists:
            known.put_in(case)

        response = case.call(headers={"Authorization": f"Bearer {EVERYTHING.bearer}"})

        case.validate_response(response, checks=CHECKS)

    send()
