"""The description of the API says what the API does."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from app import app
from chalicelib.openapi.table import OPERATIONS
from chalicelib.signin import ACCESS
from nabiz_tools.cli import main
from tests.support.gateway import call

ROOT = Path(__file__).parents[3]
ROUTES = {(method, path) for path, methods in app.routes.items() for method in methods}
# Parts of the application that only this route may load: they cost a cold start nothing.
LATE = ("chalicelib.openapi.document", "chalicelib.openapi.table")


@cache
def document() -> dict[str, Any]:
    answer = call("GET", "/openapi.json")
    assert answer.status == 200
    described: dict[str, Any] = answer.json
    return described


def operation(method: str, path: str) -> dict[str, Any]:
    described: dict[str, Any] = document()["paths"][path][method.lower()]
    return described


def test_it_is_openapi_3_1() -> None:
    OpenAPIV31SpecValidator(document()).validate()


def test_every_route_is_described_and_every_description_is_a_route() -> None:
    described = {(method.upper(), path) for path, methods in document()["paths"].items() for method in methods}

    assert described == ROUTES


def test_no_operation_stands_in_the_table_twice() -> None:
    assert len({each.key for each in OPERATIONS}) == len(OPERATIONS)


def test_every_operation_has_a_name_of_its_own_and_words() -> None:
    operations = [each for methods in document()["paths"].values() for each in methods.values()]

    assert len({each["operationId"] for each in operations}) == len(operations)
    assert all(each["summary"] for each in operations)


@pytest.mark.parametrize(("method", "path"), sorted(ACCESS))
def test_staff_routes_ask_for_the_token_and_say_whose(method: str, path: str) -> None:
    described = operation(method, path)

    assert described["security"] == [{"Staff": []}]
    assert described["x-roles"] == sorted(ACCESS[method, path])
    assert described["responses"].keys() >= {"401", "403"}


def test_open_routes_ask_for_none() -> None:
    for method, path in ROUTES - set(ACCESS):
        assert "security" not in operation(method, path)


def test_a_change_names_its_headers_and_tells_the_new_version() -> None:
    described = operation("POST", "/tickets/{number}/transitions")

    headers = {each["name"]: each["required"] for each in described["parameters"] if each["in"] == "header"}
    assert headers == {"If-Match": True, "Idempotency-Key": False}
    assert described["responses"]["200"]["headers"].keys() == {"ETag"}
    assert described["responses"].keys() >= {"409", "412", "428"}


def test_errors_are_problem_details() -> None:
    for method, path in ROUTES:
        for status, answer in operation(method, path)["responses"].items():
            if status >= "400":
                others = {"application/json", "text/xml"} if path.startswith("/open311/") else set()
                assert answer["content"].keys() == {"application/problem+json", *others}


def test_the_schemas_are_those_that_parse_and_make_the_bodies() -> None:
    schemas = document()["components"]["schemas"]

    assert schemas["WordsBody"]["properties"]["text"] == {"type": "string", "minLength": 1, "maxLength": 4000}
    assert schemas["WordsBody"]["additionalProperties"] is False
    assert set(schemas["TicketShown"]["required"]) == set(schemas["TicketShown"]["properties"])
    assert "media" not in schemas["TicketBody"]["required"]


def test_examples_fit_their_schemas() -> None:
    import msgspec

    for each in OPERATIONS:
        if each.body:
            assert each.example, each.key
            assert msgspec.json.decode(json.dumps(each.example), type=each.body)


def test_the_command_writes_what_the_route_answers(tmp_path: Path) -> None:
    file = tmp_path / "api" / "openapi.json"

    assert main(["openapi", "--output", str(file)]) == 0

    assert json.loads(file.read_text("utf-8")) == document()


def test_a_cold_start_loads_nothing_of_it() -> None:
    code = f"import sys, app; print([name for name in {LATE!r} if name in sys.modules])"
    paths = f"{ROOT / 'functions/api'}:{ROOT / 'layers/core/python'}"
    ran = subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": paths, "AWS_DEFAULT_REGION": "x"},
                         capture_output=True, text=True, check=True)  # fmt: skip

    assert ran.stdout.strip() == "[]"
