"""The queues of the staff: that their counts agree with their lists and with the tickets, and what they cost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from nabiz import bootstrap
from nabiz.domain.people import Role
from nabiz.services.reconcile_figures import Difference, reconcile_figures, repair
from nabiz.storage import lists as lists_module
from tests.support.cloud import Cloud
from tests.support.counting import requests_of
from tests.support.desk import DOG, LITTER, OPERATOR, RIDDLE, TWO_DEPARTMENTS, VET, changes, listed, opens, queues
from tests.support.gateway import Token, call, token_of

CLEANERS = token_of(Role.DEPARTMENT, "temizlik")


@pytest.fixture(scope="module")
def at_work() -> Iterator[Cloud]:
    """A city with tickets of two departments and of nobody, one waiting, one somebody's, one done."""
    with Cloud() as cloud:
        dogs = [opens(DOG)["number"] for _ in range(4)]
        for _ in range(3):
            opens(LITTER)
        opens(RIDDLE)
        changes(dogs[0], "transitions", {"to": "in_progress"})
        changes(dogs[0], "transitions", {"to": "waiting_citizen", "message_to_citizen": "Hangi sokak?"})
        changes(dogs[1], "assignment", {"assignee": VET.username})
        changes(dogs[2], "transitions", {"to": "in_progress"})
        changes(dogs[2], "transitions", {"to": "resolved", "outcome": "solved", "message_to_citizen": "Bitti"})
        cloud.settle()
        yield cloud


@pytest.fixture
def busy(at_work: Cloud) -> Iterator[Cloud]:
    """The same for every test, which may let time pass."""
    now = at_work.now
    yield at_work
    at_work.now = now


@pytest.fixture
def late(busy: Cloud) -> Cloud:
    """The same a month later, when every promise is broken."""
    busy.now += timedelta(days=30)
    return busy


@pytest.mark.parametrize("token", [OPERATOR, VET, TWO_DEPARTMENTS], ids=["operator", "vet", "two departments"])
def test_every_count_is_the_length_of_its_list(late: Cloud, token: Token) -> None:
    for code, queue in queues(token).items():
        if queue["count"] or not code.startswith("department:"):
            assert len(listed(token, queue=code, limit="2")) == queue["count"], code
            if queue["overdue"] is not None:
                assert len(listed(token, queue=code, overdue="true")) == queue["overdue"], code


def test_who_works_for_the_city_has_other_queues_than_a_department(busy: Cloud) -> None:
    codes = ["mine", "overdue", "waiting", "all"]

    assert list(queues(VET)) == ["department:veteriner", *codes]
    assert set(queues(TWO_DEPARTMENTS)) == {"department:veteriner", "department:temizlik", *codes}
    assert {"triage", "department:veteriner", "department:temizlik", *codes} < set(queues(OPERATOR))
    assert {code: queue["count"] for code, queue in queues(OPERATOR).items() if queue["count"]} == {
        "triage": 1, "department:veteriner": 3, "department:temizlik": 3, "waiting": 1, "all": 7,
    }  # fmt: skip
    assert queues(VET)["mine"]["count"] == 1


def test_the_standing_is_that_of_the_queues(late: Cloud) -> None:
    report = call("GET", "/statistics/standing", token=token_of(Role.EXECUTIVE)).json

    of_vets = next(row for row in report["departments"] if row["department"] == "veteriner")
    assert of_vets == {"department": "veteriner", "open": 3, "overdue": 2, "waiting": 1, "more": False}
    assert (report["total"]["open"], report["total"]["overdue"], report["total"]["waiting"]) == (7, 6, 1)


def test_a_ticket_that_waits_is_not_overdue_and_stands_last(late: Cloud) -> None:
    (waiting,) = listed(VET, queue="waiting")

    assert waiting not in listed(VET, queue="overdue")
    assert listed(VET)[-1] == waiting
    assert listed(VET, queue="waiting", overdue="true") == listed(VET, queue="waiting", done="true") == []
    assert listed(VET, queue="waiting", status="waiting_citizen") == [waiting]
    assert listed(VET, queue="waiting", status="in_progress") == []


def test_the_lists_of_two_departments_are_one_list(busy: Cloud) -> None:
    together = listed(TWO_DEPARTMENTS, limit="2")

    apart = {*listed(OPERATOR, department="veteriner"), *listed(OPERATOR, department="temizlik")}
    dues = [call("GET", f"/tickets/{number}", token=OPERATOR).json["ticket"]["due"]["resolve"] for number in together]
    assert len(together) == len(apart)
    assert set(together) == apart
    assert dues[:-1] == sorted(dues[:-1])
    assert dues[-1] is None  # it waits


def test_somebody_elses_list_is_read_as_far_as_one_may_see(busy: Cloud) -> None:
    assert len(listed(OPERATOR, assignee=VET.username)) == 1
    assert listed(CLEANERS, assignee=VET.username) == []


def test_the_counters_equal_the_tickets(busy: Cloud) -> None:
    app = bootstrap.app()

    assert app.counters.standing(VET.username)
    assert reconcile_figures(app.lists, app.counters) == []


def test_a_change_that_the_stream_brings_again_or_in_other_batches_counts_once(busy: Cloud) -> None:
    before = call("GET", "/queues", token=OPERATOR).json["items"]
    records = [r for r in busy.stream() if r["dynamodb"]["NewImage"].get("type") == {"S": "ticket"}]

    busy.run("record_facts", {"Records": records})
    for start in range(0, len(records), 3):
        busy.run("record_facts", {"Records": list(reversed(records[start : start + 5]))})

    assert call("GET", "/queues", token=OPERATOR).json["items"] == before


def test_counters_that_lost_something_are_found_out_and_repaired(busy: Cloud) -> None:
    app = bootstrap.app()
    repair([Difference(("department:veteriner", "open"), 0, 5)], app.counters)

    (found,) = reconcile_figures(app.lists, app.counters)
    repair([found], app.counters)

    assert (found.place, found.counted, found.there) == (("department:veteriner", "open"), 8, 3)
    assert reconcile_figures(app.lists, app.counters) == []


@pytest.mark.parametrize("query", ["queue=nobody", "queue=department", "limit=0", "cursor=x"])
def test_a_wish_that_nobody_understands_is_refused(busy: Cloud, query: str) -> None:
    assert call("GET", f"/tickets?{query}", token=OPERATOR).status == 422


def test_a_department_asks_for_no_other_and_not_for_triage(busy: Cloud) -> None:
    for query in ("queue=department:temizlik", "department=temizlik", "queue=triage"):
        assert call("GET", f"/tickets?{query}", token=VET).status == 403


@pytest.mark.parametrize(
    ("token", "address", "expected"),
    [
        (OPERATOR, "/queues", {"dynamodb.Query": 4}),
        (VET, "/queues", {"dynamodb.Query": 4}),
        (OPERATOR, "/statistics/standing", {"dynamodb.Query": 2}),
        (OPERATOR, "/tickets?queue=waiting", {"dynamodb.Query": 1}),
        (OPERATOR, "/tickets?queue=overdue", {"dynamodb.Query": 1}),
        (TWO_DEPARTMENTS, "/tickets", {"dynamodb.Query": 2}),
        (VET, "/tickets?queue=mine", {"dynamodb.Query": 1, "dynamodb.BatchGetItem": 1}),
    ],
)
def test_requests(busy: Cloud, token: Token, address: str, expected: dict[str, int]) -> None:
    call("GET", "/queues", token=token)

    with requests_of(busy) as made:
        answer = call("GET", address, token=token)

    assert answer.status == 200
    assert made == expected


def test_counting_what_is_overdue_ends_somewhere(late: Cloud, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists_module, "OVERDUE_COUNTED", 1)
    monkeypatch.setattr(lists_module, "CITY_COUNTED", 2)
    call("GET", "/queues", token=OPERATOR)

    with requests_of(late) as made:
        shown = queues(OPERATOR)

    departments = len(bootstrap.app().configuration.catalogue.departments)
    assert made == {"dynamodb.Query": 4 + departments + 1}
    assert (shown["department:temizlik"]["overdue"], shown["department:temizlik"]["more"]) == (1, True)
    assert (shown["triage"]["overdue"], shown["triage"]["more"]) == (1, False)
    assert shown["overdue"]["more"]
