"""One origin for the web client, the API at its present address, and the sign-in.

The local cloud's API gets a new id when its routes change, so links and webhook addresses would break; and every
simultaneous request starts a process there, so a burst is let through a few at a time.
"""

from __future__ import annotations

import http.client
import json
import os
import threading
from collections.abc import Iterable
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from nabiz_tools.front.pages import Pages

PREFIX = "/api"
SIGN_IN = "/cognito/"
# What a browser may ask of the sign-in without a token; everything else of the local cloud stays out of reach.
SIGN_IN_CALLS = {f"AWSCognitoIdentityProviderService.{call}" for call in ("InitiateAuth", "RevokeToken")}
UPSTREAM_TIMEOUT = 120.0  # seconds; a burst of cold functions takes a while on a small machine
# Hop-by-hop headers (RFC 9110, 7.6.1) and those that the server writes itself.
NOT_PASSED_ON = {"connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade", "host", "content-length"}
NOT_PASSED_BACK = NOT_PASSED_ON | {"date", "server"}


class Front:
    """Where the API is, from a file that every deploy writes anew; the pages; how many requests may be under way."""

    def __init__(self, target_file: Path, at_once: int | None = None, pages: Pages | None = None) -> None:
        self._target_file = target_file
        self.pages = pages
        self.slots = threading.BoundedSemaphore(at_once or max(4, 3 * (os.cpu_count() or 1)))

    def target(self) -> str | None:
        """Base address of the API; None before the first deploy."""
        if not self._target_file.exists():
            return None
        url: str = json.loads(self._target_file.read_text("utf-8"))["gateway_url"]
        return url

    def sign_in(self) -> str | None:
        """Address of the sign-in's API; None before the first deploy."""
        target = urlsplit(self.target() or "")
        return f"{target.scheme}://{target.netloc}/" if target.netloc else None


class FrontHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, front: Front, *args: Any, **kwargs: Any) -> None:
        self._front = front
        super().__init__(*args, **kwargs)

    def pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path == PREFIX or self.path.startswith((f"{PREFIX}/", f"{PREFIX}?")):
            target = self._front.target()
            self._pass_to(target and target + self.path.removeprefix(PREFIX), body)
        elif self.path == SIGN_IN and self.command == "POST" and self.headers.get("X-Amz-Target") in SIGN_IN_CALLS:
            self._pass_to(self._front.sign_in(), body)
        else:
            self._serve_page()

    def _serve_page(self) -> None:
        file = self._front.pages.find(self.path) if self._front.pages and self.command in ("GET", "HEAD") else None
        if file is None:
            self._problem(404, "There is no such page; if there should be, build the pages with: make web")
        else:
            self._answer(file.status, file.headers.items(), file.content)

    def _pass_to(self, address: str | None, body: bytes) -> None:
        if address is None:
            self._problem(503, "Nothing is deployed yet")
            return
        try:
            with self._front.slots:
                self._forward(urlsplit(address), body)
        except (OSError, http.client.HTTPException) as error:
            self._problem(502, f"The local cloud does not answer: {type(error).__name__}")

    def _forward(self, url: Any, body: bytes) -> None:
        connection = http.client.HTTPConnection(url.hostname, url.port, timeout=UPSTREAM_TIMEOUT)
        try:
            headers = {name: value for name, value in self.headers.items() if name.lower() not in NOT_PASSED_ON}
            headers["X-Forwarded-For"] = self.client_address[0]
            headers["X-Forwarded-Host"] = self.headers.get("Host", "")
            headers["X-Forwarded-Proto"] = "http"
            path = f"{url.path}?{url.query}" if url.query else url.path
            connection.request(self.command, path, body or None, headers)
            answer = connection.getresponse()
            content = answer.read()
            self._answer(answer.status, answer.getheaders(), content)
        finally:
            connection.close()

    def _answer(self, status: int, headers: Iterable[tuple[str, str]], content: bytes) -> None:
        self.send_response(status)
        for name, value in headers:
            if name.lower() not in NOT_PASSED_BACK:
                self.send_header(name, value)
        if status not in (204, 304):
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _problem(self, status: int, title: str) -> None:
        content = json.dumps({"type": "about:blank", "title": title, "status": status}).encode()
        self._answer(status, [("Content-Type", "application/problem+json")], content)

    def log_message(self, format: str, *args: Any) -> None:
        """Silent: request lines may carry keys and phone numbers."""


# The names that http.server looks for.
for _method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
    setattr(FrontHandler, f"do_{_method}", FrontHandler.pass_on)


class FrontServer(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256


def make_server(front: Front, port: int) -> FrontServer:
    """Bound to loopback; port 0 takes a free one."""
    return FrontServer(("127.0.0.1", port), partial(FrontHandler, front))
