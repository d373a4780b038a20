"""Which mails are never answered by a machine, and which are no citizen's message at all (RFC 3834, RFC 3464)."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from nabiz.channels.mail.headers import Headers, address, parameters

_BULK = frozenset({"bulk", "junk"})
_MACHINES = re.compile(r"^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|noreply[-.\w]*|bounce[s]?[-.\w]*)@")
_BOUNCERS = re.compile(r"^(?:mailer-daemon|postmaster)@")
_AWAY = re.compile(
    r"^\s*(?:otomatik\s+(?:yanıt|cevap)|ofis\s+dışı|automatic\s+reply|auto(?:matic)?[\s-]?reply|out\s+of\s+(?:the\s+)?office)\b",
    re.IGNORECASE,
)
_READ_RECEIPT = "disposition-notification"
_DELIVERY_REPORT = "delivery-status"


class Treatment(StrEnum):
    """What becomes of a mail."""

    ANSWER = "answer"
    SILENT = "silent"  # a message like any other, but no machine answers it
    KEEP = "keep"  # kept and shown with the reason; opens and joins no ticket
    IGNORE = "ignore"  # no message: an automatic reply, a receipt, our own mail
    BOUNCE = "bounce"  # a report on a mail of ours


@dataclass(frozen=True, slots=True)
class Verdict:
    """How to treat a mail, and why."""

    treatment: Treatment
    reason: str = ""


def judge(headers: Headers, sender: str, own: Collection[str]) -> Verdict:
    """How to treat a mail with this head.

    Args:
        sender: the address in From.
        own: addresses of ours; one of them with something after a plus is ours too.
    """
    local, _, domain = sender.partition("@")
    if f"{local.partition('+')[0]}@{domain}" in own:
        return Verdict(Treatment.IGNORE, "our own mail")
    report = _report_type(headers)
    if report == _DELIVERY_REPORT or (not _return_path(headers) and _BOUNCERS.match(sender)):
        return Verdict(Treatment.BOUNCE, "delivery report")
    if report == _READ_RECEIPT:
        return Verdict(Treatment.IGNORE, "read receipt")
    if _is_automatic_reply(headers):
        return Verdict(Treatment.IGNORE, "automatic reply")
    if headers.get("x-ses-virus-verdict").upper() == "FAIL":
        return Verdict(Treatment.KEEP, "virus")
    if headers.get("x-ses-spam-verdict").upper() == "FAIL":
        return Verdict(Treatment.KEEP, "spam")
    if _precedence(headers) in _BULK or _is_newsletter(headers):
        return Verdict(Treatment.KEEP, "bulk mail")
    return _silence(headers, sender)


def _silence(headers: Headers, sender: str) -> Verdict:
    automatic = _auto_submitted(headers)
    if automatic not in ("", "no"):
        return Verdict(Treatment.SILENT, "sent by a machine")
    if headers.has("return-path") and not _return_path(headers):
        return Verdict(Treatment.SILENT, "no return path")
    if any(name.startswith("list-") for name, _ in headers.fields) or _precedence(headers) == "list":
        return Verdict(Treatment.SILENT, "mailing list")
    if _MACHINES.match(sender):
        return Verdict(Treatment.SILENT, "sender takes no mail")
    if forged(headers):
        return Verdict(Treatment.SILENT, "sender not proven")
    return Verdict(Treatment.ANSWER)


def forged(headers: Headers) -> bool:
    """Whether the sender's own domain says that this mail is not theirs (DMARC, as SES found it)."""
    # SES writes its findings above everything else; what a sender wrote there himself stands below.
    return "dmarc=fail" in headers.get("authentication-results").replace(" ", "").lower()


def _auto_submitted(headers: Headers) -> str:
    return headers.get("auto-submitted").partition(";")[0].strip().lower()


def _is_automatic_reply(headers: Headers) -> bool:
    if _auto_submitted(headers) == "auto-replied":
        return True
    if headers.get("x-autoreply") or headers.get("x-autorespond") or headers.get("x-autoresponder"):
        return True
    if _precedence(headers) in ("auto_reply", "auto-reply") or headers.get("x-precedence").lower() == "auto_reply":
        return True
    # Exchange sends its absence notes without Auto-Submitted where an administrator turned that off.
    return bool(_AWAY.match(headers.text("subject")))


def _is_newsletter(headers: Headers) -> bool:
    """Something that one may leave but not write to; a discussion list has its own address to write to."""
    return headers.has("list-unsubscribe") and not headers.has("list-post")


def _precedence(headers: Headers) -> str:
    return headers.get("precedence").strip().lower()


def _return_path(headers: Headers) -> str:
    return address(headers.get("return-path"))


def _report_type(headers: Headers) -> str:
    mime_type, given = parameters(headers.get("content-type"))
    return given.get("report-type", "").lower() if mime_type == "multipart/report" else ""
