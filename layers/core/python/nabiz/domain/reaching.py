"""By which channels a citizen is reached, best first, each with its reason; and why not by the others.

The order: the channel of the last contact, then the one that the citizen prefers, then the cheapest. What a channel
needs to work stands in one function for each, in `WAYS`: a new channel is one more row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from nabiz.domain.conversation import Conversation
from nabiz.domain.happened import CityFacts, Happened
from nabiz.domain.messages import SOCIAL, Channel, MessageKind
from nabiz.domain.preferences import NO_WISHES, Preferences
from nabiz.domain.stages import Stage

WHATSAPP_WINDOW = timedelta(hours=24)  # Meta: customer service window, from the citizen's last message
META_WINDOW = timedelta(hours=24)  # Meta: standard messaging window of Messenger and Instagram
HUMAN_WINDOW = timedelta(days=7)  # Meta: the tag HUMAN_AGENT, for what a person wrote and for nothing else
COMMENT_WINDOW = timedelta(days=7)  # Meta: one private reply to a comment, from when it was written
FREE_TEXT, TEMPLATE = "text", "template"
HUMAN = "human_agent"  # Messenger and Instagram, a person's words later than the window
COMMENT = "comment"  # in front of everybody; the address is the comment's id
PRIVATE_REPLY = "private_reply"  # to whoever wrote a comment, seen by them alone; the address is the comment's id
# A channel in which nobody can be written back is answered by the nearest: the caller's number, the writer's address.
ANSWERED_BY: Mapping[str, tuple[Channel, ...]] = {
    Channel.WEB: (Channel.PUSH, Channel.EMAIL),
    Channel.PHONE: (Channel.SMS,),
    Channel.OPEN311: (Channel.EMAIL, Channel.SMS),
}


@dataclass(frozen=True, slots=True)
class Route:
    """One way to an address; `form` is `text`, or another where the provider demands more: see the constants above."""

    channel: Channel
    address: str
    form: str = FREE_TEXT


class Why(StrEnum):
    """The reason of a choice. The first three are of ways that are taken, in their order."""

    LAST_CONTACT = "last_contact"
    PREFERRED = "preferred"
    CHEAPEST = "cheapest"

    NO_ADDRESS = "no_address"
    NO_MOBILE = "no_mobile"  # the number takes no SMS
    NO_TEXT = "no_text"  # the stage is not told by this channel
    WINDOW_CLOSED = "window_closed"  # too long since the citizen wrote, and no approved text of the stage
    ELSEWHERE = "elsewhere"  # an answer on the spot, and they did not write here
    OPTED_OUT = "opted_out"
    NO_CONSENT = "no_consent"
    NOT_APPROVED = "not_approved"  # the provider has not approved the stage's template, or has taken it back
    PUBLIC_ONLY = "public_only"  # they wrote in front of everybody and not to us alone
    SUPPRESSED = "suppressed"  # the address bounced, or its owner complained


TAKEN = (Why.LAST_CONTACT, Why.PREFERRED, Why.CHEAPEST)


@dataclass(frozen=True, slots=True)
class Way:
    """A way that may be taken, and why it stands where it stands."""

    route: Route
    why: Why


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A channel that is not used, and why."""

    channel: Channel
    why: Why


@dataclass(frozen=True, slots=True)
class Choice:
    """Ways, best first: the next one is tried when one will never work. Without any, nothing reaches the citizen."""

    ways: tuple[Way, ...] = ()
    refused: tuple[NotTaken, ...] = ()

    @property
    def routes(self) -> tuple[Route, ...]:
        """The ways alone."""
        return tuple(way.route for way in self.ways)


NO_CHOICE = Choice()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be told, of what, and when."""

    stage: Stage
    happened: Happened
    now: datetime
    city: CityFacts

    @property
    def language(self) -> str:
        """In which the citizen is told."""
        return language_of(self.happened, self.city)


def language_of(happened: Happened, city: CityFacts) -> str:
    """The ticket's, the talk's or the citizen's, else the city's."""
    for source in (happened.ticket, happened.conversation, happened.citizen):
        if source is not None and source.language:
            return source.language
    return city.language


def choose(stage: Stage, happened: Happened, city: CityFacts, now: datetime) -> Choice:
    """The ways to the citizen of an event."""
    wanted = Wanted(stage, happened, now, city)
    wishes = happened.citizen.preferences if happened.citizen else NO_WISHES
    taken, refused = [], []
    for channel, find in WAYS.items():
        found = find(wanted)
        against = found if isinstance(found, Why) else _against(found, wanted, wishes)
        if isinstance(found, Route) and against is None:
            taken.append(found)
        elif against is not None and not (channel in SOCIAL and against is Why.NO_ADDRESS):
            # Of a network that somebody was never seen in there is nothing to say.
            refused.append(NotTaken(channel, against))
    near = _of_last_contact(happened)
    ways = [Way(route, _reason(route, near, wishes)) for route in taken]
    ways.sort(key=lambda way: (TAKEN.index(way.why), _nearness(way.route, near), _cost(way.route, city)))
    return Choice(tuple(ways), tuple(refused))


def _against(route: Route, wanted: Wanted, wishes: Preferences) -> Why | None:
    """What speaks against a way that would work."""
    thread, stage = wanted.happened.conversation, wanted.stage
    if route.channel not in stage.channels:
        return Why.NO_TEXT
    if stage.on_the_spot:
        # Whoever has just written is answered there, whatever they wished for at other times.
        return None if thread is not None and route.channel == thread.channel else Why.ELSEWHERE
    if wishes.refuses(stage.purpose, route.channel):
        return Why.OPTED_OUT
    if wishes.lacks_consent(stage.purpose):
        return Why.NO_CONSENT
    return Why.SUPPRESSED if route.address in wanted.happened.suppressed else None


def _of_last_contact(happened: Happened) -> tuple[str, ...]:
    """The channels that answer the last contact, the nearest first."""
    ticket, thread = happened.ticket, happened.conversation
    last = ticket.last_channel if ticket else thread.channel if thread else ""
    return (last, *ANSWERED_BY.get(last, ()))


def _reason(route: Route, near: tuple[str, ...], wishes: Preferences) -> Why:
    if route.channel in near:
        return Why.LAST_CONTACT
    return Why.PREFERRED if route.channel == wishes.channel else Why.CHEAPEST


def _nearness(route: Route, near: tuple[str, ...]) -> int:
    return near.index(route.channel) if route.channel in near else len(near)


def _cost(route: Route, city: CityFacts) -> float:
    return city.costs.get(f"{route.channel}-{route.form}", city.costs.get(str(route.channel), 0.0))


# -- what each channel needs --------------------------------------------------------------------------------------


def _whatsapp(wanted: Wanted) -> Route | Why:
    """Free text inside the window, the approved template outside of it, to whoever ever wrote or asked for it there."""
    happened = wanted.happened
    thread, citizen = happened.conversation, happened.citizen
    if thread is not None and thread.channel == Channel.WHATSAPP:
        address, last = thread.sender, thread.last_inbound_at
    else:
        phone, scoped = (citizen.address("phone"), citizen.address("whatsapp")) if citizen else ("", "")
        address, last = phone.removeprefix("+") or scoped, None
        if address and not _knows_whatsapp(happened):
            return Why.NO_CONSENT  # Meta: a business writes first only to whoever agreed
    if not address:
        return Why.NO_ADDRESS
    if last is not None and wanted.now - last < WHATSAPP_WINDOW:
        return Route(Channel.WHATSAPP, address)
    if not wanted.stage.has_template:
        return Why.WINDOW_CLOSED
    usable = wanted.city.template_usable(wanted.stage.code, wanted.language)
    return Route(Channel.WHATSAPP, address, TEMPLATE) if usable else Why.NOT_APPROVED


def _knows_whatsapp(happened: Happened) -> bool:
    ticket, citizen = happened.ticket, happened.citizen
    if ticket is not None and Channel.WHATSAPP in (ticket.channel, ticket.last_channel):
        return True
    return citizen is not None and bool(citizen.address("whatsapp") or citizen.preferences.channel == Channel.WHATSAPP)


def _sms(wanted: Wanted) -> Route | Why:
    phone = wanted.happened.citizen.address("phone") if wanted.happened.citizen else ""
    if not phone:
        return Why.NO_ADDRESS
    return Route(Channel.SMS, phone) if takes_sms(phone) else Why.NO_MOBILE


def takes_sms(phone: str) -> bool:
    """Whether a Turkish provider can send an SMS there: mobile numbers of the country, in E.164."""
    return len(phone) == len("+905321112233") and phone.startswith("+905")


def _email(wanted: Wanted) -> Route | Why:
    """Of somebody who writes by mail the address that they write from, else the one that is known."""
    thread, citizen = wanted.happened.conversation, wanted.happened.citizen
    if thread is not None and thread.channel == Channel.EMAIL:
        return Route(Channel.EMAIL, thread.sender)
    address = citizen.address("email") if citizen else ""
    return Route(Channel.EMAIL, address) if address else Why.NO_ADDRESS


def _push(wanted: Wanted) -> Route | Why:
    """To the browsers that asked to be told of this ticket."""
    ticket = wanted.happened.ticket
    return Route(Channel.PUSH, ticket.number) if ticket and wanted.happened.browsers else Why.NO_ADDRESS


def _messenger(wanted: Wanted) -> Route | Why:
    return _meta(Channel.MESSENGER, "facebook", wanted)


def _instagram(wanted: Wanted) -> Route | Why:
    return _meta(Channel.INSTAGRAM, "instagram", wanted)


def _meta(channel: Channel, identifier: str, wanted: Wanted) -> Route | Why:
    """Within Meta's windows from what they last wrote to us alone, else once to a comment, in private."""
    thread = _thread_of(channel, wanted)
    if thread is None:
        return _unheard(identifier, wanted)
    if wanted.stage.public:
        return _in_public(channel, wanted)
    silence = wanted.now - thread.private_at if thread.private_at else None
    if silence is not None and silence < META_WINDOW:
        return Route(channel, thread.sender)
    if silence is not None and silence < HUMAN_WINDOW and wanted.happened.staffs_words:
        return Route(channel, thread.sender, HUMAN)
    said = wanted.happened.message
    # The receipt of a comment is the one thing that is about it; so no comment is answered in private twice.
    is_comment = said is not None and said.kind == MessageKind.COMMENT and said.channel == channel
    if said is not None and is_comment and wanted.now - said.at < COMMENT_WINDOW:
        return Route(channel, said.provider_id, PRIVATE_REPLY)
    return Why.PUBLIC_ONLY if silence is None else Why.WINDOW_CLOSED


def _x(wanted: Wanted) -> Route | Why:
    """To whoever has sent us a direct message; X sets no time."""
    thread = _thread_of(Channel.X, wanted)
    if thread is None:
        return _unheard("x", wanted)
    if wanted.stage.public:
        return _in_public(Channel.X, wanted)
    return Route(Channel.X, thread.sender) if thread.private_at else Why.PUBLIC_ONLY


def _thread_of(channel: Channel, wanted: Wanted) -> Conversation | None:
    thread = wanted.happened.conversation
    return thread if thread is not None and thread.channel == channel else None


def _unheard(identifier: str, wanted: Wanted) -> Why:
    """Of somebody who wrote elsewhere now: when they last wrote here stands in another conversation."""
    citizen = wanted.happened.citizen
    return Why.WINDOW_CLOSED if citizen is not None and citizen.address(identifier) else Why.NO_ADDRESS


def _in_public(channel: Channel, wanted: Wanted) -> Route | Why:
    comment = str(wanted.happened.event.data.get("comment", ""))
    return Route(channel, comment, COMMENT) if comment else Why.NO_ADDRESS


WAYS: Mapping[Channel, Callable[[Wanted], Route | Why]] = {
    Channel.WHATSAPP: _whatsapp,
    Channel.SMS: _sms,
    Channel.EMAIL: _email,
    Channel.PUSH: _push,
    Channel.MESSENGER: _messenger,
    Channel.INSTAGRAM: _instagram,
    Channel.X: _x,
}
