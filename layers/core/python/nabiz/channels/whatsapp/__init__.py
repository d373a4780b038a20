"""WhatsApp Business Cloud API. The webhook's side is here and imports the standard library alone; see also `sender`.

Sources: Meta's references on webhooks, messages, error codes and business-scoped user ids, as of November 2026.
"""

from __future__ import annotations

from collections.abc import Mapping

from nabiz.channels.whatsapp.security import answer_handshake, verify_signature
from nabiz.channels.whatsapp.splitting import split
from nabiz.domain.messages import DeliveryReport, Ignored, InboundMessage
from nabiz.domain.templates import TemplateState

__all__ = ["answer_handshake", "parse", "split", "verify_signature"]


def parse(body: Mapping[str, object]) -> InboundMessage | DeliveryReport | TemplateState | Ignored:
    """What an item that `split` made means; see `nabiz.channels.whatsapp.parsing`. Raises `UnreadableMessage`."""
    from nabiz.channels.whatsapp import parsing  # the webhook splits and never parses

    return parsing.parse(body)
