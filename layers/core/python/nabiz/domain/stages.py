"""The stages that somebody is told about, as data: to whom, by which channels, with which fields and choices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from nabiz.domain.errors import ConfigurationError
from nabiz.domain.messages import Channel
from nabiz.domain.preferences import Purpose, Said


class Audience(StrEnum):
    """Who is told."""

    CITIZEN = "citizen"
    DEPARTMENT = "department"
    LADDER = "ladder"  # the posts of the escalation ladder


@dataclass(frozen=True, slots=True)
class Stage:
    """One thing that is told.

    Attributes:
        code: stands in the message files and in the keys of notifications.
        fields: what its texts may name.
        channels: by which it may go; each needs a text.
        has_template: whether WhatsApp has an approved text of it, for sending outside the window.
        choices: what can be pressed: code of its title -> the id that comes back, with fields.
        free: the field that people wrote; it is shortened where a text would become too long.
        on_the_spot: an answer that is worth something only where the citizen has just written.
        purpose: what a citizen may refuse it as.
        calls_back: worth a call where it reaches the citizen by no channel.
        public: said under what somebody wrote in front of everybody. No other stage ever is, and it offers no field
            that tells anything of a person or a request.
    """

    code: str
    audience: Audience
    fields: tuple[str, ...]
    channels: tuple[Channel, ...]
    has_template: bool = True
    choices: Mapping[str, str] = field(default_factory=dict)
    free: str = ""
    on_the_spot: bool = False
    purpose: Purpose = Purpose.SERVICE
    calls_back: bool = False
    public: bool = False


_SOCIAL = (Channel.MESSENGER, Channel.INSTAGRAM, Channel.X)
_ALL = (Channel.PUSH, Channel.WHATSAPP, Channel.SMS, Channel.EMAIL, *_SOCIAL)
_STAFF = (Channel.EMAIL, Channel.WEBHOOK)
_CITIZEN = ("number", "city", "phone", "key", "link")
_TICKET = ("number", "department", "category", "priority", "due", "text", "place", "city")


# What whoever waits must hear even if somebody has to call; that work has begun can wait until they call themselves.
WORTH_A_CALL = frozenset({"ticket_planned", "waiting_citizen", "resolved", "rejected", "staff_reply"})


def _told(
    code: str, *fields: str, choices: Mapping[str, str] | None = None, purpose: Purpose = Purpose.SERVICE
) -> Stage:
    """A stage of a ticket, told to the citizen; the staff's own words may go with each of them."""
    known = (*_CITIZEN, "message", *fields)
    return Stage(code, Audience.CITIZEN, known, _ALL, choices=choices or {}, free="message", purpose=purpose,
                 calls_back=code in WORTH_A_CALL)  # fmt: skip


def _answered(code: str, *fields: str, choices: Mapping[str, str] | None = None) -> Stage:
    """An answer within a conversation that the citizen has just written in."""
    known, ways = ("city", "phone", "home", *fields), (Channel.WHATSAPP, Channel.EMAIL, *_SOCIAL)
    return Stage(
        code, Audience.CITIZEN, known, ways, has_template=False, choices=choices or {}, on_the_spot=True
    )  # fmt: skip


def _department(code: str, *fields: str, free: str = "text") -> Stage:
    return Stage(code, Audience.DEPARTMENT, (*_TICKET, *fields), _STAFF, has_template=False, free=free)


def _ladder(code: str) -> Stage:
    fields = (*_TICKET, "clock", "name")
    return Stage(code, Audience.LADDER, fields, (Channel.EMAIL,), has_template=False, free="text")


_REOPENS = {"reopen": "reopen:{ticket}"}
ANSWERS = ("very_satisfied", "satisfied", "not_satisfied", "no_opinion")

STAGES: Mapping[str, Stage] = {stage.code: stage for stage in (
    _told("ticket_received", "department", "due"),
    _told("ticket_assigned", "department", "due"),
    _told("ticket_transferred", "department", "due"),
    _told("ticket_started", "department"),
    _told("ticket_planned", "department", "planned_for"),
    _told("waiting_citizen"),
    _told("forwarded", "department"),
    _told("resolved", "department", "outcome", "ticket", choices=_REOPENS),
    _told("rejected", "department", "outcome", "ticket", choices=_REOPENS),
    _told("duplicate", "original"),
    _told("closed"),
    _told("reopened", "due"),
    _told("staff_reply"),
    _told("survey", "category", "code", "survey_token", "survey_link", "preferences_link",
          choices={answer: f"survey:{{survey_token}}:{answer}" for answer in ANSWERS}, purpose=Purpose.SURVEY),
    _answered("survey_thanks", "number"),
    _answered("survey_sorry", "number", "ticket", choices=_REOPENS),
    _answered("greeting"),
    _answered("new_ticket"),
    _answered("place_received"),
    _answered("not_understood", choices={"new": "new"}),
    *(_answered(f"wishes_{said}") for said in Said),
    Stage("public_answer", Audience.CITIZEN, ("city", "phone"), _SOCIAL, has_template=False, on_the_spot=True,
          public=True),
    Stage("link_code", Audience.CITIZEN, ("city", "phone", "proof_code"), (Channel.SMS, Channel.EMAIL),
          has_template=False),
    Stage("call_back", Audience.DEPARTMENT, ("number", "told"), (Channel.WHATSAPP,), has_template=False, free="told"),
    _department("department_assigned"),
    _department("department_transferred", "reason"),
    _department("department_returned", "reason"),
    _department("department_forwarded", "reason"),
    _department("department_reopened", "reason"),
    _department("department_citizen_replied", "message", free="message"),
    _department("department_reminder", "clock"),
    _department("department_overdue", "clock"),
    _ladder("ladder_reminder"),
    _ladder("ladder_overdue"),
)}  # fmt: skip

# What each event tells. `nabiz.domain.notifications` adds the rules that depend on more than the event's name.
TOLD: Mapping[str, tuple[str, ...]] = {
    "TicketOpened": ("ticket_received",),
    "TicketAssigned": ("ticket_assigned", "department_assigned"),
    "TicketTransferred": ("ticket_transferred", "department_transferred"),
    "TicketReturned": ("department_returned",),
    "TicketStarted": ("ticket_started",),
    "TicketPlanned": ("ticket_planned",),
    "TicketWaitingForCitizen": ("waiting_citizen",),
    "TicketForwarded": ("forwarded", "department_forwarded"),
    "TicketResolved": ("resolved",),
    "TicketRejected": ("rejected",),
    "TicketMarkedDuplicate": ("duplicate",),
    "TicketClosed": ("closed",),
    "TicketReopened": ("reopened", "department_reopened"),
    "TicketEscalated": ("department_reminder", "department_overdue", "ladder_reminder", "ladder_overdue"),
    "CitizenReplied": ("department_citizen_replied",),
    "StaffReplied": ("staff_reply",),
    "SurveyDue": ("survey",),
    "SurveyAnswered": ("survey_thanks", "survey_sorry"),
    "GreetingReceived": ("greeting", "new_ticket", "place_received"),
    "MessageNotUnderstood": ("not_understood",),
    "CommentReceived": ("public_answer",),
    "LinkRequested": ("link_code",),
    "WishesChanged": tuple(f"wishes_{said}" for said in Said),
}


def find_stage(code: str) -> Stage:
    """One stage.

    Raises:
        ConfigurationError: there is none of that code.
    """
    stage = STAGES.get(code)
    if stage is None:
        raise ConfigurationError(f"There is no stage {code!r}; known: {', '.join(STAGES)}.", part="messages")
    return stage
