"""Files at addresses that somebody else named: fetched from public addresses only, wherever the name leads."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urljoin, urlsplit

from nabiz.domain.errors import SendFailed
from nabiz.domain.messages import Remedy
from nabiz.ports import FetchedMedia

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, HTTPConnectionPool

CONNECT_SECONDS, READ_SECONDS = 3.0, 10.0
MOST_REDIRECTS = 3
CHUNK_BYTES = 256 * 1024
PORTS = {"https": 443, "http": 80}
REDIRECTS = (301, 302, 303, 307, 308)
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: IPv4 behind IPv6

Resolve = Callable[[str], Sequence[str]]


def resolve(host: str) -> Sequence[str]:
    """The addresses of a name. Raises `OSError`."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)]


def is_public(address: str) -> bool:
    """Whether an address is one of the open internet: no private, local, reserved or mapped one."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address) and (
        ip.ipv4_mapped or ip.sixtofour or ip.teredo or ip in TRANSLATED
    ):  # each leads to an IPv4 address that was not looked at
        return False
    return ip.is_global and not ip.is_multicast


class AddressFiles:
    """`nabiz.ports.MediaSource`: the source id is the address.

    The name is resolved once, every answer is checked, and the connection goes to that very address: a name that
    answers differently the next time gains nothing. Each redirect is checked like the address itself.
    """

    def __init__(self, resolve: Resolve = resolve, allowed: Callable[[str], bool] = is_public,
                 ports: Sequence[int] = tuple(PORTS.values())) -> None:  # fmt: skip
        self._resolve = resolve
        self._allowed = allowed
        self._ports = ports

    def fetch_media(self, source_id: str) -> FetchedMedia:
        """See the port. Its size is limited by whoever reads it."""
        url = source_id
        for _ in range(MOST_REDIRECTS + 1):
            answer = self._get(url)
            if answer.status not in REDIRECTS:
                return _file(answer)
            location = answer.headers.get("location", "")
            answer.close()
            url = urljoin(url, location)
        raise _refused("Too many redirects.", "redirects")

    def _get(self, url: str) -> BaseHTTPResponse:
        from urllib3.exceptions import HTTPError

        parts = self._split(url)
        pool = _pool(parts, self._address(str(parts.hostname)))
        target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
        try:
            return pool.urlopen(
                "GET", target, headers={"Host": parts.netloc, "User-Agent": "nabiz"}, redirect=False, retries=False,
                preload_content=False,
            )  # fmt: skip
        except HTTPError as error:
            raise SendFailed("The address does not answer.", code="unreachable", remedy=Remedy.RETRY) from error

    def _address(self, host: str) -> str:
        try:
            found = self._resolve(host)
        except (OSError, UnicodeError) as error:
            raise SendFailed("The name is not known.", code="no_such_host", remedy=Remedy.RETRY) from error
        if not found or not all(map(self._allowed, found)):
            raise _refused("The address is not one of the open internet.", "not_public")
        return found[0]

    def _split(self, url: str) -> SplitResult:
        """The address in parts. Raises `SendFailed` for what is not fetched at all."""
        try:
            parts = urlsplit(url)
            port = parts.port or PORTS.get(parts.scheme)
        except ValueError:
            raise _refused("This is no address.", "no_address") from None
        fits = parts.scheme in PORTS and parts.hostname and "@" not in parts.netloc
        if not fits or port not in self._ports or not url.isascii() or not url.isprintable() or " " in url:
            raise _refused("Only plain addresses of the web are fetched.", "no_address")
        return parts


def _pool(parts: SplitResult, address: str) -> HTTPConnectionPool:
    import urllib3

    timeout = urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
    port = parts.port or PORTS[parts.scheme]
    if parts.scheme == "http":
        return urllib3.HTTPConnectionPool(address, port, timeout=timeout, retries=False)
    host = str(parts.hostname)
    return urllib3.HTTPSConnectionPool(address, port, timeout=timeout, retries=False, server_hostname=host,
                                       assert_hostname=host)  # fmt: skip


def _file(answer: BaseHTTPResponse) -> FetchedMedia:
    if answer.status == 200:
        return FetchedMedia(_chunks(answer), answer.headers.get("content-type", ""))
    answer.close()
    passing = answer.status >= 500 or answer.status in (408, 425, 429)
    raise SendFailed(
        f"The address answered {answer.status}.", code=f"http_{answer.status}",
        remedy=Remedy.RETRY if passing else Remedy.FALLBACK,
    )  # fmt: skip


def _refused(words: str, code: str) -> SendFailed:
    return SendFailed(words, code=code, remedy=Remedy.FALLBACK)


def _chunks(answer: BaseHTTPResponse) -> Iterator[bytes]:
    from urllib3.exceptions import HTTPError

    try:
        yield from answer.stream(CHUNK_BYTES)
    except HTTPError as error:
        raise SendFailed("The file was broken off.", code="broken_off", remedy=Remedy.RETRY) from error
    finally:
        answer.close()
