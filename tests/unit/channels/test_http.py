"""The HTTP client against a real server on loopback."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from nabiz.channels.http import Http
from nabiz.domain.errors import SendFailed
from nabiz.domain.messages import Remedy


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    posts = 0

    def do_POST(self) -> None:
        type(self).posts += 1
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/silent":
            self.close_connection = True
            return
        self.answer(302 if self.path == "/moved" else 201, b"made")

    def do_GET(self) -> None:
        if self.path == "/broken":
            self.send_response(200)
            self.send_header("Content-Length", "100")
            self.end_headers()
            self.wfile.write(b"x" * 10)
            self.close_connection = True
            return
        self.answer(404 if self.path == "/none" else 200, b"x" * 600_000)

    def answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def base() -> Iterator[str]:
    Handler.posts = 0
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_answers_come_back_whatever_their_status(base: str) -> None:
    answer = Http().request("POST", f"{base}/", {}, b"body")

    assert (answer.status, answer.body) == (201, b"made")


def test_redirects_are_not_followed(base: str) -> None:
    assert Http().request("POST", f"{base}/moved", {"Authorization": "Bearer token"}, b"body").status == 302
    assert Handler.posts == 1


def test_a_lost_answer_is_not_tried_again_here(base: str) -> None:
    with pytest.raises(SendFailed) as failed:
        Http().request("POST", f"{base}/silent", {}, b"body")

    assert (failed.value.code, failed.value.remedy) == ("no_answer", Remedy.RETRY)
    assert Handler.posts == 1


def test_nobody_listening_is_something_to_try_again() -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]

    with pytest.raises(SendFailed) as failed:
        Http().request("POST", f"http://127.0.0.1:{port}/", {}, b"")

    assert (failed.value.code, failed.value.remedy) == ("unreachable", Remedy.RETRY)


def test_files_come_in_pieces(base: str) -> None:
    answer, chunks = Http().stream(f"{base}/file", {})

    pieces = list(chunks)
    assert answer.status == 200
    assert len(pieces) > 1
    assert sum(map(len, pieces)) == 600_000


def test_the_body_of_a_refused_file_is_read_at_once(base: str) -> None:
    answer, chunks = Http().stream(f"{base}/none", {})

    assert (answer.status, len(answer.body), list(chunks)) == (404, 600_000, [])


def test_a_file_that_breaks_off_is_no_file(base: str) -> None:
    _, chunks = Http().stream(f"{base}/broken", {})

    with pytest.raises(SendFailed) as failed:
        list(chunks)

    assert failed.value.remedy == Remedy.RETRY
