"""Who posts to the webhook: the challenge (CRC) and the signature over every body. Both are HMAC-SHA256, in base64."""

from __future__ import annotations

import base64
import hashlib
import hmac

SCHEME = "sha256="


def answer_challenge(crc_token: str, consumer_secret: str) -> str:
    """What proves to X that we know the consumer secret: `sha256=<base64>`."""
    return _sign(crc_token.encode(errors="replace"), consumer_secret)


def verify_signature(body: bytes, header: str | None, consumer_secret: str) -> bool:
    """Whether X signed exactly these bytes.

    Args:
        body: the raw body.
        header: the value of `x-twitter-webhooks-signature`.
        consumer_secret: the app's; an empty one verifies nothing.
    """
    if not header or not consumer_secret or not header.startswith(SCHEME):
        return False
    # As bytes: compare_digest refuses texts that are not ASCII, and the header is a stranger's.
    return hmac.compare_digest(_sign(body, consumer_secret).encode(), header.encode(errors="replace"))


def _sign(content: bytes, secret: str) -> str:
    return SCHEME + base64.b64encode(hmac.new(secret.encode(), content, hashlib.sha256).digest()).decode()
