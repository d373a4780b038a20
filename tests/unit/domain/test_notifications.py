"""Who is told what, where and in which form."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from nabiz.domain.calendar import WorkingCalendar
from nabiz.domain.catalogue import Catalogue, Category, Department, DepartmentKind, Priority, Terms
from nabiz.domain.citizen import Citizen
from nabiz.domain.clocks import Clock, ClockKind
from nabiz.domain.conversation import Conversation
from nabiz.domain.events import Event
from nabiz.domain.ladder import Ladder, Post, Recipient, Rung
from nabiz.domain.messages import Channel, Identifier
from nabiz.domain.notifications import CityFacts, Happened, PlannedNotification, Route, plan
from nabiz.domain.stages import STAGES, TOLD, Audience, find_stage
from nabiz.domain.ticket import Kind, Ticket
from nabiz.domain.timeline import Direction, Message

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
NUMBER = "123456789"
PHONE, EMAIL = Identifier("phone", "+905321112233"), Identifier("email", "zeynep@x.example")
SCOPED = Identifier("whatsapp", "TR.1349")
ROUND_THE_CLOCK = WorkingCalendar(UTC, (((datetime.min.time(), datetime.max.time()),),) * 7)


def department(code: str, *emails: str, webhook: str = "") -> Department:
    return Department(code, DepartmentKind.INTERNAL, {"tr": code.upper(), "en": f"the {code}"}, emails, webhook)


TERMS = Terms("veteriner", Priority.HIGH, 2, 1)
CITY = CityFacts(
    catalogue=Catalogue(
        {
            "veteriner": department("veteriner", "v@x.example", "w@x.example", webhook="https://v.example/hook"),
            "merkez": department("merkez", "merkez@x.example"),
            "elektrik": department("elektrik"),
        },
        {"yarali-hayvan": Category("yarali-hayvan", {"tr": "Yaralı hayvan"}, TERMS)},
        Terms("merkez", Priority.NORMAL, 24, 5),
    ),
    ladder=Ladder(
        (Rung("soon", ClockKind.RESOLVE, timedelta(hours=-4), Post.DEPARTMENT),
         Rung("head", ClockKind.RESOLVE, timedelta(), Post.DEPARTMENT_HEAD)),
        {Post.DEPARTMENT_HEAD: (Recipient("Derya", "derya@x.example"), Recipient("Onur", "onur@x.example"))},
    ),
    name="Çınarova Belediyesi",
    phone="153",
    language="tr",
    home="https://x.example",
    tracking_key=lambda number: f"key-{number}",
    tracking_link=lambda number: f"https://x.example/t/{number}",
    survey_token=lambda number, cycle: f"{number}-{cycle}",
    survey_link=lambda token: f"https://x.example/s/{token}",
)  # fmt: skip


def a_ticket(channel: Channel = Channel.WHATSAPP, **more: Any) -> Ticket:
    opened = NOW - timedelta(hours=1)
    ticket = Ticket(NUMBER, Kind.COMPLAINT, channel, "Yaralı bir köpek var", "zeynep", opened, "citizen:zeynep",
                    department="veteriner", category="yarali-hayvan")  # fmt: skip
    ticket.resolve = Clock.start(ClockKind.RESOLVE, 480, opened, ROUND_THE_CLOCK)
    for name, value in more.items():
        setattr(ticket, name, value)
    return ticket


def a_thread(last: timedelta | None = timedelta(minutes=5), sender: str = "905321112233") -> Conversation:
    return Conversation(
        "v1", Channel.WHATSAPP, "1", sender, "zeynep", last_inbound_at=None if last is None else NOW - last
    )


def told(
    type: str,
    *,
    via: Channel = Channel.WHATSAPP,
    thread: Conversation | None = None,
    known: tuple[Identifier, ...] = (PHONE,),
    ticket: Ticket | None = None,
    message: Message | None = None,
    facts: dict[str, str] | None = None,
    **data: object,
) -> tuple[PlannedNotification, ...]:
    """What is planned when something happens to a ticket of Zeynep's."""
    event = Event("T#" + NUMBER, 1, type, NOW, "user:x", data, facts or {"department": "veteriner", "cycle": "1"})
    citizen = Citizen("zeynep", NOW, identifiers=known)
    return plan(Happened(event, ticket or a_ticket(via), citizen, thread, message), CITY, NOW)


def stages(planned: tuple[PlannedNotification, ...]) -> list[tuple[str, str]]:
    return [(notification.stage, notification.recipient) for notification in planned]


def words(text: str = "Bir de fotoğraf", kind: str = "text") -> Message:
    return Message("T#" + NUMBER, "m1", Direction.IN, "whatsapp", "citizen:zeynep", NOW, text=text, kind=kind)


# -- the citizen's channel -------------------------------------------------------------------------------------------

TEXT, TEMPLATE = Route(Channel.WHATSAPP, "905321112233"), Route(Channel.WHATSAPP, "905321112233", "template")
SMS, MAIL = Route(Channel.SMS, PHONE.value), Route(Channel.EMAIL, EMAIL.value)


@pytest.mark.parametrize(
    ("channel", "last", "known", "routes"),
    [
        (Channel.WHATSAPP, timedelta(minutes=5), (PHONE, EMAIL), (TEXT, SMS, MAIL)),
        (Channel.WHATSAPP, timedelta(hours=23, minutes=59), (PHONE,), (TEXT, SMS)),
        (Channel.WHATSAPP, timedelta(hours=24), (PHONE,), (TEMPLATE, SMS)),
        (Channel.WHATSAPP, None, (PHONE,), (TEMPLATE, SMS)),
        (Channel.WEB, timedelta(minutes=5), (PHONE, EMAIL), (MAIL, SMS)),
        (Channel.WEB, timedelta(minutes=5), (PHONE,), (SMS,)),
        (Channel.PHONE, None, (PHONE, EMAIL), (SMS, MAIL)),
        (Channel.PHONE, None, (EMAIL,), (MAIL,)),
        (Channel.WEB, None, (), ()),
    ],
)
def test_citizen_is_told_in_the_own_channel_and_then_by_the_next(
    channel: Channel, last: timedelta | None, known: tuple[Identifier, ...], routes: tuple[Route, ...]
) -> None:
    thread = a_thread(last) if channel is Channel.WHATSAPP else None

    (receipt,) = told("TicketOpened", via=channel, thread=thread, known=known)

    assert receipt.routes == routes


def test_citizen_without_a_phone_is_answered_at_the_scoped_id() -> None:
    (receipt,) = told("TicketOpened", thread=a_thread(sender=SCOPED.value), known=(SCOPED,))

    assert receipt.routes == (Route(Channel.WHATSAPP, SCOPED.value),)


@pytest.mark.parametrize("phone", ["+903124441234", "+904444035", "+4930901820"])
def test_no_sms_where_it_does_not_arrive(phone: str) -> None:
    (receipt,) = told("TicketOpened", via=Channel.PHONE, known=(Identifier("phone", phone),))

    assert receipt.routes == ()


def test_answers_of_the_conversation_leave_the_chat_by_no_other_way() -> None:
    thread = a_thread()
    event = Event("V#v1", 1, "GreetingReceived", NOW, "citizen:zeynep", {"step": "greet"})

    (greeting,) = plan(Happened(event, None, Citizen("zeynep", NOW, identifiers=(PHONE, EMAIL)), thread), CITY, NOW)

    assert (greeting.stage, greeting.routes) == ("greeting", (TEXT,))


@pytest.mark.parametrize(
    ("step", "stage"), [("greet", "greeting"), ("start_over", "new_ticket"), ("keep_place", "place_received")]
)
def test_a_message_without_a_ticket_is_answered_by_what_it_was(step: str, stage: str) -> None:
    assert stages(told("GreetingReceived", thread=a_thread(), step=step)) == [(stage, "citizen")]


# -- what is told ----------------------------------------------------------------------------------------------------

BOTH_WAYS = ["department:veteriner"] * 2  # by e-mail and by webhook


@pytest.mark.parametrize(
    ("type", "data", "to_citizen", "to_department"),
    [
        ("TicketOpened", {}, ["ticket_received"], []),
        ("TicketAssigned", {"with_opening": True}, [], ["department_assigned"]),
        ("TicketAssigned", {}, ["ticket_assigned"], ["department_assigned"]),
        ("TicketTransferred", {}, ["ticket_transferred"], ["department_transferred"]),
        ("TicketStarted", {}, ["ticket_started"], []),
        ("TicketPlanned", {}, ["ticket_planned"], []),
        ("TicketWaitingForCitizen", {}, ["waiting_citizen"], []),
        ("TicketResolved", {}, ["resolved"], []),
        ("TicketRejected", {}, ["rejected"], []),
        ("TicketMarkedDuplicate", {}, ["duplicate"], []),
        ("TicketClosed", {}, ["closed"], []),
        ("TicketReopened", {}, ["reopened"], ["department_reopened"]),
        ("StaffReplied", {}, ["staff_reply"], []),
        ("SurveyDue", {}, ["survey"], []),
        ("SurveyAnswered", {"channel": "whatsapp", "answer": "satisfied"}, ["survey_thanks"], []),
        ("SurveyAnswered", {"channel": "whatsapp", "answer": "not_satisfied"}, ["survey_sorry"], []),
        ("SurveyAnswered", {"channel": "web", "answer": "not_satisfied"}, [], []),
        ("MessageNotUnderstood", {}, ["not_understood"], []),
        ("NoteAdded", {}, [], []),
    ],
)
def test_who_hears_of_what(type: str, data: dict[str, Any], to_citizen: list[str], to_department: list[str]) -> None:
    planned = told(type, thread=a_thread(), **data)

    assert [p.stage for p in planned if p.recipient == "citizen"] == to_citizen
    departments = [(p.stage, p.recipient) for p in planned if p.recipient != "citizen"]
    assert departments == [(stage, recipient) for stage in to_department for recipient in BOTH_WAYS]


def test_every_event_of_the_table_is_proved_and_every_stage_is_told_by_some_event() -> None:
    assert {stage for told_by in TOLD.values() for stage in told_by} == set(STAGES) - {"call_back"}  # words of a task


def test_department_hears_by_one_mail_to_all_its_addresses_and_by_its_own_system() -> None:
    planned = told("TicketAssigned", with_opening=True)

    assert [p.routes for p in planned] == [
        (Route(Channel.EMAIL, "v@x.example, w@x.example"),),
        (Route(Channel.WEBHOOK, "https://v.example/hook"),),
    ]


def test_what_is_returned_goes_to_triage() -> None:
    planned = told("TicketReturned", facts={"department": ""}, reason="bizde değil")

    assert stages(planned) == [("department_returned", "department:merkez")]
    assert planned[0].fields["reason"] == "bizde değil"


def test_forwarding_to_a_body_without_an_address_tells_the_citizen_alone() -> None:
    planned = told("TicketForwarded", facts={"department": "elektrik"})

    assert stages(planned) == [("forwarded", "citizen")]
    assert planned[0].fields["department"] == "ELEKTRIK"


@pytest.mark.parametrize(
    ("message", "age", "expected"),
    [(words(), 1, True), (words(text="", kind="media"), 1, False), (words(text="", kind="media"), 60, True),
     (words(text="", kind="reaction"), 60, False), (None, 60, False)],
)  # fmt: skip
def test_department_hears_of_words_at_once_and_of_photos_that_come_late(
    message: Message | None, age: int, expected: bool
) -> None:
    ticket = a_ticket(opened_at=NOW - timedelta(minutes=age))

    planned = told("CitizenReplied", ticket=ticket, message=message)

    assert [p.stage for p in planned] == ["department_citizen_replied"] * 2 * expected


def test_ladder_reminds_the_department() -> None:
    planned = told("TicketEscalated", rung="soon", clock="resolve", due=NOW.isoformat(), overdue=False)

    assert stages(planned) == [("department_reminder", "department:veteriner")] * 2
    assert planned[0].fields["due"] == NOW


def test_ladder_tells_everybody_who_holds_the_post() -> None:
    planned = told("TicketEscalated", rung="head", clock="resolve", due=NOW.isoformat(), overdue=True)

    assert stages(planned) == [("ladder_overdue", "department_head"), ("ladder_overdue", "department_head:2")]
    assert [(p.routes[0].address, p.fields["name"]) for p in planned] == [
        ("derya@x.example", "Derya"),
        ("onur@x.example", "Onur"),
    ]


def test_a_rung_that_the_configuration_dropped_tells_nobody_above() -> None:
    assert told("TicketEscalated", rung="gone", overdue=True) == ()


# -- fields ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("type", sorted(TOLD))
def test_every_declared_field_is_offered(type: str) -> None:
    for data in ({"rung": "soon"}, {"rung": "head", "overdue": True}, {"channel": "whatsapp"}):
        for planned in told(type, thread=a_thread(), message=words(), **data):
            assert set(planned.fields) == set(find_stage(planned.stage).fields)


def test_receipt_names_the_department_that_the_ticket_went_to_right_after() -> None:
    (receipt,) = told("TicketOpened", facts={"department": ""})

    assert receipt.fields["department"] == "VETERINER"
    assert receipt.fields["due"] == a_ticket().due
    assert (receipt.fields["key"], receipt.fields["link"]) == (f"key-{NUMBER}", f"https://x.example/t/{NUMBER}")


def test_receipt_of_what_nobody_has_routed_names_no_department() -> None:
    (receipt,) = told("TicketOpened", facts={"department": ""}, ticket=a_ticket(department=""))

    assert (receipt.stage, receipt.fields["department"]) == ("ticket_received", "")


def test_a_clock_that_waits_promises_nothing() -> None:
    ticket = a_ticket()
    assert ticket.resolve is not None
    ticket.resolve = ticket.resolve.pause(NOW, ROUND_THE_CLOCK)

    (started, *_) = told("TicketTransferred", ticket=ticket)

    assert started.fields["due"] == ""


def test_citizen_reads_the_own_language_and_staff_the_citys() -> None:
    to_citizen, to_department, _ = told("TicketAssigned", ticket=a_ticket(language="en"))

    assert (to_citizen.language, to_citizen.fields["department"]) == ("en", "the veteriner")
    assert (to_department.language, to_department.fields["department"]) == ("tr", "VETERINER")


@pytest.mark.parametrize(
    ("written", "read"),
    [("2026-11-25", date(2026, 11, 25)),
     ("2026-11-25T16:30:00+00:00", datetime(2026, 11, 25, 16, 30, tzinfo=UTC)),
     ("gelecek hafta", "gelecek hafta")],
)  # fmt: skip
def test_planned_dates_are_read_or_left_as_they_are(written: str, read: object) -> None:
    (planned,) = told("TicketPlanned", planned_for=written)

    assert planned.fields["planned_for"] == read


def test_the_same_event_plans_the_same_recipients_later() -> None:
    first = told("TicketAssigned", thread=a_thread())
    event = Event("T#" + NUMBER, 1, "TicketAssigned", NOW, "user:x", {}, {"department": "veteriner", "cycle": "1"})
    citizen = Citizen("zeynep", NOW, identifiers=(PHONE,))
    moved_on = replace(a_ticket(), department="merkez")

    later = plan(Happened(event, moved_on, citizen, a_thread()), CITY, NOW + timedelta(days=2))

    assert stages(later) == stages(first)
    assert {p.audience for p in later} == {Audience.CITIZEN, Audience.DEPARTMENT}
