"""Hands messages over to Meta's Graph API and fetches the files that citizens sent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from nabiz.channels.http import HttpClient, Response, json_of
from nabiz.channels.whatsapp.bodies import message_body
from nabiz.channels.whatsapp.errors import remedy_of
from nabiz.domain.errors import SendFailed
from nabiz.domain.messages import OutboundMessage, Remedy, Sent
from nabiz.ports import FetchedMedia

MAX_MEDIA_BYTES = 100 * 1024 * 1024  # Meta: the largest file of any type, a document
# Where Meta keeps files. Our token goes nowhere else, whatever an answer says.
MEDIA_DOMAINS = ("facebook.com", "fbcdn.net", "fbsbx.com", "whatsapp.net")


class WhatsAppSender:
    """One phone number of ours. `base_url` includes the version, for example `https://graph.facebook.com/v23.0`."""

    def __init__(self, http: HttpClient, base_url: str, phone_number_id: str, access_token: str) -> None:
        self._http = http
        self._base = base_url.rstrip("/")
        self._number = phone_number_id
        self._headers = {"Authorization": f"Bearer {access_token}"}

    def send(self, message: OutboundMessage) -> Sent:
        """Hand a message over: the template if it has one, else its text with its choices.

        Raises:
            SendFailed: with Meta's code and the remedy.
        """
        body = json.dumps(message_body(message), ensure_ascii=False).encode()
        headers = {**self._headers, "Content-Type": "application/json"}
        response = self._http.request("POST", f"{self._base}/{quote(self._number)}/messages", headers, body)
        if response.status != 200:
            raise _refusal(response)
        # Taken, even if the answer is unreadable: a second try would tell the citizen twice.
        messages = json_of(response).get("messages")
        first = messages[0] if isinstance(messages, list) and messages else None
        provider_id = first.get("id") if isinstance(first, dict) else None
        return Sent(provider_id if isinstance(provider_id, str) else "")

    def fetch_media(self, source_id: str) -> FetchedMedia:
        """A file that a citizen sent; its id lives 7 days, the address behind it minutes.

        Raises:
            SendFailed: `fallback` if the file will never come, else `retry`; while the chunks are read, too.
        """
        found = self._http.request("GET", f"{self._base}/{quote(source_id, safe='')}", self._headers)
        if found.status != 200:
            raise _missing(_refusal(found))
        facts = json_of(found)
        url, size, mime_type = facts.get("url"), facts.get("file_size"), facts.get("mime_type")
        size = size if isinstance(size, int) and not isinstance(size, bool) else None
        if not isinstance(url, str) or not self._is_metas(url):
            raise SendFailed("The media's address is not Meta's.", code="media_url", remedy=Remedy.FALLBACK)
        if size is not None and size > MAX_MEDIA_BYTES:
            raise _too_large()
        response, chunks = self._http.stream(url, self._headers)
        if response.status != 200:
            # The address may have run out on the way; the next try asks for a new one.
            raise SendFailed("The media cannot be downloaded.", code=f"http_{response.status}", remedy=Remedy.RETRY)
        return FetchedMedia(_limited(chunks), mime_type if isinstance(mime_type, str) else "", size)

    def _is_metas(self, url: str) -> bool:
        asked, ours = urlsplit(url), urlsplit(self._base)
        if (asked.scheme, asked.netloc) == (ours.scheme, ours.netloc):
            return True
        host = asked.hostname or ""
        return asked.scheme == "https" and any(host == d or host.endswith(f".{d}") for d in MEDIA_DOMAINS)


def _refusal(response: Response) -> SendFailed:
    error = json_of(response).get("error")
    code = error.get("code") if isinstance(error, dict) else None
    number = code if isinstance(code, int) and not isinstance(code, bool) else None
    named = str(number) if number is not None else f"http_{response.status}"
    return SendFailed(f"WhatsApp refused with {named}.", code=named, remedy=remedy_of(number, response.status))


def _missing(refusal: SendFailed) -> SendFailed:
    """Of a file, what is not gone for good may come when a person has acted."""
    gone = refusal.remedy == Remedy.FALLBACK or refusal.code in ("http_404", "http_410")
    remedy = Remedy.FALLBACK if gone else Remedy.RETRY
    return SendFailed(refusal.message, code=refusal.code, remedy=remedy)


def _too_large() -> SendFailed:
    return SendFailed("The file is larger than WhatsApp allows.", code="too_large", remedy=Remedy.FALLBACK)


def _limited(chunks: Iterator[bytes]) -> Iterator[bytes]:
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > MAX_MEDIA_BYTES:
            raise _too_large()
        yield chunk
