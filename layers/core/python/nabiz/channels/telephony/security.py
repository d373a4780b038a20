"""Who posts calls: a signature over the raw body, or the access key with which Amazon Data Firehose delivers."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping

from nabiz.channels.telephony import Provider

SIGNATURE, FIREHOSE_KEY = "x-nabiz-signature", "x-amz-firehose-access-key"
TOLERANCE = 300  # seconds; a signature that is older may have been recorded by somebody


def is_genuine(provider: Provider, headers: Mapping[str, str], body: bytes, key: str, now: float) -> bool:
    """Whether somebody who knows the key posted exactly this, a moment ago.

    Args:
        headers: by names in small letters. `X-Nabiz-Signature: t=<seconds since 1970>,v1=<hex>` is HMAC-SHA256 of
            `<t>.<body>`; Firehose signs nothing and sends the key itself.
        key: the provider's; an empty one proves nothing.
    """
    if not key:
        return False
    if provider is Provider.CONNECT and FIREHOSE_KEY in headers:
        return hmac.compare_digest(headers[FIREHOSE_KEY].encode(errors="replace"), key.encode())
    fields = dict(part.strip().partition("=")[::2] for part in headers.get(SIGNATURE, "").split(","))
    at, digest = fields.get("t", ""), fields.get("v1", "")
    if not (at.isascii() and at.isdigit() and len(at) <= 12) or abs(now - int(at)) > TOLERANCE:
        return False
    expected = hmac.new(key.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(digest.encode(errors="replace"), expected.encode())
