"""Who a WhatsApp address is: a phone number, or a business-scoped user id (BSUID) where the phone stays hidden.

A BSUID is an ISO country code, a period and up to 128 letters and digits (`US.13491208655302741918`), with `ENT` in
between for linked business portfolios.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from nabiz.domain.messages import Identifier

_BSUID = re.compile(r"[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}", re.ASCII)
_WA_ID = re.compile(r"[0-9]{3,20}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Sender:
    """The sender of a message; empty texts are what the post does not say."""

    wa_id: str = ""
    user_id: str = ""
    name: str = ""

    @property
    def address(self) -> str:
        """Where to answer: Meta asks to prefer the phone, so that webhooks go on showing it."""
        return self.wa_id or self.user_id

    @property
    def identifiers(self) -> tuple[Identifier, ...]:
        """What the message proves about the citizen. A wa_id is the phone number without its plus."""
        phone = (Identifier("phone", f"+{self.wa_id}"),) if self.wa_id else ()
        return phone + ((Identifier("whatsapp", self.user_id),) if self.user_id else ())


def is_bsuid(address: str) -> bool:
    """Whether an address is a business-scoped user id, which is sent to by another field than a phone number."""
    return _BSUID.fullmatch(address) is not None


def find_sender(message: Mapping[str, object], contacts: object) -> Sender:
    """The sender of a message among the contacts of its post.

    `from` and `wa_id` are absent for people who hide their number; older posts have no user ids.
    """
    known = [contact for contact in contacts if isinstance(contact, dict)] if isinstance(contacts, list) else []
    source, scoped = _text(message, "from"), _text(message, "from_user_id")
    contact = _matching(known, source, scoped)
    profile = contact.get("profile")
    wa_id = next((text for text in (source, _text(contact, "wa_id")) if _WA_ID.fullmatch(text)), "")
    user_id = next((text for text in (scoped, _text(contact, "user_id"), source) if is_bsuid(text)), "")
    return Sender(wa_id, user_id, _text(profile, "name") if isinstance(profile, dict) else "")


def _matching(contacts: list[dict[str, object]], source: str, scoped: str) -> Mapping[str, object]:
    for contact in contacts:
        if (source and source in (contact.get("wa_id"), contact.get("user_id"))) or (
            scoped and scoped == contact.get("user_id")
        ):
            return contact
    # A lone contact is the sender's, unless both name somebody and the names differ.
    if len(contacts) == 1 and not (source and contacts[0].get("wa_id")):
        return contacts[0]
    return {}


def _text(holder: Mapping[str, object], key: str) -> str:
    value = holder.get(key)
    return value if isinstance(value, str) else ""
