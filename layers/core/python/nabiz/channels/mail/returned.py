"""A delivery report that came as a mail (RFC 3464): believed only where it returns what only a mail of ours bears."""

from __future__ import annotations

import re
from datetime import datetime

from nabiz.channels.mail.events import REFERENCE
from nabiz.channels.mail.headers import address
from nabiz.channels.mail.letters import Letter
from nabiz.domain.mail_threads import proven_number
from nabiz.domain.messages import Channel, DeliveryReport, DeliveryState, Remedy, Suppression

_REFERENCE = re.compile(rf"^{REFERENCE}:\s*(\S+)\s*$", re.IGNORECASE | re.MULTILINE)
_FIELD = re.compile(r"^(Action|Status|Final-Recipient|Original-Recipient):\s*(.*?)\s*$", re.IGNORECASE | re.MULTILINE)
BAD_ADDRESS = "5.1."  # RFC 3463: the address itself


def read_returned(letter: Letter, at: datetime, link_key: str) -> DeliveryReport | None:
    """The report, or None where it says nothing final about a mail that is provably ours."""
    said = {name.lower(): value for kind, text in letter.report for name, value in _FIELD.findall(text)
            if kind == "message/delivery-status"}  # fmt: skip
    returned = "\n".join(text for kind, text in letter.report if kind != "message/delivery-status")
    found, number = _REFERENCE.search(returned), proven_number(link_key, returned)
    if said.get("action", "").lower() != "failed" or found is None or not number:
        return None
    reference, status = found[1], said.get("status", "")[:20]
    if not reference.startswith(f"T#{number}|"):
        return None
    recipient = address((said.get("final-recipient") or said.get("original-recipient", "")).rpartition(";")[2])
    permanent = status.startswith("5")
    suppress: tuple[Suppression, ...] = ()
    if recipient and status.startswith(BAD_ADDRESS):
        suppress = (Suppression(recipient, "bounce", status, reference, at),)
    return DeliveryReport(
        Channel.EMAIL, "", DeliveryState.FAILED, at, reference, status or "failed",
        Remedy.FALLBACK if permanent else Remedy.LATER, suppress,
    )  # fmt: skip
