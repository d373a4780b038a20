"""The welcome desk over HTTP: from the number to the end of the day, the board and the figures."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest

from nabiz.domain.people import Role
from tests.support.city import City
from tests.support.desk import DOG, items, opens
from tests.support.gateway import Answer, Token, call, token_of

AYSE, BURAK = Token("ayse", ("operator",)), Token("burak", ("operator",))
ZONING, VET = token_of(Role.DEPARTMENT, "imar"), token_of(Role.DEPARTMENT, "veteriner")
SUPERVISOR = token_of(Role.SUPERVISOR)


def id_of(name: str) -> str:
    return f"visit-of-{name:-<12}"


def takes(name: str, service: str = "danisma", **more: object) -> dict[str, Any]:
    answer = call("POST", "/desk/visits", {"id": id_of(name), "service": service, **more}, AYSE)
    assert answer.status == 201, answer.text
    return dict(answer.json)


def next_of(desk: str = "masa-1", token: Token = AYSE, **headers: str) -> dict[str, Any] | None:
    answer = call("POST", "/desk/next", {"desk": desk}, token, **headers)
    assert answer.status == 200, answer.text
    visit: dict[str, Any] | None = answer.json["visit"]
    return visit


def tries(visit: dict[str, Any], to: str, token: Token = AYSE, key: str = "", **body: str) -> Answer:
    headers = {"Idempotency_Key": key} if key else {}
    return call("POST", f"/desk/visits/{visit['id']}/transitions", {"to": to, **body}, token,
                If_Match=str(visit["version"]), **headers)  # fmt: skip


def moves(visit: dict[str, Any] | None, to: str, token: Token = AYSE, **body: str) -> dict[str, Any]:
    assert visit
    answer = tries(visit, to, token, **body)
    assert answer.status == 200, answer.text
    return dict(answer.json)


def test_numbers_are_given_once(city: City) -> None:
    first = takes("ali")
    assert (first["number"], first["state"], first["next"]) == ("A001", "waiting", ["called", "left"])
    assert takes("ali") == first
    assert [takes("veli")["number"], takes("can", "dilekce")["number"]] == ["A002", "B001"]

    city.cloud.now += timedelta(days=1)
    assert takes("deniz")["number"] == "A001"
    refused = call("POST", "/desk/visits", {"id": id_of("x"), "service": "nikah"}, AYSE)
    assert (refused.status, refused.json["allowed"]) == (422, ["danisma", "dilekce", "vergi"])


@pytest.mark.usefixtures("city")
def test_numbers_taken_at_the_same_moment_differ() -> None:
    with ThreadPoolExecutor(8) as pool:
        numbers = [visit["number"] for visit in pool.map(takes, [f"p{index // 2}" for index in range(24)])]

    assert sorted(set(numbers)) == [f"A{number:03d}" for number in range(1, 13)]
    assert all(numbers.count(number) == 2 for number in numbers)


@pytest.mark.usefixtures("city")
def test_two_desks_never_call_the_same_visit() -> None:
    for index in range(12):
        takes(f"p{index}")

    def calls(desk: str) -> list[str]:
        found = []
        while True:
            answer = call("POST", "/desk/next", {"desk": desk}, AYSE)
            if answer.status == 409:
                continue  # others were faster three times: the desk asks again
            if answer.json["visit"] is None:
                return found
            found.append(answer.json["visit"]["number"])

    with ThreadPoolExecutor(3) as pool:
        called = [number for numbers in pool.map(calls, ["masa-1", "masa-2", "masa-3"]) for number in numbers]

    assert sorted(called) == [f"A{number:03d}" for number in range(1, 13)]


@pytest.mark.usefixtures("city")
def test_a_repeated_request_calls_nobody_else_and_changes_nothing_twice() -> None:
    takes("ali")
    takes("veli")

    first = next_of(Idempotency_Key="k1")
    again = next_of(Idempotency_Key="k1")
    assert first
    assert again == first
    served = tries(first, "serving", key="k2")
    repeated = tries(first, "serving", key="k2")
    stale = tries(first, "serving", key="k3")

    assert (served.status, repeated.status, repeated.json) == (200, 200, served.json)
    assert (stale.status, stale.json["changed_by"]) == (412, "user:ayse")


def test_who_goes_first_is_called_first_but_not_before_who_waits_long(city: City) -> None:
    takes("long")
    city.cloud.now += timedelta(minutes=10)
    takes("short")
    city.cloud.now += timedelta(minutes=6)
    takes("gebe", precedence="pregnant")

    order = [visit["number"] for _ in range(3) if (visit := next_of())]
    assert order == ["A001", "A003", "A002"]
    assert next_of() is None


def test_from_the_number_to_the_unit_and_the_ticket(city: City) -> None:
    takes("ali", "dilekce")
    city.cloud.now += timedelta(minutes=3)
    served = moves(next_of(), "serving")
    city.cloud.now += timedelta(minutes=5)
    handed = moves(served, "handed_over", unit="imar")
    assert (handed["line"], handed["desk"], handed["state"]) == ("unit:imar", None, "handed_over")
    assert next_of("masa-1") is None

    assert call("POST", "/desk/next", {"desk": "imar-masasi"}, VET).status == 403
    city.cloud.now += timedelta(minutes=2)
    called = next_of("imar-masasi", ZONING)
    served = moves(called, "serving", ZONING)
    opened = opens(DOG, channel="desk", visit=served["id"])["number"]
    shown = call("GET", f"/desk/visits/{served['id']}", token=ZONING)
    done = moves(shown.json, "finished", ZONING, result="ticket")

    assert done["tickets"] == [opened]
    ticket = call("GET", f"/tickets/{opened}", token=SUPERVISOR).json
    assert ticket["ticket"]["channel"] == "desk"
    assert [entry["data"] for entry in ticket["history"] if entry["type"] == "VisitLinked"] == [
        {"visit": served["id"]}]  # fmt: skip
    assert [step["state"] for step in done["steps"]] == [
        "waiting", "called", "serving", "handed_over", "called", "serving", "finished"]  # fmt: skip
    gone = call("POST", "/tickets", {"text": DOG, "visit": id_of("nobody")}, AYSE)
    assert (gone.status, gone.json["field"]) == (422, "visit")


@pytest.mark.usefixtures("city")
def test_moves_that_are_none() -> None:
    visit = takes("ali")

    assert tries(visit, "finished", result="served").json["allowed"] == ["called", "left"]
    assert tries(visit, "called").json["demands"] == ["desk"]
    assert tries(visit, "called", desk="masa-9").status == 422
    assert tries(visit, "called", desk="imar-masasi").json["field"] == "desk"
    served = moves(next_of(), "serving")
    assert tries(served, "handed_over", unit="veteriner").json["allowed"] == ["imar", "zabita"]
    assert tries(served, "finished", result="answered", subject="falan").json["field"] == "subject"


@pytest.mark.usefixtures("city")
def test_a_known_visitor_is_looked_at_and_an_unknown_one_is_not() -> None:
    opens(DOG, citizen={"name": "Zeynep Kaya", "phone": "05321112233"})
    citizen = call("GET", "/citizens?phone=05321112233", token=AYSE).json["items"][0]["id"]
    before = len(items("access"))

    known, unknown = takes("zeynep", citizen=citizen), takes("ali")
    for visit in (known, unknown):
        assert call("GET", f"/desk/visits/{visit['id']}", token=SUPERVISOR).status == 200

    looks = [(item["actor"]["S"], item["what"]["S"]) for item in items("access")[before:]]
    assert sorted(looks) == [("user:ayse", f"visit {known['id']}"), ("user:supervisor-1", f"visit {known['id']}")]
    assert call("POST", "/desk/visits", {"id": id_of("x"), "service": "danisma", "citizen": "nobody"},
                AYSE).status == 422  # fmt: skip


@pytest.mark.usefixtures("city")
def test_the_board_shows_numbers_and_nobody() -> None:
    takes("ali", precedence="disabled")
    takes("veli", "dilekce")
    takes("can", "vergi")
    moves(next_of("masa-1"), "serving")
    next_of("masa-2", BURAK)

    board = call("GET", "/desk/board?language=en")

    assert [(row["number"], row["desk_name"], row["state"]) for row in board.json["called"]] == [
        ("B001", "Desk 2", "called"), ("A001", "Desk 1", "serving")]  # fmt: skip
    assert board.json["waiting"] == {"danisma": 0, "dilekce": 0, "vergi": 1}
    assert [row["number"] for row in call("GET", "/desk/board?service=dilekce").json["called"]] == ["B001"]
    assert "visit-of" not in board.text
    assert "ayse" not in board.text
    assert "disabled" not in board.text
    assert call("GET", "/desk/board?service=nikah").status == 422


def test_figures_equal_a_count_by_hand(city: City) -> None:
    for minutes, name in ((0, "a"), (1, "b"), (1, "c"), (0, "d")):
        city.cloud.now += timedelta(minutes=minutes)
        takes(name, precedence="elderly" if name == "d" else None)
    waits, talks = [], []
    for _ in range(3):
        called = next_of()
        assert called
        waits.append((city.cloud.now - datetime.fromisoformat(called["arrived_at"])).total_seconds())
        served = moves(called, "serving")
        city.cloud.now += timedelta(minutes=3 + len(talks))
        talks.append(180 + 60 * len(talks))
        moves(served, "finished", result="answered", subject="diger")
    moves(next_of("masa-2"), "left")
    city.cloud.settle()
    city.cloud.positions["record_facts"] = 0  # the stream is delivered once more
    city.cloud.settle()

    report = call("GET", "/statistics/desk?by=hour,desk,service,subject&language=tr", token=SUPERVISOR).json

    assert (report["taken"], report["precedence"], report["called"], report["finished"]) == (4, 1, 4, 3)
    assert (report["left"], report["no_show"], report["gave_up"]) == (1, 1, 0)
    assert (report["served"], report["average_serving"], report["serve_within"]) == (3, sum(talks) / 3, 2)
    assert report["serve_within_share"] == pytest.approx(2 / 3, abs=1e-4)
    assert (report["answered"], report["subjects"]) == (3, {"diger": 3})
    desks = {row["of"]: row for row in report["desks"]}
    assert (desks["masa-1"]["served"], desks["masa-2"]["no_show"]) == (3, 1)
    assert desks["masa-1"]["average_wait"] == pytest.approx(sum(waits) / 3, abs=1e-3)
    assert {row["of"]: row["taken"] for row in report["services"]} == {"danisma": 4}
    assert sum(row["called"] for row in report["hours"]) == 4
    assert "saniye" in report["definitions"]["average_wait"]
    assert call("GET", "/statistics/desk?by=moon", token=SUPERVISOR).status == 422


def test_visits_that_nobody_ended_are_closed_with_the_day(city: City) -> None:
    takes("ali")
    takes("veli")
    moves(next_of(), "serving")
    run = {"scheduled_time": city.cloud.now.isoformat()}
    assert city.cloud.run("close_desk_day", run) == {"closed": 0}  # the desk is open

    city.cloud.now = city.cloud.now.replace(hour=15, minute=10)  # ten past six in Istanbul
    run = {"scheduled_time": city.cloud.now.isoformat()}
    assert [city.cloud.run("close_desk_day", run) for _ in range(2)] == [{"closed": 2}, {"closed": 0}]

    rows = call("GET", "/desk/visits", token=SUPERVISOR).json["items"]
    assert {row["number"]: row["state"] for row in rows} == {"A001": "finished", "A002": "left"}
    assert rows[0]["steps"][-1]["by"] == "system:desk-closing"


def test_a_run_that_was_missed_is_made_up(city: City) -> None:
    takes("ali")
    city.cloud.now += timedelta(days=1)

    assert city.cloud.run("close_desk_day", {"scheduled_time": city.cloud.now.isoformat()}) == {"closed": 1}
