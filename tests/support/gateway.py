"""The API as API Gateway drives it: routes matched, the authorizer asked, the request handed over as a proxy event."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from app import app as api
from nabiz.domain.people import Role
from tests.support.cloud import Context

PROBLEM = {"Content-Type": "application/problem+json"}
UNAUTHORIZED = '{"type": "about:blank", "title": "Unauthorized", "status": 401, "detail": "Sign in first."}'
UNKNOWN = '{"type": "about:blank", "title": "Not Found", "status": 404, "detail": "There is no such address."}'


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    text: str = ""

    @property
    def json(self) -> Any:
        return json.loads(self.text)


@dataclass(frozen=True)
class Token:
    """What the user pool says about somebody; `use` is `id` or `access`."""

    username: str
    roles: tuple[str, ...]
    departments: tuple[str, ...] = ()
    use: str = "id"

    @property
    def claims(self) -> dict[str, str]:
        """As API Gateway hands them on: only text."""
        name = "cognito:username" if self.use == "id" else "username"
        claims = {"token_use": self.use, name: self.username, "cognito:groups": ",".join(self.roles)}
        return claims | ({"custom:departments": ",".join(self.departments)} if self.use == "id" else {})

    @property
    def bearer(self) -> str:
        """In place of a signed token, for clients that send headers only."""
        return base64.urlsafe_b64encode(json.dumps(self.claims).encode()).decode()


def token_of(role: Role | str, *departments: str) -> Token:
    """Somebody with one role."""
    return Token(f"{role}-1", (str(role),), departments)


def claims_of(bearer: str) -> dict[str, str]:
    """The claims of `Token.bearer`; empty if it is none."""
    try:
        claims = json.loads(base64.urlsafe_b64decode(bearer.removeprefix("Bearer ")))
    except ValueError:
        return {}
    return claims if isinstance(claims, dict) else {}


def call(method: str, address: str, body: object = None, token: Token | None = None, **headers: str) -> Answer:
    """One request; `body` is sent as JSON, `headers` with underscores for dashes."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    raw = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
    return deliver(method, address, given, raw, token.claims if token else {})


def deliver(method: str, address: str, headers: Mapping[str, str], body: bytes, claims: Mapping[str, str]) -> Answer:
    """What the gateway does with a request."""
    parts = urlsplit(address)
    found = _match(parts.path, method)
    if found is None:
        return Answer(404, PROBLEM, UNKNOWN)
    resource, names = found
    if api.routes[resource][method].authorizer is not None and not claims:
        return Answer(401, PROBLEM, UNAUTHORIZED)
    answer = api(_event(method, resource, parts.path, names, parts.query, headers, body, claims), Context())
    return Answer(answer["statusCode"], answer["headers"], answer["body"])


def _match(path: str, method: str) -> tuple[str, dict[str, str]] | None:
    """The resource of a path: one without variables wins."""
    for resource in sorted(api.routes, key=lambda resource: resource.count("{")):
        pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(resource))
        found = re.fullmatch(pattern, path)
        if found and method in api.routes[resource]:
            return resource, {name: unquote(value) for name, value in found.groupdict().items()}
    return None


def _event(
    method: str, resource: str, path: str, names: dict[str, str], query: str, headers: Mapping[str, str], body: bytes,
    claims: Mapping[str, str],
) -> dict[str, Any]:  # fmt: skip
    """A proxy event of a REST API (Amazon API Gateway's reference, "input format of a Lambda function")."""
    asked: dict[str, list[str]] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        asked.setdefault(name, []).append(value)
    context: dict[str, Any] = {
        "resourcePath": resource, "httpMethod": method, "path": f"/api{path}", "stage": "api", "requestId": "test",
        "identity": {"sourceIp": "192.0.2.1", "userAgent": "test"},
    }  # fmt: skip
    if claims:
        context["authorizer"] = {"claims": dict(claims)}
    try:
        text, encoded = body.decode(), False
    except UnicodeDecodeError:
        text, encoded = base64.b64encode(body).decode(), True
    return {
        "resource": resource, "path": path, "httpMethod": method, "headers": dict(headers),
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "queryStringParameters": {name: values[-1] for name, values in asked.items()} or None,
        "multiValueQueryStringParameters": asked or None, "pathParameters": names or None, "stageVariables": None,
        "requestContext": context, "body": text or None, "isBase64Encoded": encoded,
    }  # fmt: skip
