"""X: mentions and direct messages, posted by the Account Activity API or asked for where no webhook is set up.

The webhook's side is here and imports the standard library alone; see also `sender` and `polling`. Sources: X's
references of the Account Activity API's data objects, of webhooks (challenge and signature) and of the API v2, as of
November 2026.
"""

from __future__ import annotations

from collections.abc import Mapping

from nabiz.channels.x.security import answer_challenge, verify_signature
from nabiz.channels.x.splitting import split
from nabiz.domain.messages import Ignored, InboundMessage

__all__ = ["answer_challenge", "parse", "split", "verify_signature"]


def parse(body: Mapping[str, object]) -> InboundMessage | Ignored:
    """What an item that `split` or `polling` made means. Raises `UnreadableMessage`."""
    from nabiz.channels.x import parsing  # the webhook splits and never parses

    return parsing.parse(body)
