"""Tells a department's own system what happened: a signed POST of JSON.

The body is `{"id", "type", "data"}`: `id` is the same for every delivery of the same thing, `type` a stage, `data` its
fields. The header `X-Nabiz-Signature: t=<seconds since 1970>,v1=<hex>` carries the HMAC-SHA256 of `<t>.<body>` with the
key that we share; receivers compare it in constant time and refuse a `t` older than five minutes.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Callable

from nabiz.channels.http import HttpClient
from nabiz.domain.errors import SendFailed
from nabiz.domain.messages import OutboundMessage, Remedy, Sent

SIGNATURE_HEADER = "X-Nabiz-Signature"


class WebhookSender:
    """All departments' systems; `to` is the address of one of them, from the catalogue."""

    def __init__(self, http: HttpClient, key: str, now: Callable[[], float] = time.time) -> None:
        self._http = http
        self._key = key
        self._now = now

    def send(self, message: OutboundMessage) -> Sent:
        """Post a message; its text is the JSON of `{"type", "data"}`.

        Raises:
            SendFailed: `retry` for overload and silence, `operator` for a refusal.
        """
        body = json.dumps({"id": message.reference, **json.loads(message.text)}, ensure_ascii=False).encode()
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            SIGNATURE_HEADER: signature(body, self._key, int(self._now())),
        }
        status = self._http.request("POST", message.to, headers, body).status
        if 200 <= status < 300:
            return Sent(message.reference)
        passing = status >= 500 or status in (408, 425, 429)
        raise SendFailed(
            f"The department's system answered {status}.",
            code=f"http_{status}",
            remedy=Remedy.RETRY if passing else Remedy.OPERATOR,
        )


def signature(body: bytes, key: str, at: int) -> str:
    """The value of the signature's header for a body at a moment, in seconds since 1970."""
    digest = hmac.new(key.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"
