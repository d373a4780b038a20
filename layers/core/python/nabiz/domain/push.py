"""Browsers that want to be told of a ticket (Web Push). Each is one address at its maker's push service."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from nabiz.domain.errors import InvalidInput

MOST = 5  # browsers of one ticket: the newest
POINT_BYTES, SECRET_BYTES = 65, 16  # RFC 8291: an uncompressed point of P-256, and the secret
LONGEST = 1000  # characters of an address
# The push services of the browsers. We post to nowhere else, whatever a subscription says.
SERVICES = ("fcm.googleapis.com", "push.services.mozilla.com", "notify.windows.com", "push.apple.com")


@dataclass(frozen=True, slots=True)
class Subscription:
    """A browser: its address, and the keys by which only it reads what is sent (base64url)."""

    endpoint: str
    p256dh: str
    auth: str
    at: datetime


def read_subscription(endpoint: str, p256dh: str, auth: str, at: datetime) -> Subscription:
    """What a browser gave the page. Raises `InvalidInput` for what no push service gives out."""
    parts = urlsplit(endpoint)
    host = parts.hostname or ""
    ours = any(host == service or host.endswith(f".{service}") for service in SERVICES)
    if parts.scheme != "https" or not ours or parts.username or parts.port or len(endpoint) > LONGEST:
        raise InvalidInput("This is no address of a push service.", field="endpoint")
    if len(unpadded(p256dh)) != POINT_BYTES or len(unpadded(auth)) != SECRET_BYTES:
        raise InvalidInput("These are no keys of a browser.", field="keys")
    return Subscription(endpoint, p256dh, auth, at)


def unpadded(text: str) -> bytes:
    """The bytes of base64url without padding; none where it is something else."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""


def with_one_more(known: Iterable[Subscription], new: Subscription) -> tuple[Subscription, ...]:
    """The newest, one for each browser."""
    others = [one for one in known if one.endpoint != new.endpoint]
    return (*others, new)[-MOST:]


def without(known: Iterable[Subscription], endpoints: frozenset[str]) -> tuple[Subscription, ...]:
    """Those that are left."""
    return tuple(one for one in known if one.endpoint not in endpoints)
