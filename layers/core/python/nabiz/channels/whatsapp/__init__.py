"""WhatsApp Business Cloud API. The webhook's side is here and imports the standard library alone; see also `sender`.

Sources: Meta's references on webhooks, messages, error codes and business-scoped user ids, as of November 2026.
"""

from __future__ import annotations

from nabiz.channels.whatsapp.parsing import parse
from nabiz.channels.whatsapp.security import answer_handshake, verify_signature
from nabiz.channels.whatsapp.splitting import split

__all__ = ["answer_handshake", "parse", "split", "verify_signature"]
