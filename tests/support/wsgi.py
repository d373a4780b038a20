"""The API as a WSGI application, for tools that test such: what they send goes through `tests.support.gateway`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from tests.support.gateway import claims_of, deliver


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """One request, with the base path of the pages' own origin."""
    headers = {name.removeprefix("HTTP_").replace("_", "-").title(): str(value) for name, value in environ.items()
               if name.startswith("HTTP_")}  # fmt: skip
    if environ.get("CONTENT_TYPE"):
        headers["Content-Type"] = environ["CONTENT_TYPE"]
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    address = environ["REQUEST_URI"].removeprefix("/api")
    claims = claims_of(headers.get("Authorization", ""))
    answer = deliver(environ["REQUEST_METHOD"], address, headers, body, claims)
    start_response(f"{answer.status} {HTTPStatus(answer.status).phrase}", list(answer.headers.items()))
    return [answer.text.encode()]
