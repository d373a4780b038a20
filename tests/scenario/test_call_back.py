"""Who can be reached by a call alone is called: the operators get a task, once for each thing to be said."""

from __future__ import annotations

from typing import Any

from nabiz.domain.workflow import Status
from tests.support.city import City
from tests.support.gateway import call, token_of

OPERATOR, SUPERVISOR = token_of("operator"), token_of("supervisor")
DOG = "116. Sokakta yaralı bir köpek var"
LANDLINE = "0312 444 12 34"


def opened(phone: str = LANDLINE, **citizen: str) -> str:
    body = {"text": DOG, "citizen": {"name": "Zeynep Kaya", "phone": phone} | citizen}
    return str(call("POST", "/tickets", body, OPERATOR).json["number"])


def tasks(*, done: bool = False) -> list[dict[str, Any]]:
    found = call("GET", f"/tickets?done={str(done).lower()}", token=OPERATOR).json["items"]
    return [ticket for ticket in found if ticket["kind"] == "callback"]


def solves(city: City, number: str) -> None:
    city.department("veteriner").moves(number, Status.IN_PROGRESS)
    city.department("veteriner").resolves(number, "Köpek tedaviye alındı.")


def test_whom_nothing_reaches_is_called_about_the_end_and_not_about_every_step(city: City) -> None:
    number = opened()
    city.cloud.settle()
    assert tasks() == []

    solves(city, number)

    (task,) = tasks()
    assert number[:3] in task["text"]
    assert "Köpek tedaviye alındı." in task["text"]
    assert "http" not in task["text"]
    assert task["citizen"] == call("GET", f"/tickets/{number}", token=OPERATOR).json["ticket"]["citizen"]


def test_delivering_the_same_event_again_makes_no_second_task(city: City) -> None:
    number = opened()
    solves(city, number)
    page = city.page(number)
    event = next(event for event in page.events if event.type == "TicketResolved")

    from nabiz import bootstrap

    for _ in range(3):
        bootstrap.app().send_notification()(event.aggregate, event.seq, "", event.refs, city.cloud.now)

    assert len(tasks()) == 1


def test_a_task_is_closed_like_any_ticket_and_makes_none_of_its_own(city: City) -> None:
    solves(city, opened())
    (task,) = tasks()
    version = call("GET", f"/tickets/{task['number']}", token=OPERATOR).json["ticket"]["version"]

    started = call("POST", f"/tickets/{task['number']}/transitions", {"to": "in_progress"}, SUPERVISOR,
                   If_Match=str(version))  # fmt: skip
    ended = call("POST", f"/tickets/{task['number']}/transitions",
                 {"to": "resolved", "outcome": "informed", "message_to_citizen": "Arandı, bilgi verildi."}, SUPERVISOR,
                 If_Match=str(started.json["version"]))  # fmt: skip
    city.cloud.settle()

    assert (started.status, ended.status) == (200, 200), ended.text
    assert tasks() == []
    assert len(tasks(done=True)) == 1


def test_whoever_is_reached_is_not_called(city: City) -> None:
    solves(city, opened("0532 111 22 33"))
    solves(city, opened(LANDLINE, email="zeynep@posta.example"))

    assert tasks() == []


def test_whoever_wants_no_word_is_not_called(city: City) -> None:
    number = opened()
    who = call("GET", f"/tickets/{number}", token=OPERATOR).json["ticket"]["citizen"]
    said = {"refused": [{"purpose": "service"}], "reason": "Aranmak istemiyor"}
    assert call("PUT", f"/citizens/{who}/preferences", said, OPERATOR, If_Match="1").status == 200

    solves(city, number)

    assert tasks() == []
