"""The OpenAPI 3.1 document, made from the routes, the table of operations and the shapes of bodies and answers."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
from chalice import Chalice
from msgspec.json import schema_components

from chalicelib.answers import Answer, Problem
from chalicelib.openapi.operations import IDEMPOTENCY_KEY, IF_MATCH, PATH, Operation, Parameter
from chalicelib.openapi.table import OPERATIONS
from chalicelib.signin import ACCESS

Json = dict[str, Any]
REFERENCE = "#/components/schemas/{name}"
DETAILS = "application/problem+json"
INVALID = {422: "Something in it does not fit; the words say what.", 400: "It is no request that can be read."}
SIGNED_IN = {401: "No valid token.", 403: "Not for this role, or no ID token."}
VERSIONED = {
    409: "The workflow has no such way (`allowed` names those it has), or somebody else was faster.",
    412: "It was changed meanwhile: `changed_by`, `changed_at`, `version`.",
    428: "If-Match is missing.",
}  # fmt: skip
ALWAYS = {429: "Too much at once; try again later.", 500: "Our own fault; try again in a moment."}
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
MEDIA_TYPE = {415: "The body is not JSON."}
DESCRIPTION = """\
Errors are problem details (RFC 9457). Lists have `limit` and an opaque `cursor`. Times are ISO 8601 with offset.
A POST that creates takes an `Idempotency-Key`; a change takes the version that it was decided on in `If-Match`."""


def describe(app: Chalice) -> Json:
    """The document of everything that an application answers.

    Raises:
        KeyError: an operation stands in the table without a route.
    """
    schemas = _Schemas(OPERATIONS)
    paths: Json = {}
    for operation in OPERATIONS:
        route = app.routes[operation.path][operation.method]
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(operation, route, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Nabız", "version": "1", "description": DESCRIPTION,
                 "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}},
        "servers": [{"url": "/api", "description": "Beside the pages, whatever the city's address is"}],
        "paths": paths,
        "components": {
            "schemas": schemas.components,
            "securitySchemes": {"Staff": {
                "type": "http", "scheme": "bearer", "bearerFormat": "JWT",
                "description": "The ID token of the city's user pool.",
            }},
        },
    }  # fmt: skip


class _Schemas:
    """JSON schemas of every shape. What answers carry is always there, so its fields are required."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        bodies = {operation.body for operation in operations if operation.body}
        answers = {operation.answer for operation in operations if operation.answer} | {Problem}
        sent, into = schema_components(sorted(bodies, key=_name), ref_template=REFERENCE)
        shown, out = schema_components(sorted(answers, key=_name), ref_template=REFERENCE)
        sparse = {shape.__name__ for shape in _shapes(Answer) if shape.__struct_config__.omit_defaults}
        for name, schema in out.items():
            # A shape that leaves defaults out says by itself which fields are always there.
            if name not in into and name not in sparse and "properties" in schema:
                schema["required"] = list(schema["properties"])
        out["Problem"]["additionalProperties"] = True
        self.components: Json = dict(sorted({**out, **into}.items()))
        shapes = [*sorted(bodies, key=_name), *sorted(answers, key=_name)]
        self._references = dict(zip(shapes, [*sent, *shown], strict=True))

    def of(self, shape: type) -> Json:
        """Where the schema of a body or an answer stands."""
        found: Json = self._references[shape]
        return found


def _shapes(of: type[Answer]) -> Iterator[type[Answer]]:
    for shape in of.__subclasses__():
        yield shape
        yield from _shapes(shape)


def _name(shape: type) -> str:
    return shape.__name__


def _operation(operation: Operation, route: Any, schemas: _Schemas) -> Json:
    view = route.view_function
    summary, _, more = (inspect.getdoc(view) or "").partition("\n")
    module = view.__module__.rpartition(".")[2]
    described: Json = {
        "operationId": f"{module}_{view.__name__}", "tags": [module], "summary": summary.strip(),
        "parameters": [_parameter(each) for each in _parameters(operation)],
        "responses": _responses(operation, schemas, signed_in=route.authorizer is not None),
    }  # fmt: skip
    if more.strip():
        described["description"] = more.strip()
    if operation.body:
        content: Json = {"schema": schemas.of(operation.body)}
        if operation.example:
            content["example"] = operation.example
        described["requestBody"] = {"required": True, "content": {"application/json": content}}
    if operation.form:
        described["requestBody"] = _form(operation.form)
    if route.authorizer is not None:
        described["security"] = [{"Staff": []}]
        described["x-roles"] = sorted(ACCESS[operation.key])
    return described


def _form(fields: Mapping[str, str]) -> Json:
    properties = {name: {"type": "string", "description": words} for name, words in fields.items()}
    schema = {"type": "object", "properties": properties}
    return {"required": True, "content": {kind: {"schema": schema} for kind in FORM_TYPES}}


def _parameters(operation: Operation) -> list[Parameter]:
    """Those of the path, of the query and of the headers."""
    named = [PATH[name] for name in re.findall(r"\{(\w+)\}", operation.path)]
    common = [IF_MATCH] * operation.versioned + [IDEMPOTENCY_KEY] * operation.once
    return [*named, *operation.query, *operation.headers, *common]


def _parameter(parameter: Parameter) -> Json:
    (schema,), _ = schema_components([parameter.shape], ref_template=REFERENCE)
    return {"name": parameter.name, "in": parameter.place, "required": parameter.required,
            "description": parameter.words, "schema": schema}  # fmt: skip


def _responses(operation: Operation, schemas: _Schemas, *, signed_in: bool) -> Json:
    success: Json = {"description": "Done."}
    if operation.speaks:
        success["content"] = {kind: {} for kind in operation.speaks}
    elif operation.answer:
        success["content"] = {"application/json": {"schema": schemas.of(operation.answer)}}
    else:
        kind = "application/json" if operation.path.endswith(".json") else "text/plain"
        success["content"] = {kind: {"schema": {"type": "object" if kind != "text/plain" else "string"}}}
    if operation.etag:
        success["headers"] = {"ETag": {"description": "The version, for If-Match.", "schema": {"type": "string"}}}
    refusal: Json = {kind: {} for kind in operation.speaks} | {DETAILS: {"schema": schemas.of(Problem)}}
    wrong = {status: {"description": words, "content": refusal}
             for status, words in sorted(_errors(operation, signed_in=signed_in).items())}  # fmt: skip
    return {str(status): answer for status, answer in {operation.status: success, **wrong}.items()}


def _errors(operation: Operation, *, signed_in: bool) -> Mapping[int, str]:
    errors = dict(ALWAYS)
    if operation.body or operation.form:
        errors |= MEDIA_TYPE
    if operation.body or operation.query or operation.headers or "{" in operation.path:
        errors |= INVALID
    if "{" in operation.path:
        errors[404] = "There is none, or it is not yours to see."
    if signed_in:
        errors |= SIGNED_IN
    if operation.versioned:
        errors |= VERSIONED
    elif operation.once:
        errors[409] = VERSIONED[409]
    return errors | dict(operation.errors)


def encode(document: Json) -> str:
    """The document as text, the same for the same code."""
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"
