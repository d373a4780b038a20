"""What SES says of a mail of ours: delivered, bounced, complained about.

Source: SES's reference of event publishing and of notifications by SNS, as of November 2026; both shapes are read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from nabiz.domain.errors import UnreadableMessage
from nabiz.domain.messages import Channel, DeliveryReport, DeliveryState, Ignored, Remedy, Suppression

REFERENCE = "X-Nabiz-Reference"  # the header by which a report finds the notification
PERMANENT = "Permanent"
NOT_SPAM = "not-spam"
Fields = Mapping[str, object]


def read_event(raw: object) -> DeliveryReport | Ignored:
    """What an event means; without `reference` where the mail bore none.

    Raises:
        UnreadableMessage: it has not the shape of its kind.
    """
    fields = _fields(raw)
    kind = _text(fields, "eventType") or _text(fields, "notificationType")
    mail = _part(fields, "mail")
    message_id = _text(mail, "messageId")
    if not message_id:
        raise UnreadableMessage("The SES event names no mail.")
    match kind:
        case "Delivery":
            return _report(mail, _part(fields, "delivery"), DeliveryState.DELIVERED)
        case "Bounce":
            return _bounce(mail, _part(fields, "bounce"))
        case "Complaint":
            return _complaint(mail, _part(fields, "complaint"))
        case "Reject":
            reason = _text(_part(fields, "reject"), "reason")[:60]
            return _report(mail, mail, DeliveryState.FAILED, code=f"reject {reason}".strip(), remedy=Remedy.OPERATOR)
    return Ignored(message_id, f"ses event {kind[:40]}")


def _bounce(mail: Fields, bounce: Fields) -> DeliveryReport:
    sort, code = _text(bounce, "bounceType"), f"{_text(bounce, 'bounceType')}/{_text(bounce, 'bounceSubType')}"[:80]
    if sort != PERMANENT:
        # SES has tried for hours; what is refused for now may be taken another day, so the address stays.
        return _report(mail, bounce, DeliveryState.FAILED, code=code, remedy=Remedy.LATER)
    gone = tuple(_suppressions(bounce, "bouncedRecipients", "bounce", code))
    return _report(mail, bounce, DeliveryState.FAILED, code=code, remedy=Remedy.FALLBACK, suppress=gone)


def _complaint(mail: Fields, complaint: Fields) -> DeliveryReport | Ignored:
    """Whoever complains has the mail; they are written to no more, unless they took it back out of the junk."""
    sort = _text(complaint, "complaintFeedbackType")
    if sort == NOT_SPAM:
        return Ignored(_text(mail, "messageId"), "ses complaint not-spam")
    asked = tuple(_suppressions(complaint, "complainedRecipients", "complaint", sort or "complaint"))
    return _report(mail, complaint, DeliveryState.DELIVERED, suppress=asked)


def _suppressions(report: Fields, name: str, reason: str, code: str) -> Iterator[Suppression]:
    recipients = report.get(name)
    for recipient in recipients if isinstance(recipients, list) else ():
        # SES may show the name too: "Jane <jane@example.com>".
        written = _text(_fields(recipient, lenient=True), "emailAddress").rpartition("<")[2].strip("<> ").lower()
        if "@" in written:
            yield Suppression(written, reason, code, _text(report, "feedbackId"), _moment(report))


def _report(
    mail: Fields, report: Fields, state: DeliveryState, *, code: str = "", remedy: str = "",
    suppress: tuple[Suppression, ...] = (),
) -> DeliveryReport:  # fmt: skip
    return DeliveryReport(
        Channel.EMAIL, _text(mail, "messageId"), state, _moment(report), _reference(mail), code, remedy, suppress
    )


def _reference(mail: Fields) -> str:
    headers = mail.get("headers")
    for header in headers if isinstance(headers, list) else ():
        fields = _fields(header, lenient=True)
        if _text(fields, "name").lower() == REFERENCE.lower():
            return _text(fields, "value").strip()
    return ""


def _moment(report: Fields) -> datetime:
    written = _text(report, "timestamp")
    try:
        moment = datetime.fromisoformat(written.replace("Z", "+00:00"))
    except ValueError as error:
        raise UnreadableMessage("The SES event has no time.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _fields(value: object, *, lenient: bool = False) -> Fields:
    if isinstance(value, dict):
        return value
    if lenient:
        return {}
    raise UnreadableMessage("The SES event is no JSON object.")


def _part(holder: Fields, key: str) -> Fields:
    return _fields(holder.get(key), lenient=True)


def _text(holder: Fields, key: str) -> str:
    value = holder.get(key)
    return value if isinstance(value, str) else ""
