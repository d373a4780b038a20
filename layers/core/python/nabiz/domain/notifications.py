"""Who is told what, where and in which form when something happened. Pure: plans, sends nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from nabiz.domain.catalogue import Catalogue, Department
from nabiz.domain.citizen import Citizen
from nabiz.domain.conversation import Conversation
from nabiz.domain.events import Event
from nabiz.domain.ladder import Ladder, Post
from nabiz.domain.messages import Channel
from nabiz.domain.stages import TOLD, Audience, Stage, find_stage
from nabiz.domain.ticket import Ticket
from nabiz.domain.timeline import Direction, Message

WHATSAPP_WINDOW = timedelta(hours=24)  # Meta: customer service window, from the citizen's last message
# Photos and a position follow the words within minutes; the department reads them with the ticket.
SETTLING = timedelta(minutes=15)
FREE_TEXT, TEMPLATE = "text", "template"


@dataclass(frozen=True, slots=True)
class Route:
    """One way to an address; `form` is `text`, or `template` where the provider demands an approved text."""

    channel: Channel
    address: str
    form: str = FREE_TEXT


@dataclass(frozen=True, slots=True)
class PlannedNotification:
    """One thing to be told to one recipient.

    Attributes:
        recipient: `citizen`, `department:{code}` or a post of the ladder.
        stage: what is told; names the texts.
        language: of the texts.
        routes: the ways to send it, best first; the next one is tried when one will never work. Empty: no way at all.
        fields: what the texts may name; exactly those that the stage declares. Moments are datetimes, days are dates.
    """

    recipient: str
    audience: Audience
    stage: str
    language: str
    routes: tuple[Route, ...]
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class CityFacts:
    """What the plans need to know of the city.

    Attributes:
        name, phone: as citizens know them.
        language: of the staff, and of citizens of whom nothing is known.
        home: the address of the city's pages.
        tracking_key: number -> the key that opens a ticket.
        tracking_link: number -> the address that opens it.
        survey_token: number, cycle -> the token of a survey.
        survey_link: token -> its page.
    """

    catalogue: Catalogue
    ladder: Ladder
    name: str
    phone: str
    language: str
    home: str
    tracking_key: Callable[[str], str]
    tracking_link: Callable[[str], str]
    survey_token: Callable[[str, int], str]
    survey_link: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Happened:
    """An event with what it is about, as far as it is about something."""

    event: Event
    ticket: Ticket | None = None
    citizen: Citizen | None = None
    conversation: Conversation | None = None
    message: Message | None = None


def plan(happened: Happened, city: CityFacts, now: datetime) -> tuple[PlannedNotification, ...]:
    """Everything that is to be told about one event; the same event gives the same recipients and stages each time."""
    return tuple(_plan(happened, city, now))


def _plan(happened: Happened, city: CityFacts, now: datetime) -> Iterator[PlannedNotification]:
    for code in _stages(happened):
        stage = find_stage(code)
        if stage.audience is Audience.CITIZEN:
            if _told_nothing(happened):
                continue
            yield _to_citizen(stage, happened, city, now)
        elif stage.audience is Audience.DEPARTMENT:
            yield from _to_department(stage, happened, city)
        else:
            yield from _to_post(stage, happened, city)


def _stages(happened: Happened) -> tuple[str, ...]:
    """The stages of an event, by the table and the few rules that a table cannot say."""
    event, data = happened.event, happened.event.data
    match event.type:
        case "TicketAssigned" if data.get("with_opening"):
            return ("department_assigned",)  # the citizen hears of it with the receipt
        case "CitizenReplied" if not _worth_telling(happened):
            return ()
        case "SurveyAnswered" if data.get("channel") != Channel.WHATSAPP:
            return ()  # a page thanks by itself
        case "SurveyAnswered":
            return ("survey_sorry" if data.get("answer") == "not_satisfied" else "survey_thanks",)
        case "TicketEscalated":
            # The rung itself is looked up where its recipients are.
            return ("department_overdue" if data.get("overdue") else "department_reminder",
                    "ladder_overdue" if data.get("overdue") else "ladder_reminder")  # fmt: skip
        case "GreetingReceived":
            steps = {"start_over": "new_ticket", "keep_place": "place_received"}
            return (steps.get(str(data.get("step")), "greeting"),)
    return TOLD.get(event.type, ())


def _told_nothing(happened: Happened) -> bool:
    """Whether only a person may write to this sender: a machine, somebody whose address is not proven."""
    return bool(happened.ticket and happened.ticket.silent) and not _staffs_words(happened)


def _staffs_words(happened: Happened) -> str:
    """What somebody of the staff wrote to the citizen with this event."""
    message = happened.message
    return message.text if message is not None and message.direction is Direction.OUT else ""


def _worth_telling(happened: Happened) -> bool:
    """Whether the department hears of a citizen's further message at once."""
    message, ticket = happened.message, happened.ticket
    if message is None or ticket is None or message.kind == "reaction":
        return False
    return bool(message.text.strip()) or happened.event.at - ticket.opened_at > SETTLING


# -- to the citizen ---------------------------------------------------------------------------------------------


def _to_citizen(stage: Stage, happened: Happened, city: CityFacts, now: datetime) -> PlannedNotification:
    language = _language(happened, city)
    routes = _citizen_routes(stage, happened, now)
    return PlannedNotification("citizen", stage.audience, stage.code, language, routes,
                               _fields(stage, happened, city, language))  # fmt: skip


def _language(happened: Happened, city: CityFacts) -> str:
    for source in (happened.ticket, happened.conversation, happened.citizen):
        if source is not None and source.language:
            return source.language
    return city.language


def _citizen_routes(stage: Stage, happened: Happened, now: datetime) -> tuple[Route, ...]:
    """The citizen's own channel first, then what else reaches them."""
    source = happened.ticket or happened.conversation
    whatsapp = _whatsapp(stage, happened, now)
    phone = happened.citizen.address("phone") if happened.citizen else ""
    email = _mail_address(happened)
    sms = Route(Channel.SMS, phone) if takes_sms(phone) else None
    mail = Route(Channel.EMAIL, email) if email else None
    match source.channel if source else "":
        case Channel.WHATSAPP:
            ways = (whatsapp, sms, mail)
        case Channel.WEB | Channel.EMAIL:
            ways = (mail, sms, None)
        case _:
            ways = (sms, mail, None)
    found = (way for way in ways if way is not None and way.channel in stage.channels)
    if stage.on_the_spot:
        thread = happened.conversation
        found = (way for way in found if thread is not None and way.channel == thread.channel)
    return tuple(found)


def _mail_address(happened: Happened) -> str:
    """Of somebody who writes by mail the address that they write from, else the one that is known."""
    thread = happened.conversation
    if thread is not None and thread.channel == Channel.EMAIL:
        return thread.sender
    return happened.citizen.address("email") if happened.citizen else ""


def _whatsapp(stage: Stage, happened: Happened, now: datetime) -> Route | None:
    """Free text inside the window, the approved template outside of it."""
    thread = happened.conversation
    if thread is not None and thread.channel == Channel.WHATSAPP:
        address, last = thread.sender, thread.last_inbound_at
    else:
        citizen = happened.citizen
        address = citizen.address("phone").removeprefix("+") or citizen.address("whatsapp") if citizen else ""
        last = None
    if not address:
        return None
    if last is not None and now - last < WHATSAPP_WINDOW:
        return Route(Channel.WHATSAPP, address)
    return Route(Channel.WHATSAPP, address, TEMPLATE) if stage.has_template else None


def takes_sms(phone: str) -> bool:
    """Whether a Turkish provider can send an SMS there: mobile numbers of the country, in E.164."""
    return len(phone) == len("+905321112233") and phone.startswith("+905")


# -- to the staff -----------------------------------------------------------------------------------------------


def _to_department(stage: Stage, happened: Happened, city: CityFacts) -> Iterator[PlannedNotification]:
    """By e-mail and by webhook, each on its own; nothing to a body that has neither and is not ours."""
    if happened.event.type == "TicketEscalated" and _post(happened, city) is not Post.DEPARTMENT:
        return
    department = _department(happened, city)
    if department is None:
        return
    fields = _fields(stage, happened, city, city.language)
    recipient = f"department:{department.code}"
    ways = []
    if department.emails:
        ways.append(Route(Channel.EMAIL, ", ".join(department.emails)))
    if department.webhook:
        ways.append(Route(Channel.WEBHOOK, department.webhook))
    for way in ways:
        yield PlannedNotification(recipient, stage.audience, stage.code, city.language, (way,), fields)


def _to_post(stage: Stage, happened: Happened, city: CityFacts) -> Iterator[PlannedNotification]:
    """To everybody who holds the post of the rung; nobody if the ladder has dropped the rung since."""
    post = _post(happened, city)
    if post is None or post is Post.DEPARTMENT:
        return
    fields = _fields(stage, happened, city, city.language)
    holders = city.ladder.recipients(post, happened.event.facts.get("department", ""))
    for index, holder in enumerate(holders, start=1):
        recipient = str(post) if index == 1 else f"{post}:{index}"
        way = Route(Channel.EMAIL, holder.email)
        yield PlannedNotification(recipient, stage.audience, stage.code, city.language, (way,),
                                  {**fields, "name": holder.name})  # fmt: skip


def _post(happened: Happened, city: CityFacts) -> Post | None:
    rung = city.ladder.rung(str(happened.event.data.get("rung", "")))
    return rung.tell if rung else None


def _department(happened: Happened, city: CityFacts) -> Department | None:
    """The department right after the event; triage for what nobody has routed."""
    code = happened.event.facts.get("department", "") or city.catalogue.triage.department
    return city.catalogue.departments.get(code)


# -- fields -----------------------------------------------------------------------------------------------------


def _fields(stage: Stage, happened: Happened, city: CityFacts, language: str) -> dict[str, object]:
    offered = _offered(happened, city, language)
    return {name: offered[name]() for name in stage.fields}


def _offered(happened: Happened, city: CityFacts, language: str) -> Mapping[str, Callable[[], object]]:
    """Every field that any stage may declare, made when it is asked for."""
    event, ticket, message = happened.event, happened.ticket, happened.message
    number = ticket.number if ticket else ""
    cycle = int(event.facts.get("cycle") or (ticket.cycle if ticket else 1))
    catalogue = city.catalogue

    def department() -> str:
        code = event.facts.get("department", "")
        # The receipt is written after the routing, although the ticket was opened before it.
        if not code and ticket and event.type == "TicketOpened":
            code = ticket.department
        found = catalogue.departments.get(code)
        return found.name(language) if found else ""

    def category() -> str:
        found = catalogue.categories.get(ticket.category) if ticket else None
        return found.name(language) if found else ""

    def token() -> str:
        return city.survey_token(number, cycle)

    return {
        "number": lambda: number,
        "ticket": lambda: number,
        "city": lambda: city.name,
        "phone": lambda: city.phone,
        "home": lambda: city.home,
        "name": lambda: "",
        "department": department,
        "category": category,
        "priority": lambda: str(ticket.priority) if ticket else "",
        "due": lambda: _due(happened),
        "clock": lambda: str(event.data.get("clock", "")),
        "text": lambda: ticket.text if ticket else "",
        "place": lambda: _place(ticket),
        # Their own words are no news to a citizen, and a receipt that repeats them spreads what a stranger wrote.
        "message": lambda: message.text if message and event.type == "CitizenReplied" else _staffs_words(happened),
        "reason": lambda: str(event.data.get("reason", "")),
        "outcome": lambda: str(event.data.get("outcome", "")),
        "planned_for": lambda: _moment(event.data.get("planned_for")),
        "original": lambda: str(event.data.get("duplicate_of", "")),
        "key": lambda: city.tracking_key(number),
        "link": lambda: city.tracking_link(number),
        "code": lambda: ticket.survey.code if ticket and ticket.survey else "",
        "survey_token": token,
        "survey_link": lambda: city.survey_link(token()),
    }


def _due(happened: Happened) -> object:
    """What the escalation was about, else the promise to solve; none while its clock waits or has stopped."""
    if happened.event.data.get("due"):
        return _moment(happened.event.data["due"])
    clock = happened.ticket.resolve if happened.ticket else None
    return clock.due if clock and clock.running else ""


def _moment(written: object) -> object:
    """A moment with time zone, a day, or the words as they stand where they are neither."""
    text = str(written or "")
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            return read(text)
        except ValueError:
            continue
    return text


def _place(ticket: Ticket | None) -> str:
    where = ticket.location if ticket else None
    if where is None:
        return ""
    position = f"{where.lat}, {where.lon}" if where.lat and where.lon else ""
    return " · ".join(part for part in (where.address, position) if part)
