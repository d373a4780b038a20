"""Who is told what, where and in which form when something happened. Pure: plans, sends nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from nabiz.domain.catalogue import Department
from nabiz.domain.happened import CityFacts, Happened
from nabiz.domain.ladder import Post
from nabiz.domain.messages import NO_ANSWERS, PRESSABLE, Channel
from nabiz.domain.notification_fields import fields_of
from nabiz.domain.preferences import Said
from nabiz.domain.reaching import (
    FREE_TEXT,
    NO_CHOICE,
    TEMPLATE,
    WHATSAPP_WINDOW,
    Choice,
    Route,
    choose,
    language_of,
    takes_sms,
)
from nabiz.domain.stages import TOLD, Audience, Stage, find_stage

__all__ = [
    "FREE_TEXT",
    "TEMPLATE",
    "WHATSAPP_WINDOW",
    "CityFacts",
    "Happened",
    "PlannedNotification",
    "Route",
    "plan",
    "takes_sms",
]

# Photos and a position follow the words within minutes; the department reads them with the ticket.
SETTLING = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class PlannedNotification:
    """One thing to be told to one recipient.

    Attributes:
        recipient: `citizen`, `department:{code}` or a post of the ladder.
        stage: what is told; names the texts.
        language: of the texts.
        routes: the ways to send it, best first; the next one is tried when one will never work. Empty: no way at all.
        fields: what the texts may name, see `nabiz.domain.notification_fields`.
        choice: why these ways and no others; empty for the staff, who have one way each.
    """

    recipient: str
    audience: Audience
    stage: str
    language: str
    routes: tuple[Route, ...]
    fields: Mapping[str, object]
    choice: Choice = NO_CHOICE


def plan(happened: Happened, city: CityFacts, now: datetime) -> tuple[PlannedNotification, ...]:
    """Everything that is to be told about one event; the same event gives the same recipients and stages each time."""
    return tuple(_plan(happened, city, now))


def _plan(happened: Happened, city: CityFacts, now: datetime) -> Iterator[PlannedNotification]:
    for code in _stages(happened):
        stage = find_stage(code)
        if stage.audience is Audience.CITIZEN:
            if _told_nothing(happened):
                continue
            yield _proof(stage, happened, city) if happened.link else _to_citizen(stage, happened, city, now)
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
        case "SurveyAnswered" if data.get("channel") not in PRESSABLE:
            return ()  # a page thanks by itself
        case "SurveyAnswered":
            return ("survey_sorry" if data.get("answer") == "not_satisfied" else "survey_thanks",)
        case "TicketEscalated":
            # The rung itself is looked up where its recipients are.
            return ("department_overdue" if data.get("overdue") else "department_reminder",
                    "ladder_overdue" if data.get("overdue") else "ladder_reminder")  # fmt: skip
        case "WishesChanged":
            return (f"wishes_{data.get('said') or Said.STOP}",)
        case "GreetingReceived":
            steps = {"start_over": "new_ticket", "keep_place": "place_received"}
            return (steps.get(str(data.get("step")), "greeting"),)
    return TOLD.get(event.type, ())


def _told_nothing(happened: Happened) -> bool:
    """Whether only a person may write to this sender: a machine, somebody whose address is not proven."""
    return bool(happened.ticket and happened.ticket.silent) and not happened.staffs_words


def _worth_telling(happened: Happened) -> bool:
    """Whether the department hears of a citizen's further message at once."""
    message, ticket = happened.message, happened.ticket
    if message is None or ticket is None or message.kind in NO_ANSWERS:
        return False
    return bool(message.text.strip()) or happened.event.at - ticket.opened_at > SETTLING


# -- to the citizen ---------------------------------------------------------------------------------------------


def _to_citizen(stage: Stage, happened: Happened, city: CityFacts, now: datetime) -> PlannedNotification:
    language = language_of(happened, city)
    choice = choose(stage, happened, city, now)
    return PlannedNotification("citizen", stage.audience, stage.code, language, choice.routes,
                               fields_of(stage, happened, city, language), choice)  # fmt: skip


def _proof(stage: Stage, happened: Happened, city: CityFacts) -> PlannedNotification:
    """To the address that is to be proven and to no other, whatever its owner wishes: they asked for it just now."""
    link = happened.link
    assert link is not None
    channel = Channel.SMS if link.kind == "phone" else Channel.EMAIL
    language = language_of(happened, city)
    return PlannedNotification(f"link:{link.id}", stage.audience, stage.code, language, (Route(channel, link.address),),
                               fields_of(stage, happened, city, language))  # fmt: skip


# -- to the staff -----------------------------------------------------------------------------------------------


def _to_department(stage: Stage, happened: Happened, city: CityFacts) -> Iterator[PlannedNotification]:
    """By e-mail and by webhook, each on its own; nothing to a body that has neither and is not ours."""
    if happened.event.type == "TicketEscalated" and _post(happened, city) is not Post.DEPARTMENT:
        return
    department = _department(happened, city)
    if department is None:
        return
    fields = fields_of(stage, happened, city, city.language)
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
    fields = fields_of(stage, happened, city, city.language)
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
