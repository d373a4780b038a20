"""An HTTP client that answers what a test tells it to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from nabiz.channels.http import Response
from nabiz.domain.errors import SendFailed


@dataclass
class Request:
    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes | None

    @property
    def json(self) -> Any:
        return json.loads(self.body or b"")


@dataclass
class FakeHttp:
    """Answers in order; what was asked stands in `requests`."""

    answers: list[Response | SendFailed] = field(default_factory=list)
    chunks: list[bytes] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)

    def will_answer(self, status: int, body: object = None, raw: bytes | None = None) -> FakeHttp:
        self.answers.append(Response(status, raw if raw is not None else json.dumps(body).encode()))
        return self

    def request(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None = None) -> Response:
        self.requests.append(Request(method, url, headers, body))
        answer = self.answers.pop(0)
        if isinstance(answer, SendFailed):
            raise answer
        return answer

    def stream(self, url: str, headers: Mapping[str, str]) -> tuple[Response, Iterator[bytes]]:
        return self.request("GET", url, headers), iter(self.chunks)


@pytest.fixture
def http() -> FakeHttp:
    return FakeHttp()
