"""Facebook pages (Messenger and comments) and Instagram, which Meta posts to one webhook.

The webhook's side is here and imports the standard library alone; see also `sender`. Handshake and signature are those
of every webhook of Meta's: `nabiz.channels.whatsapp.security`. Sources: Meta's references of the Messenger Platform
webhooks, of the page's field `feed`, and of Instagram's webhooks in both logins, as of November 2026.
"""

from __future__ import annotations

from collections.abc import Mapping

from nabiz.channels.meta.splitting import split
from nabiz.channels.whatsapp.security import answer_handshake, verify_signature
from nabiz.domain.messages import DeliveryReport, Ignored, InboundMessage

__all__ = ["CHANNELS", "answer_handshake", "parse", "split", "verify_signature"]

CHANNELS = ("messenger", "instagram")


def parse(body: Mapping[str, object]) -> InboundMessage | DeliveryReport | Ignored:
    """What an item that `split` made means. Raises `UnreadableMessage`."""
    from nabiz.channels.meta import parsing  # the webhook splits and never parses

    return parsing.parse(body)
