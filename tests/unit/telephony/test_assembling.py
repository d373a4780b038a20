"""Calls are put together from pieces: the same call in any order, whatever is repeated, split or still missing."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nabiz.channels.telephony import Provider
from nabiz.channels.telephony.splitting import split
from nabiz.domain.call_figures import count_call
from nabiz.domain.call_pieces import CallDirection, CallNews, CallOutcome
from nabiz.domain.calls import Call, new_call
from nabiz.domain.switchboard import Switchboard
from nabiz_tools.standins.telephony_day import encode, pieces, plan_day

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
BOARD = Switchboard({"beyaz-masa": "153"}, {"102": "ayse"})
CALL = "1764060000.12"
ANSWERED = (
    f"1764060000|{CALL}|beyaz-masa|NONE|ENTERQUEUE||05321112233|1",
    f"1764060007|{CALL}|beyaz-masa|PJSIP/101|RINGNOANSWER|5000",
    f"1764060012|{CALL}|beyaz-masa|PJSIP/102|CONNECT|12|1764060009.13|3",
    f"1764060112|{CALL}|beyaz-masa|PJSIP/102|COMPLETECALLER|12|100|1",
)


def news_of(*lines: str) -> list[CallNews]:
    return split(Provider.ASTERISK, "\n".join(lines).encode(), NOW).news


def told(*posts: tuple[str, ...]) -> Call:
    """The call after these posts of log lines."""
    call = new_call(CallNews("asterisk", CALL), NOW)
    for lines in posts:
        for news in news_of(*lines):
            call.learn(news, BOARD)
    return call


def test_a_whole_call_of_a_queue_log() -> None:
    call = told(ANSWERED)

    assert (call.outcome, call.wait, call.talk, call.hold, call.after_work) == (CallOutcome.ANSWERED, 12, 100, 0, 0)
    assert (call.line, call.queue, call.operator, call.caller) == ("153", "beyaz-masa", "ayse", "+905321112233")
    assert call.started_at == datetime.fromtimestamp(1764060000, UTC)
    assert call.ended_at == datetime.fromtimestamp(1764060112, UTC)


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_lines_one_by_one_in_any_order_make_the_same_call(order: tuple[int, ...]) -> None:
    apart = told(*[(ANSWERED[index],) for index in order], (ANSWERED[order[0]],))

    assert apart == told(ANSWERED)


@pytest.mark.parametrize(
    ("known", "outcome", "wait", "talk"),
    [
        ((0,), CallOutcome.WAITING, 0, 0),
        ((2,), CallOutcome.ANSWERED, 12, 0),
        ((3,), CallOutcome.ANSWERED, 12, 100),
        ((0, 3), CallOutcome.ANSWERED, 12, 100),
    ],
)
def test_what_is_missing_is_read_off_the_rest(
    known: tuple[int, ...], outcome: CallOutcome, wait: int, talk: int
) -> None:
    call = told(tuple(ANSWERED[index] for index in known))

    assert (call.outcome, call.wait, call.talk) == (outcome, wait, talk)
    assert call.started_at == datetime.fromtimestamp(1764060000, UTC)


@pytest.mark.parametrize(
    ("line", "outcome", "wait"),
    [
        ("NONE|ABANDON|1|3|44", CallOutcome.ABANDONED, 44),
        ("NONE|EXITWITHTIMEOUT|1|3|60", CallOutcome.LEFT, 60),
        ("NONE|EXITEMPTY|1|3|9", CallOutcome.LEFT, 9),
        ("NONE|EXITWITHKEY|1|1|3|21", CallOutcome.LEFT, 21),
    ],
)
def test_ends_of_a_queue(line: str, outcome: CallOutcome, wait: int) -> None:
    call = told((ANSWERED[0], f"{1764060000 + wait}|{CALL}|beyaz-masa|{line}"))

    assert (call.outcome, call.wait) == (outcome, wait)
    assert call.exit_keys == ({"1"} if "KEY" in line else frozenset())


def test_a_second_queue_in_the_second_of_leaving_the_first() -> None:
    call = told((
        ANSWERED[0],
        f"1764060030|{CALL}|beyaz-masa|NONE|EXITWITHTIMEOUT|1|1|30",
        f"1764060030|{CALL}|santral|NONE|ENTERQUEUE||05321112233|1",
        f"1764060041|{CALL}|santral|PJSIP/102|CONNECT|11|1764060035.13|3",
        f"1764060061|{CALL}|santral|PJSIP/102|COMPLETEAGENT|11|20|1",
    ))  # fmt: skip

    assert (call.outcome, call.wait, call.talk) == (CallOutcome.ANSWERED, 41, 20)


def test_the_same_queue_again_in_the_same_second() -> None:
    call = told((
        ANSWERED[0],
        f"1764060030|{CALL}|beyaz-masa|NONE|EXITWITHTIMEOUT|1|1|30",
        f"1764060030|{CALL}|beyaz-masa|NONE|ENTERQUEUE||05321112233|1",
        f"1764060035|{CALL}|beyaz-masa|NONE|ABANDON|1|1|5",
    ))  # fmt: skip

    assert (call.outcome, call.wait) == (CallOutcome.ABANDONED, 35)


@pytest.mark.parametrize("name", ["TRANSFER", "BLINDTRANSFER", "ATTENDEDTRANSFER"])
def test_a_transfer_ends_the_talk_but_not_the_call(name: str) -> None:
    call = told((
        *ANSWERED[:3],
        f"1764060112|{CALL}|beyaz-masa|PJSIP/102|{name}|700|agents|12|100|1",
        f"1764060112|{CALL}|teknik|NONE|ENTERQUEUE||05321112233|1",
        f"1764060120|{CALL}|teknik|PJSIP/103|CONNECT|8|1764060115.13|3",
        f"1764060170|{CALL}|teknik|PJSIP/103|COMPLETEAGENT|8|50|1",
    ))  # fmt: skip

    assert (call.wait, call.talk, call.operator) == (12, 150, "103")
    assert [(share.operator, share.handling) for share in call.shares] == [("ayse", 100), ("103", 50)]


@given(seed=st.integers(0, 10_000), data=st.data())
def test_any_provider_in_any_order_makes_the_same_call(seed: int, data: st.DataObject) -> None:
    plan = data.draw(st.sampled_from(plan_day(date(2026, 11, 25), 9, seed)))
    those = pieces(plan)
    if not those:
        return
    order = data.draw(st.permutations([*those, *those[:2]]))

    def learned(told: list[tuple[str, object]]) -> Call:
        calls: dict[str, Call] = {}
        for provider, piece in told:
            for news in split(Provider(provider), encode(provider, [piece]), NOW).news:
                calls.setdefault(news.call_id, new_call(news, NOW)).learn(news, BOARD)
        (call,) = calls.values()
        return call

    assert learned(order) == learned(those)
    expected = {"answered": plan.wait, "abandoned": plan.wait, "left": plan.wait}.get(plan.end, 0)
    assert (learned(order).outcome, learned(order).wait) == (plan.end, expected)


def test_signs_alone_are_no_figures() -> None:
    body = b"Event: AgentCalled\r\nUniqueid: 1.1\r\nInterface: PJSIP/102\r\nCallerIDNum: 05321112233\r\n\r\n"
    (news,) = split(Provider.ASTERISK, body, NOW).news
    call = new_call(news, NOW)
    call.learn(news, BOARD)

    assert (call.caller, call.outcome) == ("+905321112233", CallOutcome.WAITING)
    assert not count_call(call, UTC)


def test_a_call_back_does_not_answer_the_call_that_asked_for_it() -> None:
    asked = {
        "ContactId": "c-1", "Channel": "VOICE", "InitiationMethod": "INBOUND", "NextContactId": "c-2",
        "InitiationTimestamp": "2026-11-25T09:00:00Z", "DisconnectTimestamp": "2026-11-25T09:01:00Z",
        "Queue": {"Name": "Beyaz Masa", "Duration": 55},
    }  # fmt: skip
    back = asked | {
        "ContactId": "c-2", "InitialContactId": "c-1", "InitiationMethod": "CALLBACK", "NextContactId": None,
        "ConnectedToSystemTimestamp": "2026-11-25T09:30:00Z", "Agent": {"Username": "ayse"},
    }  # fmt: skip

    first, second = (learned(news) for news in split(Provider.CONNECT, json.dumps([asked, back]).encode(), NOW).news)

    assert (first.direction, first.outcome) == (CallDirection.INBOUND, CallOutcome.LEFT)
    assert (second.direction, second.outcome) == (CallDirection.OUTBOUND, CallOutcome.ANSWERED)
    assert {measure for _, _, measure in count_call(second, UTC)} == {"outbound", f"{second.started_at:%H}|outbound"}


def learned(news: CallNews) -> Call:
    call = new_call(news, NOW)
    call.learn(news, BOARD)
    return call


@pytest.mark.parametrize(
    ("line", "wait", "talk"),
    [
        ("TRANSFER|700|agents|12|100", 12, 100),
        ("TRANSFER|700|agents|12|100|1", 12, 100),
        ("ATTENDEDTRANSFER|BRIDGE|4c9e|12|100|1", 12, 100),
        ("ATTENDEDTRANSFER|LINK|4c9e|5d0f|12|100|1", 12, 100),
        ("COMPLETEAGENT|12|100", 12, 100),
        ("EXITWITHKEY|1|3", 0, 0),
        ("EXITWITHTIMEOUT|3", 0, 0),
    ],
)
def test_lines_of_old_and_new_versions(line: str, wait: int, talk: int) -> None:
    (news,) = news_of(f"1764060112|{CALL}|beyaz-masa|PJSIP/102|{line}")

    assert [(mark.wait, mark.talk) for mark in news.marks] == [(wait, talk)]


def test_a_batch_that_begins_with_half_a_line_is_read_from_the_next() -> None:
    post = split(Provider.ASTERISK, "\n".join(("4|1764060009.13|3", *ANSWERED)).encode(), NOW)

    assert [len(news.marks) for news in post.news] == [3]
    assert post.unread == [b"4|1764060009.13|3"]


def test_a_record_without_its_beginning_begins_where_it_first_is_known() -> None:
    record = {"ContactId": "c-1", "Channel": "VOICE", "InitiationMethod": "INBOUND", "Agent": {"Username": "ayse"},
              "Queue": {"Name": "Beyaz Masa"}, "DisconnectTimestamp": "2026-11-25T09:01:00Z"}  # fmt: skip

    (news,) = split(Provider.CONNECT, json.dumps(record).encode(), NOW).news

    assert learned(news).outcome is CallOutcome.ANSWERED
    assert learned(news).started_at == datetime(2026, 11, 25, 9, 1, tzinfo=UTC)
