"""Telephone systems: what they post becomes news of calls, one entry of the queue `inbound` for each call.

`security` says who posts; `splitting` reads a post with `connect`, `asterisk` or `generic`; `items` writes and
reads the queue's entries. Nothing is imported here: each module is imported where it is used.
"""

from __future__ import annotations

from enum import StrEnum

CHANNEL = "phone"  # of the items of the queue


class Provider(StrEnum):
    """Whose shapes a post has; the last part of the webhook's address."""

    CONNECT = "connect"
    ASTERISK = "asterisk"
    GENERIC = "generic"
