"""Calls through the real handlers: from the exchange's post to the desk, the list, the ticket and the figures."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from nabiz.domain.people import Role
from nabiz_tools.standins.telephony_day import plan_day, posts
from tests.support.city import City
from tests.support.desk import DOG, items, listed, opens
from tests.support.exchange import Exchange
from tests.support.gateway import Token, call, token_of
from tests.unit.telephony.test_day_of_calls import count_by_hand

AYSE, BURAK, SUPERVISOR = Token("101", ("operator",)), Token("102", ("operator",)), token_of(Role.SUPERVISOR)
ZEYNEP = "05321112233"
WAITED_LONG = "70|NONE|ABANDON|1|1|70"


@pytest.fixture
def exchange(city: City) -> Exchange:
    return Exchange(city)


def desk(token: Token = AYSE, seen: str = "") -> Any:
    answer = call("GET", f"/calls/current?seen={seen}", token=token)
    assert answer.status == 200, answer.text
    return answer.json


def looks() -> list[tuple[str, str]]:
    return [(item["actor"]["S"], item["what"]["S"]) for item in items("access")]


def test_the_screen_shows_who_rings_what_is_open_and_who_knows_them(exchange: Exchange) -> None:
    number = opens(DOG, citizen={"name": "Zeynep Kaya", "phone": ZEYNEP})["number"]
    exchange.logs("1764060000.1", "3|PJSIP/102|CONNECT|3|x|2", "63|PJSIP/102|COMPLETECALLER|3|60|1")

    ringing = exchange.rings(ZEYNEP, "101")
    shown = desk()

    assert (shown["presence"], shown["call"]["id"]) == ("ringing", ringing)
    assert (shown["caller"]["citizen"]["name"], shown["caller"]["phone"]) == ("Zeynep Kaya", "+905321112233")
    assert [ticket["number"] for ticket in shown["caller"]["open_tickets"]] == [number]
    assert shown["caller"]["known_by"]["operator"] == "102"
    assert looks() == [("user:101", f"call {ringing}")]
    assert desk(BURAK)["call"] is None


def test_a_screen_that_asks_again_looks_once(exchange: Exchange) -> None:
    opens(DOG, citizen={"name": "Zeynep Kaya", "phone": ZEYNEP})
    ringing = exchange.rings(ZEYNEP, "101")

    assert desk()["caller"] is not None
    again = desk(seen=ringing)

    assert (again["call"]["id"], again["caller"]) == (ringing, None)
    assert len(looks()) == 1


def test_the_screen_is_empty_once_the_call_is_over(exchange: Exchange) -> None:
    exchange.rings(ZEYNEP, "101", call="1764060000.7")
    exchange.manager("AgentConnect", "1764060000.7", "101")
    assert desk()["presence"] == "connected"

    exchange.city.cloud.now += timedelta(seconds=90)
    exchange.manager("AgentComplete", "1764060000.7", "101")

    assert desk()["call"] is None


def test_what_nobody_ended_is_forgotten(exchange: Exchange) -> None:
    exchange.rings(ZEYNEP, "101")

    exchange.city.cloud.now += timedelta(minutes=16)

    assert desk()["call"] is None


def test_contact_events_reach_the_screen(exchange: Exchange) -> None:
    event = {"detail-type": "Amazon Connect Contact Event", "source": "aws.connect", "detail": {
        "eventType": "CONNECTED_TO_AGENT", "contactId": "c-1", "channel": "VOICE", "initiationMethod": "INBOUND",
        "AgentInfo": {"agentArn": "arn:aws:connect:r:1:instance/i/agent/101",
                      "connectedToAgentTimestamp": exchange.now.isoformat()},
    }}  # fmt: skip

    exchange.city.cloud.contacts.send(json.dumps(event), exchange.now)
    exchange.city.cloud.settle()

    assert (desk()["presence"], desk()["call"]["provider"]) == ("connected", "connect")


def test_a_call_is_listed_without_its_number_and_shown_with_it(exchange: Exchange) -> None:
    opens(DOG, citizen={"name": "Zeynep Kaya", "phone": ZEYNEP})
    one = exchange.logs("1764060000.1", "3|PJSIP/102|CONNECT|3|x|2", "63|PJSIP/102|COMPLETECALLER|3|60|1")
    exchange.logs("1764060000.2", "4|NONE|ABANDON|1|1|4", caller="anonymous")

    rows = call("GET", "/calls", token=SUPERVISOR).json["items"]
    card = call("GET", f"/calls/{one}", token=SUPERVISOR).json

    assert {(row["line"], row["outcome"], row["caller"], row["withheld"]) for row in rows} == {
        ("153", "answered", "+90532•••••33", False), ("153", "abandoned", None, True)}  # fmt: skip
    assert [row["id"] for row in call("GET", "/calls?operator=102", token=SUPERVISOR).json["items"]] == [one]
    assert [row["id"] for row in call("GET", "/calls?outcome=answered", token=SUPERVISOR).json["items"]] == [one]
    assert [row["id"] for row in call("GET", "/calls?caller=05321112233", token=SUPERVISOR).json["items"]] == [one]
    assert call("GET", "/calls?line=185", token=SUPERVISOR).json["items"] == []
    assert card["caller"]["phone"] == "+905321112233"
    assert [(leg["wait"], leg["talk"]) for leg in card["legs"]] == [(3, 60)]
    assert sorted(looks()) == [("user:supervisor-1", f"call {one}"), ("user:supervisor-1", "calls")]


def test_a_ticket_knows_its_call_and_the_call_its_tickets(exchange: Exchange) -> None:
    one = exchange.rings(ZEYNEP, "101")

    opened = opens(DOG, citizen={"phone": ZEYNEP}, call=one)["number"]
    other = opens("Çöpler toplanmadı")["number"]
    for _ in range(2):
        linked = call("POST", f"/calls/{one}/tickets", {"number": other}, SUPERVISOR)
        assert (linked.status, linked.json["tickets"]) == (201, sorted([opened, other]))

    for number in (opened, other):
        history = call("GET", f"/tickets/{number}/history", token=SUPERVISOR).json["items"]
        assert [entry["data"] for entry in history if entry["type"] == "CallLinked"] == [{"call": one}]
    gone = call("POST", "/tickets", {"text": DOG, "call": "0" * 24}, SUPERVISOR)
    assert (gone.status, gone.json["field"]) == (422, "call")
    assert call("POST", f"/calls/{'0' * 24}/tickets", {"number": other}, SUPERVISOR).status == 404


def callbacks() -> list[str]:
    return listed(SUPERVISOR, kind="callback")


def test_who_pressed_the_key_is_called_back_once(exchange: Exchange) -> None:
    one = exchange.logs("1764060000.1", "21|NONE|EXITWITHKEY|1|1|3|21")
    exchange.city.cloud.now += timedelta(seconds=40)
    exchange.logs("1764060000.1", "25|NONE|EXITWITHKEY|1|1|3|21")

    (number,) = callbacks()

    ticket = call("GET", f"/tickets/{number}", token=SUPERVISOR).json["ticket"]
    assert (ticket["kind"], ticket["category"], ticket["channel"]) == ("callback", "genel-bilgi", "phone")
    assert ticket["text"].startswith("153 hattını 12:00 aradı")
    assert ticket["clocks"]["respond"]["target_minutes"] == 120
    assert call("GET", f"/calls/{one}", token=SUPERVISOR).json["call"]["callback"] == number


def test_who_gave_up_after_a_minute_is_called_back_once_a_day(exchange: Exchange) -> None:
    exchange.logs("1764060000.1", WAITED_LONG)
    exchange.logs("1764060000.2", WAITED_LONG)
    exchange.logs("1764060000.3", "5|NONE|ABANDON|1|1|5", caller="05329998877")
    exchange.logs("1764060000.4", WAITED_LONG, caller="anonymous")

    assert len(callbacks()) == 1


def test_an_old_log_calls_nobody_back(exchange: Exchange) -> None:
    exchange.city.cloud.now -= timedelta(days=1)
    body = f"{int(exchange.now.timestamp())}|1.1|beyaz-masa|NONE|ENTERQUEUE||{ZEYNEP}|1\n"
    exchange.city.cloud.now += timedelta(days=1)
    exchange.post("asterisk", body.encode() + body.replace("ENTERQUEUE||05321112233|1", "ABANDON|1|1|70").encode())

    assert callbacks() == []


def test_somebody_asks_to_be_called_back(exchange: Exchange) -> None:
    wish = {"type": "callback_requested", "id": "w-1", "at": exchange.now.isoformat(), "caller": ZEYNEP,
            "line": "444", "words": "Öğleden sonra arayın."}  # fmt: skip
    exchange.tells(wish)
    exchange.tells(wish)

    (number,) = callbacks()
    text = call("GET", f"/tickets/{number}", token=SUPERVISOR).json["ticket"]["text"]
    assert text == "444 hattını 12:00 aradı, geri aranmak istiyor.\n\nÖğleden sonra arayın."


def test_figures_over_http_equal_a_count_over_the_raw_records(exchange: Exchange) -> None:
    day = exchange.now.date()
    raw = posts(plan_day(day, 90, 5), 5)
    exchange.city.cloud.now += timedelta(days=1)
    by_hand = count_by_hand(raw)

    for provider, body in raw:
        exchange.post(provider, body, settle=False)
    exchange.city.cloud.settle()

    address = f"/statistics/calls?from={day}&to={day}&within=5,17,300&by=hour,operator&language=tr"
    report = call("GET", address, token=token_of(Role.EXECUTIVE)).json
    assert report["within"] == {str(limit): sum(wait <= limit for wait in by_hand.answered) for limit in (5, 17, 300)}
    assert report["within_share"]["5"] == round(report["within"]["5"] / report["offered"], 6)
    assert (report["answered"], report["abandoned"]) == (len(by_hand.answered), len(by_hand.abandoned))
    assert {row["hour"]: row["answered"] for row in report["hours"] if row["answered"]} == dict(by_hand.by_hour)
    assert {row["operator"] for row in report["operators"]} == set(by_hand.by_operator)
    assert "saniye" in report["definitions"]["within"]
    assert call("GET", "/statistics/calls?within=301", token=SUPERVISOR).status == 422


def test_a_dead_letter_of_calls_is_read_again(exchange: Exchange) -> None:
    exchange.post("asterisk", b"1764060000|1.1|beyaz-masa|NONE|ENTERQUEUE||05321112233|1\nhalf a li\n")
    admin = token_of(Role.ADMIN)

    (letter,) = call("GET", "/dead-letters", token=admin).json["items"]
    replayed = call("POST", f"/dead-letters/{letter['id']}/replay?queue=inbound_dead", token=admin)

    assert letter["queue"] == "inbound_dead"
    assert (replayed.status, "cannot be read" in replayed.text) == (409, True)


def test_an_operator_notes_that_somebody_is_to_be_called_back(exchange: Exchange) -> None:
    one = exchange.rings(ZEYNEP, "101")

    number = opens("Su faturasını soracak", kind="callback", citizen={"phone": ZEYNEP}, call=one)["number"]

    ticket = call("GET", f"/tickets/{number}", token=SUPERVISOR).json["ticket"]
    assert (ticket["kind"], ticket["category"], ticket["department"]) == ("callback", "genel-bilgi", "iletisim-merkezi")
    assert ticket["clocks"]["respond"]["target_minutes"] == 120
    assert call("GET", f"/calls/{one}", token=SUPERVISOR).json["call"]["callback"] == number
