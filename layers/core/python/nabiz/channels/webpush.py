"""Web Push: encrypted for one browser (RFC 8291, aes128gcm of RFC 8188), in our name (VAPID, RFC 8292)."""

from __future__ import annotations

import base64
import json
import os
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from nabiz.channels.http import HttpClient
from nabiz.domain.errors import SendFailed
from nabiz.domain.messages import OutboundMessage, Remedy, Sent
from nabiz.domain.push import Subscription, unpadded, without
from nabiz.ports.push import Browsers

RECORD_SIZE = 4096  # RFC 8291: a message is one record
MOST_BYTES = 3993  # of a message: what a record of that size holds
KEPT_SECONDS = 24 * 3600  # a browser that is off longer misses it
TOKEN_SECONDS = 12 * 3600  # RFC 8292: at most 24 hours
GONE = frozenset({404, 410})
TAKEN = frozenset({200, 201, 202})
PASSING = frozenset({408, 425, 429})


class PushSender:
    """All browsers of a ticket.

    `private_key` is the VAPID key: 32 bytes of P-256 as base64url; `contact` a mail address of ours.
    """

    def __init__(
        self, http: HttpClient, browsers: Browsers, private_key: str, contact: str,
        now: Callable[[], float] = time.time,
    ) -> None:  # fmt: skip
        self._http = http
        self._browsers = browsers
        self._key = private_key
        self._contact = contact
        self._now = now

    def send(self, message: OutboundMessage) -> Sent:
        """Tell every browser of the ticket `message.to`; browsers that are gone are forgotten.

        Raises:
            SendFailed: none took it. `fallback` where none is left, else what the push service says.
        """
        if not self._key:
            raise SendFailed("There is no key for push messages.", code="no_key", remedy=Remedy.FALLBACK)
        payload = _payload(message)
        gone: set[str] = set()
        failed: SendFailed | None = None
        taken = 0
        for browser in self._browsers.of(message.to):
            try:
                status = self._post(browser, payload, message.reference)
            except SendFailed as failure:
                failed = failure
                continue
            if status in TAKEN:
                taken += 1
            elif status in GONE:
                gone.add(browser.endpoint)
            else:
                failed = _refusal(status)
        if gone:
            self._browsers.change(message.to, lambda known: without(known, frozenset(gone)))
        if taken:
            return Sent(message.reference)
        raise failed or SendFailed("No browser is left.", code="gone", remedy=Remedy.FALLBACK)

    def _post(self, browser: Subscription, payload: bytes, reference: str) -> int:
        headers = {
            "Authorization": vapid(browser.endpoint, self._key, self._contact, int(self._now())),
            "Content-Encoding": "aes128gcm", "Content-Type": "application/octet-stream",
            "TTL": str(KEPT_SECONDS), "Urgency": "normal",
        }  # fmt: skip
        return self._http.request("POST", browser.endpoint, headers, encrypt(payload, browser)).status


def _payload(message: OutboundMessage) -> bytes:
    """What the page's worker shows. The text is short already; it is cut where an address takes too much room."""
    shown = {
        "title": message.subject,
        "body": message.text,
        "url": message.headers.get("url", ""),
        "tag": message.reference,
    }
    made = json.dumps(shown, ensure_ascii=False).encode()
    while len(made) > MOST_BYTES and shown["body"]:
        shown["body"] = shown["body"][: len(shown["body"]) * 3 // 4]
        made = json.dumps(shown, ensure_ascii=False).encode()
    return made


def _refusal(status: int) -> SendFailed:
    """400, 401 and 403 are our key's or our request's fault, 413 the message's."""
    if status >= 500 or status in PASSING:
        remedy = Remedy.RETRY
    else:
        remedy = Remedy.FALLBACK if status == 413 else Remedy.OPERATOR
    return SendFailed(f"The push service refused with {status}.", code=f"http_{status}", remedy=remedy)


def encrypt(plain: bytes, browser: Subscription, *, salt: bytes = b"", private: Any = None) -> bytes:
    """One record that this browser alone can read; salt and key are random unless a test says them."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    theirs = unpadded(browser.p256dh)
    try:
        point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs)
    except ValueError as error:
        raise SendFailed("The browser's key is no point.", code="key", remedy=Remedy.FALLBACK) from error
    salt, own = salt or os.urandom(16), private or ec.generate_private_key(ec.SECP256R1())
    mine = _point(own)
    shared = own.exchange(ec.ECDH(), point)
    secret = _derive(unpadded(browser.auth), shared, b"WebPush: info\x00" + theirs + mine, 32)
    key = _derive(salt, secret, b"Content-Encoding: aes128gcm\x00", 16)
    nonce = _derive(salt, secret, b"Content-Encoding: nonce\x00", 12)
    sealed = AESGCM(key).encrypt(nonce, plain + b"\x02", None)
    return salt + RECORD_SIZE.to_bytes(4, "big") + bytes([len(mine)]) + mine + sealed


def vapid(endpoint: str, private_key: str, contact: str, at: int) -> str:
    """The Authorization header: who we are, for this push service and for half a day."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

    parts, own = urlsplit(endpoint), _private(private_key)
    claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": at + TOKEN_SECONDS, "sub": f"mailto:{contact}"}
    signed = ".".join(
        _text(json.dumps(part, separators=(",", ":")).encode()) for part in ({"typ": "JWT", "alg": "ES256"}, claims)
    )
    r, s = decode_dss_signature(own.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
    signature = r.to_bytes(32, "big") + s.to_bytes(32, "big")
    return f"vapid t={signed}.{_text(signature)}, k={_text(_point(own))}"


def public_key(private_key: str) -> str:
    """What a page subscribes with; empty where there is no key."""
    return _text(_point(_private(private_key))) if private_key else ""


def _private(text: str) -> Any:
    from cryptography.hazmat.primitives.asymmetric import ec

    return ec.derive_private_key(int.from_bytes(unpadded(text), "big"), ec.SECP256R1())


def _point(private: Any) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    return bytes(private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def _derive(salt: bytes, material: bytes, info: bytes, length: int) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return bytes(HKDF(SHA256(), length, salt, info).derive(material))


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
