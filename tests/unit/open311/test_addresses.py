"""Files at addresses of others: the open internet alone, whatever the name, the redirect or the address hides."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nabiz.channels.addresses import AddressFiles, is_public
from nabiz.domain.errors import SendFailed
from nabiz.domain.messages import Remedy

PICTURE = b"\xff\xd8\xff" + bytes(1000)


class Page(BaseHTTPRequestHandler):
    """A picture, redirects, an error."""

    def do_GET(self) -> None:
        known = {"/a.jpg": (200, ""), "/moved": (302, "/a.jpg"), "/loop": (302, "/loop"), "/busy": (503, ""),
                 "/inside": (302, "http://inside.example/a.jpg")}  # fmt: skip
        status, location = known.get(self.path, (404, ""))
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", str(len(PICTURE)))
        self.end_headers()
        self.wfile.write(PICTURE)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def files(port: int) -> AddressFiles:
    """With a name of the test's own server, which counts as public here; `inside.example` does not."""
    names = {"open.example": ["127.0.0.1"], "inside.example": ["10.0.0.1"], "both.example": ["127.0.0.1", "10.0.0.1"]}

    def resolve(host: str) -> list[str]:
        if host not in names:
            raise OSError(host)
        return names[host]

    return AddressFiles(resolve, lambda address: address == "127.0.0.1", (port, 80))


@pytest.mark.parametrize("path", ["a.jpg", "moved"])
def test_a_file_is_fetched_through_redirects(port: int, path: str) -> None:
    assert b"".join(files(port).fetch_media(f"http://open.example:{port}/{path}").chunks) == PICTURE


@pytest.mark.parametrize(
    ("url", "code", "remedy"),
    [
        ("http://inside.example/a.jpg", "not_public", Remedy.FALLBACK),
        ("http://both.example/a.jpg", "not_public", Remedy.FALLBACK),
        ("http://open.example:{port}/inside", "not_public", Remedy.FALLBACK),
        ("http://open.example:{port}/loop", "redirects", Remedy.FALLBACK),
        ("http://open.example:{port}/none", "http_404", Remedy.FALLBACK),
        ("http://open.example:{port}/busy", "http_503", Remedy.RETRY),
        ("http://nowhere.example/", "no_such_host", Remedy.RETRY),
        ("http://open.example:22/", "no_address", Remedy.FALLBACK),
        ("http://user:word@open.example/", "no_address", Remedy.FALLBACK),
        ("file:///etc/passwd", "no_address", Remedy.FALLBACK),
        ("http://open.example/\r\nHost: x", "no_address", Remedy.FALLBACK),
        ("http://[::1", "no_address", Remedy.FALLBACK),
    ],
)
def test_anything_else_is_refused_with_its_reason(port: int, url: str, code: str, remedy: Remedy) -> None:
    with pytest.raises(SendFailed) as refusal:
        files(port).fetch_media(url.format(port=port))

    assert (refusal.value.code, refusal.value.remedy) == (code, remedy)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fd00:ec2::254", "::ffff:169.254.169.254",
        "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::1", "ff02::1", "localhost", "",
    ],
)  # fmt: skip
def test_no_inner_address_is_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_the_open_internet_is(address: str) -> None:
    assert is_public(address)


@given(st.text(max_size=60))
def test_any_text_is_fetched_or_refused(url: str) -> None:
    with pytest.raises(SendFailed):
        AddressFiles(lambda host: ["10.0.0.1"]).fetch_media(url)
