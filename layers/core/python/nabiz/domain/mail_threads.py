"""What ties a mail to a ticket: an address to answer to and an id of the thread, both signed: neither can be guessed.

SES replaces the Message-ID of every mail, so the id of the thread goes into References, which clients hand on.
"""

from __future__ import annotations

import hmac
import re

from nabiz.domain.notifications import Happened
from nabiz.domain.numbers import DIGITS
from nabiz.domain.preferences import OPTIONAL
from nabiz.domain.stages import Stage
from nabiz.domain.timeline import Direction, Message
from nabiz.domain.tokens import REPLY_LENGTH, reply_mac

LONGEST_ID = 500  # SES takes 870 characters in a header
ANSWERS = "reply"  # local part of the address that answers go to; what follows its plus says to which ticket
# What a machine says at once to whoever wrote: capped, for the other side may be a machine too.
ANSWERED_AT_ONCE = frozenset({"TicketOpened", "GreetingReceived", "MessageNotUnderstood"})
_TOKEN = rf"(\d{{{DIGITS}}})([a-z2-7]{{{REPLY_LENGTH}}})"


def reply_address(secret: str, number: str, domain: str) -> str:
    """The address to which an answer about this ticket goes."""
    return f"{ANSWERS}+{number}{reply_mac(secret, number)}@{domain}"


def thread_id(secret: str, number: str, domain: str) -> str:
    """The id that every mail about this ticket refers to."""
    return f"<ticket.{number}{reply_mac(secret, number)}@{domain}>"


def mail_thread(happened: Happened, secret: str, domain: str) -> tuple[str, dict[str, str]]:
    """Where an answer to a citizen's mail goes, and the headers that say what it belongs to and who wrote it."""
    number = happened.ticket.number if happened.ticket else ""
    answered = _answered(happened.message)
    known = [one for one in (answered, thread_id(secret, number, domain) if number else "") if one]
    headers = {"Auto-Submitted": _written_by(happened)}
    if answered:
        headers["In-Reply-To"] = answered
    if known:
        headers["References"] = " ".join(known)
    return (reply_address(secret, number, domain) if number else ""), headers


def unsubscribing(stage: Stage, link: str) -> dict[str, str]:
    """The headers by which a mail program takes somebody off (RFC 8058), for what a citizen may refuse on its own.

    Args:
        link: takes the program's POST; it holds the signed token and the purpose.
    """
    if stage.purpose not in OPTIONAL:
        return {}
    return {"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _written_by(happened: Happened) -> str:
    """RFC 3834: an answer of a machine, a notice of a machine, or a person's own words."""
    if happened.event.type in ANSWERED_AT_ONCE:
        return "auto-replied"
    return "no" if happened.event.type == "StaffReplied" else "auto-generated"


def _answered(message: Message | None) -> str:
    """The Message-ID of a citizen's mail; a channel's id of another kind has no angle brackets."""
    if message is None or message.direction is not Direction.IN or not message.provider_id.startswith("<"):
        return ""
    found = message.provider_id.partition(">")[0] + ">"
    return found if found.isascii() and found.isprintable() and len(found) <= LONGEST_ID else ""


def proven_number(secret: str, words: str) -> str:
    """The number of the ticket whose signed address or thread id stands in these words, the last first; or empty."""
    pattern = re.compile(rf"(?:{ANSWERS}\+|ticket\.){_TOKEN}@", re.IGNORECASE)
    for number, mac in reversed(pattern.findall(words)):
        if hmac.compare_digest(reply_mac(secret, number), mac.lower()):
            return str(number)
    return ""
