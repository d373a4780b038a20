"""Which way a reply to the citizen would go now, and as what text: the plan that sending follows, without sending."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from nabiz.configuration import Configuration
from nabiz.domain.conversation import Conversation
from nabiz.domain.events import Event
from nabiz.domain.messages import SOCIAL, Channel
from nabiz.domain.notifications import FREE_TEXT, WHATSAPP_WINDOW, CityFacts, Happened, plan
from nabiz.domain.people import Actor
from nabiz.domain.reaching import META_WINDOW, NO_CHOICE, Choice
from nabiz.domain.stages import Audience
from nabiz.domain.timeline import Direction, Message
from nabiz.ports import Reader, Suppressions, UnitOfWork
from nabiz.ports.push import Browsers
from nabiz.services.change_ticket import check_may_see
from nabiz.services.telling import texts_of
from nabiz.text import sms

REPLIED = "StaffReplied"
WINDOWS = {Channel.WHATSAPP: WHATSAPP_WINDOW, Channel.MESSENGER: META_WINDOW, Channel.INSTAGRAM: META_WINDOW}
CHATS = SOCIAL | {Channel.WHATSAPP}


@dataclass(frozen=True, slots=True)
class ReplyPreview:
    """The way and the words.

    Attributes:
        form: `text`, `template`, `human_agent` (a person's words after Meta's window), `sms`, `email`, or `none` where
            nothing reaches the citizen.
        reason: why this way: `window_open`, `window_closed`, `own_channel`, `only_way` or `no_address`.
        window_until: until when the channel takes free text, where there is an end.
        segments: parts of an SMS.
        shortened: whether words would be lost: too many, or a page's address in an SMS.
        choice: every way in the order in which it would be tried, and every channel that would not be.
    """

    possible: bool
    channel: Channel | None
    form: str
    reason: str
    text: str = ""
    subject: str = ""
    window_until: datetime | None = None
    segments: int | None = None
    shortened: bool = False
    choice: Choice = NO_CHOICE


def preview_reply(
    number: str, text: str, actor: Actor, new_work: Callable[[], UnitOfWork], reader: Reader,
    suppressions: Suppressions, browsers: Browsers, configuration: Configuration, city: CityFacts, at: datetime,
) -> ReplyPreview:  # fmt: skip
    """What would become of a reply, were it sent now.

    Raises:
        NotFound: there is no such ticket, or it belongs to a department that the actor may not see.
    """
    ticket = new_work().ticket(number)
    check_may_see(ticket, actor)
    message = Message(ticket.aggregate, "preview", Direction.OUT, ticket.channel, str(actor), at, text=text)
    citizen, conversation = reader.addressee(ticket.citizen, ticket.last_conversation)
    mail = citizen.address("email") if citizen else ""
    closed = suppressions.among([mail]) if mail else frozenset()
    event = Event(ticket.aggregate, ticket.seq + 1, REPLIED, at, str(actor), facts=ticket.facts)
    happened = Happened(event, ticket, citizen, conversation, message, closed, browsers=bool(browsers.of(number)))
    planned = next(told for told in plan(happened, city, at)
                   if told.audience is Audience.CITIZEN)  # fmt: skip
    if not planned.routes:
        return ReplyPreview(False, None, "none", "no_address", choice=planned.choice)
    route = planned.routes[0]
    made = texts_of(configuration).compose(planned, route, "preview")
    timed = route.channel in WINDOWS and route.form == FREE_TEXT
    until = _window(conversation, route.channel) if timed else None
    return ReplyPreview(
        True, route.channel, route.form if route.channel in CHATS else str(route.channel),
        _reason(route.channel, route.form, ticket.channel), made.text, made.subject, until,
        sms.segments(made.text) if route.channel is Channel.SMS else None,
        shortened=_written(text, route.channel) not in " ".join(made.text.split()), choice=planned.choice,
    )  # fmt: skip


def _written(text: str, channel: Channel) -> str:
    """The words as the channel writes them, on one line."""
    words = " ".join(text.split())
    return sms.plain(words) if channel is Channel.SMS else words


def _window(conversation: Conversation | None, channel: Channel) -> datetime | None:
    if conversation is None:
        return None
    last = conversation.last_inbound_at if channel is Channel.WHATSAPP else conversation.private_at
    return last + WINDOWS[channel] if last else None


def _reason(channel: Channel, form: str, own: str) -> str:
    if channel in WINDOWS:
        return "window_open" if form == FREE_TEXT else "window_closed"
    return "own_channel" if channel == own or (own == Channel.WEB and channel is Channel.EMAIL) else "only_way"
