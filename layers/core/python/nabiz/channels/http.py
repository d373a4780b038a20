"""HTTP to providers: short timeouts, no redirects, and no second try of a request that may have been carried out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from nabiz.domain.errors import SendFailed
from nabiz.domain.messages import Remedy

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, PoolManager

CONNECT_SECONDS = 3.0
READ_SECONDS = 10.0
CHUNK_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class Response:
    """A provider's answer."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)  # by lower-case name


class HttpClient(Protocol):
    """What the senders need of HTTP; the tests have one of their own."""

    def request(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None = None) -> Response:
        """One request. Raises `SendFailed` with the remedy `retry` if there is no answer."""

    def stream(self, url: str, headers: Mapping[str, str]) -> tuple[Response, Iterator[bytes]]:
        """A GET whose body comes in pieces; of an error the body is read. Raises as `request`, while reading too."""


class Http:
    """urllib3, which botocore brings along; loaded at the first request."""

    def __init__(self) -> None:
        self._pool: PoolManager | None = None

    def request(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None = None) -> Response:
        """See `HttpClient`."""
        answer = self._open(method, url, headers, body, preload=True)
        headers_by_name = {name.lower(): value for name, value in answer.headers.items()}
        return Response(answer.status, answer.data, headers_by_name)

    def stream(self, url: str, headers: Mapping[str, str]) -> tuple[Response, Iterator[bytes]]:
        """See `HttpClient`."""
        answer = self._open("GET", url, headers, None, preload=False)
        if answer.status != 200:
            return Response(answer.status, b"".join(_chunks(answer))), iter(())
        return Response(answer.status, b""), _chunks(answer)

    def _open(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None, *, preload: bool
    ) -> BaseHTTPResponse:
        import urllib3

        if self._pool is None:
            timeout = urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
            self._pool = urllib3.PoolManager(timeout=timeout, retries=False, maxsize=4)
        try:
            return self._pool.request(
                method, url, body=body, headers=dict(headers), redirect=False, preload_content=preload
            )
        except (urllib3.exceptions.ConnectTimeoutError, urllib3.exceptions.NewConnectionError) as error:
            raise SendFailed("The provider cannot be reached.", code="unreachable", remedy=Remedy.RETRY) from error
        except urllib3.exceptions.HTTPError as error:
            raise SendFailed("The provider did not answer.", code="no_answer", remedy=Remedy.RETRY) from error


def _chunks(answer: BaseHTTPResponse) -> Iterator[bytes]:
    from urllib3.exceptions import HTTPError

    try:
        yield from answer.stream(CHUNK_BYTES)
    except HTTPError as error:
        raise SendFailed("The provider broke off the file.", code="broken_off", remedy=Remedy.RETRY) from error
    finally:
        # Unread bytes would be taken for the next answer, so the connection goes unless it was read to its end.
        answer.close()


def json_of(response: Response) -> dict[str, object]:
    """The JSON object of an answer; empty if it is none."""
    import json

    try:
        value = json.loads(response.body)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
