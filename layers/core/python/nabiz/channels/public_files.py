"""Files that a webhook names by their address: fetched from the provider's own servers and from nowhere else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from nabiz.channels.http import HttpClient
from nabiz.domain.errors import SendFailed
from nabiz.domain.messages import Remedy
from nabiz.ports import FetchedMedia

MAX_BYTES = 100 * 1024 * 1024  # no network takes larger files in messages
# Where Meta and X keep what people send: whole domains of theirs, since the servers' names change.
META_DOMAINS = ("fbcdn.net", "fbsbx.com", "cdninstagram.com")
X_DOMAINS = ("twimg.com",)
GONE = frozenset({400, 401, 403, 404, 410})  # signed addresses run out; nobody gives new ones


class PublicFiles:
    """`domains` are trusted with https on its own port; `trusted` are bases that are set for this deployment."""

    def __init__(self, http: HttpClient, domains: tuple[str, ...], trusted: tuple[str, ...] = ()) -> None:
        self._http = http
        self._domains = domains
        self._trusted = {_origin(base) for base in trusted}

    def fetch_media(self, source_id: str) -> FetchedMedia:
        """The file at an address. No redirect is followed, no secret is sent along.

        Raises:
            SendFailed: `fallback` if it will never come, else `retry`; while the chunks are read, too.
        """
        if not self._is_theirs(source_id):
            raise SendFailed("The file's address is not the provider's.", code="media_url", remedy=Remedy.FALLBACK)
        response, chunks = self._http.stream(source_id, NO_SECRETS)
        if response.status != 200:
            gone = response.status in GONE or 300 <= response.status < 400
            remedy = Remedy.FALLBACK if gone else Remedy.RETRY
            raise SendFailed("The file cannot be downloaded.", code=f"http_{response.status}", remedy=remedy)
        return FetchedMedia(_limited(chunks), "", None)

    def _is_theirs(self, url: str) -> bool:
        try:
            asked = urlsplit(url)
            port = asked.port
        except ValueError:
            return False
        if "@" in asked.netloc or "\\" in url:  # what one program takes for a name, another takes for a host
            return False
        if _origin(url) in self._trusted:
            return True
        host = asked.hostname or ""
        fits = any(host == domain or host.endswith(f".{domain}") for domain in self._domains)
        return asked.scheme == "https" and port in (None, 443) and fits


NO_SECRETS: Mapping[str, str] = {}


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc


def _limited(chunks: Iterator[bytes]) -> Iterator[bytes]:
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > MAX_BYTES:
            raise SendFailed("The file is larger than any that is taken.", code="too_large", remedy=Remedy.FALLBACK)
        yield chunk
