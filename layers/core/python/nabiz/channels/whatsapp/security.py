"""Who posts to the webhook: the handshake of the subscription and the signature over every body."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping

SCHEME = "sha256="


def verify_signature(body: bytes, header: str | None, app_secret: str) -> bool:
    """Whether Meta signed exactly these bytes.

    Args:
        body: the raw body; JSON that was read and written again has another signature.
        header: the value of `X-Hub-Signature-256`, `sha256=<hex>`.
        app_secret: the app's secret; an empty one verifies nothing.
    """
    if not header or not app_secret or not header.startswith(SCHEME):
        return False
    expected = hmac.new(app_secret.encode(), body, hashlib.sha256).hexdigest()
    # As bytes: compare_digest refuses texts that are not ASCII, and the header is a stranger's.
    return hmac.compare_digest(expected.encode(), header.removeprefix(SCHEME).encode(errors="replace"))


def answer_handshake(params: Mapping[str, str] | None, verify_token: str) -> str | None:
    """The challenge to answer a subscription with, or None if the asker does not know our token."""
    given = params or {}
    token = given.get("hub.verify_token", "")
    if given.get("hub.mode") != "subscribe" or not verify_token:
        return None
    if not hmac.compare_digest(token.encode(errors="replace"), verify_token.encode()):
        return None
    return given.get("hub.challenge")
