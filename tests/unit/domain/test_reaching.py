"""By which channels a citizen is reached, why these, and why not by the others."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from nabiz.domain.catalogue import Catalogue, Priority, Terms
from nabiz.domain.citizen import Citizen
from nabiz.domain.conversation import Conversation
from nabiz.domain.events import Event
from nabiz.domain.happened import CityFacts, Happened
from nabiz.domain.ladder import Ladder
from nabiz.domain.messages import SOCIAL, Channel, Identifier
from nabiz.domain.preferences import ANY, How, Preferences, Purpose, Refusal
from nabiz.domain.reaching import WAYS, Choice, Why, choose
from nabiz.domain.stages import find_stage
from nabiz.domain.ticket import Kind, Ticket

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
PHONE, EMAIL = Identifier("phone", "+905321112233"), Identifier("email", "zeynep@x.example")
LANDLINE = Identifier("phone", "+903124441234")
COSTS = {"whatsapp": 0.0, "whatsapp-template": 0.25, "email": 0.005, "sms": 0.35}
CITY = CityFacts(
    Catalogue({}, {}, Terms("merkez", Priority.NORMAL, 24, 5)), Ladder((), {}), "Çınarova", "153", "tr",
    "https://x.example", str, str, lambda number, cycle: "", str, costs=COSTS,
)  # fmt: skip
EVENT = Event("T#123456782", 1, "TicketResolved", NOW, "user:x", {}, {})


def chosen(
    *,
    stage: str = "resolved",
    opened_by: Channel = Channel.WHATSAPP,
    last: str = "",
    written: timedelta | None = timedelta(minutes=5),
    known: tuple[Identifier, ...] = (PHONE, EMAIL),
    wishes: Preferences | None = None,
    suppressed: frozenset[str] = frozenset(),
) -> Choice:
    """The choice for Zeynep; a thread exists where she opened by WhatsApp."""
    ticket = Ticket("123456782", Kind.COMPLAINT, opened_by, "Çukur", "zeynep", NOW, "citizen:zeynep", heard_by=last)
    thread = None
    if opened_by is Channel.WHATSAPP:
        at = None if written is None else NOW - written
        thread = Conversation("v1", Channel.WHATSAPP, "1", "905321112233", "zeynep", last_inbound_at=at)
    citizen = Citizen("zeynep", NOW, identifiers=known, preferences=wishes or Preferences())
    happened = Happened(EVENT, ticket, citizen, thread, suppressed=suppressed)
    return choose(find_stage(stage), happened, CITY, NOW)


def ways(choice: Choice) -> list[tuple[str, str, str]]:
    return [(str(way.route.channel), way.route.form, str(way.why)) for way in choice.ways]


def refused(choice: Choice) -> dict[str, str]:
    """Of the channels that Zeynep could have; no browser of hers is known."""
    return {str(no.channel): str(no.why) for no in choice.refused if no.channel is not Channel.PUSH}


def test_last_contact_comes_first_then_the_wish_then_the_cheapest() -> None:
    assert ways(chosen(wishes=Preferences(channel="sms"))) == [
        ("whatsapp", "text", "last_contact"), ("sms", "text", "preferred"), ("email", "text", "cheapest"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("opened", "last", "first"),
    [
        (Channel.WHATSAPP, "", "whatsapp"),
        (Channel.WHATSAPP, "email", "email"),
        (Channel.WHATSAPP, "web", "email"),  # the page itself cannot be written to
        (Channel.WEB, "", "email"),
        (Channel.PHONE, "", "sms"),  # to the number that called
        (Channel.PHONE, "email", "email"),
    ],
)
def test_the_channel_of_the_last_contact_is_the_one_they_used_last(opened: Channel, last: str, first: str) -> None:
    assert ways(chosen(opened_by=opened, last=last))[0][::2] == (first, "last_contact")


def test_of_what_remains_the_cheapest_is_taken() -> None:
    dear = replace(CITY, costs={**COSTS, "email": 1.0})
    happened = Happened(EVENT, None, Citizen("zeynep", NOW, identifiers=(PHONE, EMAIL)))

    assert [str(route.channel) for route in choose(find_stage("resolved"), happened, CITY, NOW).routes] == [
        "email",
        "sms",
    ]
    assert [str(route.channel) for route in choose(find_stage("resolved"), happened, dear, NOW).routes] == [
        "sms",
        "email",
    ]


def test_a_caller_gets_no_whatsapp_without_having_asked_for_it() -> None:
    assert refused(chosen(opened_by=Channel.PHONE))["whatsapp"] == "no_consent"
    asked = chosen(opened_by=Channel.PHONE, wishes=Preferences(channel="whatsapp"))
    assert ways(asked)[1] == ("whatsapp", "template", "preferred")


@pytest.mark.parametrize(
    ("no", "stage", "left"),
    [
        (Refusal(Purpose.SURVEY), "survey", []),
        (Refusal(Purpose.SURVEY), "resolved", ["whatsapp", "email", "sms"]),
        (Refusal(Purpose.SURVEY, "whatsapp"), "survey", ["email", "sms"]),
        (Refusal(Purpose.SERVICE, "whatsapp"), "resolved", ["email", "sms"]),
        (Refusal(Purpose.SERVICE, ANY), "resolved", []),
        (Refusal(Purpose.SERVICE, ANY), "survey", ["whatsapp", "email", "sms"]),
    ],
)
def test_a_no_counts_for_its_purpose_and_channel_alone(no: Refusal, stage: str, left: list[str]) -> None:
    choice = chosen(stage=stage, wishes=Preferences(refused=(no,)))

    assert [str(route.channel) for route in choice.routes] == left
    assert set(refused(choice)) == {"whatsapp", "email", "sms"} - set(left)
    assert set(refused(choice).values()) <= {"opted_out"}


def test_an_answer_on_the_spot_is_given_where_they_wrote_whatever_they_wished() -> None:
    no = Preferences(refused=(Refusal(Purpose.SERVICE),))
    choice = chosen(stage="greeting", wishes=no)

    assert [str(route.channel) for route in choice.routes] == ["whatsapp"]
    assert refused(choice) == {"sms": "no_text", "email": "elsewhere"}


def test_announcements_need_a_yes() -> None:
    stage = replace(find_stage("resolved"), purpose=Purpose.ANNOUNCEMENT)
    citizen = Citizen("zeynep", NOW, identifiers=(EMAIL,))

    none = choose(stage, Happened(EVENT, None, citizen), CITY, NOW)
    citizen.preferences = Preferences(agreed=(Purpose.ANNOUNCEMENT,))
    some = choose(stage, Happened(EVENT, None, citizen), CITY, NOW)

    assert (none.routes, refused(none)["email"]) == ((), "no_consent")
    assert [str(route.channel) for route in some.routes] == ["email"]


@pytest.mark.parametrize(
    ("channel", "why", "options"),
    [
        ("sms", Why.NO_MOBILE, {"known": (LANDLINE,)}),
        ("sms", Why.NO_ADDRESS, {"known": (EMAIL,)}),
        ("email", Why.NO_ADDRESS, {"known": (PHONE,)}),
        ("email", Why.SUPPRESSED, {"suppressed": frozenset({EMAIL.value})}),
        ("whatsapp", Why.WINDOW_CLOSED, {"written": timedelta(hours=25), "stage": "not_understood"}),
        ("whatsapp", Why.NO_ADDRESS, {"opened_by": Channel.WEB, "known": (EMAIL,)}),
    ],
)
def test_what_is_not_taken_has_its_reason(channel: str, why: Why, options: dict[str, object]) -> None:
    choice = chosen(**options)  # type: ignore[arg-type]

    assert refused(choice)[channel] == why


def test_every_channel_is_either_taken_or_refused() -> None:
    choice = chosen(known=(LANDLINE, EMAIL), wishes=Preferences(refused=(Refusal(Purpose.SERVICE, "email"),)))

    # Of a network that they were never seen in there is nothing to say.
    expected = {str(one) for one in WAYS} - {"push"} - SOCIAL
    assert {str(route.channel) for route in choice.routes} | set(refused(choice)) == expected
    assert {no.channel for no in choice.refused} >= {Channel.PUSH}


def test_stopping_and_starting_again_leave_no_yes_behind_that_was_never_said() -> None:
    agreed = Preferences("sms", agreed=(Purpose.ANNOUNCEMENT,))

    stopped = agreed.stop((Purpose.SURVEY, Purpose.ANNOUNCEMENT))
    again = stopped.start(tuple(Purpose))

    assert stopped.refuses(Purpose.SURVEY, "sms")
    assert again == Preferences("sms")
    assert again.lacks_consent(Purpose.ANNOUNCEMENT)


def test_a_wish_is_written_down_once() -> None:
    citizen = Citizen("zeynep", NOW)
    wanted = Preferences(channel="email")

    assert citizen.wish(wanted, "user:ayse", How.OPERATOR, NOW, "Söyledi")
    assert not citizen.wish(wanted, "user:ayse", How.OPERATOR, NOW)
    (change,) = citizen.wished
    assert (change.before, change.after, change.how) == (Preferences(), wanted, How.OPERATOR)
