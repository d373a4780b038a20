"""An item of the queue `inbound` that came by mail: a stored mail, or an event of SES."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from nabiz.channels.mail import EVENT, MAIL
from nabiz.channels.mail.events import read_event
from nabiz.channels.mail.reading import House, read_mail
from nabiz.domain.errors import UnreadableMessage
from nabiz.domain.messages import DeliveryReport, Ignored, InboundMessage

Found = Callable[[Sequence[str]], list[tuple[str, str]]]


def read_item(
    item: Mapping[str, object], open_mail: Callable[[str], Iterable[bytes]], find_sent: Found, house: House
) -> InboundMessage | DeliveryReport | Ignored:
    """What an item means.

    Args:
        open_mail: key of a mail -> its bytes in pieces.
        find_sent: ids of mails of ours -> aggregate and key of what they told.

    Raises:
        UnreadableMessage: it is neither, or no mail.
    """
    if item.get("type") == EVENT:
        return _with_reference(read_event(item.get("raw")), find_sent)
    key, received_at = item.get("key"), item.get("received_at")
    if item.get("type") != MAIL or not isinstance(key, str) or not isinstance(received_at, str):
        raise UnreadableMessage("This item of the channel email is not known.")
    read = read_mail(open_mail(key), key, _moment(received_at), house)
    return _with_answered(read, find_sent) if isinstance(read, InboundMessage) else read


def _with_reference(read: DeliveryReport | Ignored, find_sent: Found) -> DeliveryReport | Ignored:
    """An event that does not carry our reference is looked up by the mail that it is about."""
    if not isinstance(read, DeliveryReport) or read.reference:
        return read
    found = find_sent([read.provider_id])
    return replace(read, reference="|".join(found[0])) if found else read


def _with_answered(message: InboundMessage, find_sent: Found) -> InboundMessage:
    """The tickets of those of our mails that it answers, before the numbers that it only writes."""
    thread = message.thread
    if thread is None or thread.proven or not thread.answers or not message.identifiers:
        return message
    answered = (aggregate for aggregate, _ in find_sent(thread.answers))
    numbers = (aggregate.removeprefix("T#") for aggregate in answered if aggregate.startswith("T#"))
    return replace(message, thread=replace(thread, mentioned=tuple(dict.fromkeys((*numbers, *thread.mentioned)))))


def _moment(written: str) -> datetime:
    try:
        moment = datetime.fromisoformat(written.replace("Z", "+00:00"))
    except ValueError as error:
        raise UnreadableMessage("The item has no time.") from error
    if moment.tzinfo is None:
        raise UnreadableMessage("The item's time has no zone.")
    return moment
