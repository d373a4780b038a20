"""A department works on a ticket: the citizen hears of it, clocks wait, overdue work climbs the ladder."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from nabiz.domain.workflow import Status
from tests.support.city import Citizen, City

DOG = "116. Sokakta yaralı bir köpek var"


@pytest.fixture
def zeynep(city: City) -> Citizen:
    """Somebody who has written of a dog."""
    zeynep = city.citizen(whatsapp="+905321112233")
    zeynep.writes(DOG)
    return zeynep


def test_every_stage_is_told(city: City, zeynep: Citizen) -> None:
    vets, number = city.department("veteriner"), zeynep.ticket.number

    vets.starts(number)
    vets.replies(number, "Ekibimiz yola çıktı.")
    vets.resolves(number, "Köpek tedaviye alındı.")

    told = [message.text for message in city.told(zeynep)]
    assert len(told) == 4
    assert "Ekibimiz yola çıktı." in told[2]
    assert "Köpek tedaviye alındı." in told[3]


def test_clocks_wait_for_the_citizen_and_go_on_with_the_answer(city: City, zeynep: Citizen) -> None:
    vets, number = city.department("veteriner"), zeynep.ticket.number
    before = zeynep.ticket.resolve
    assert before is not None
    vets.asks(number, "Köpek nerede tam olarak?")
    waiting = zeynep.ticket
    assert waiting.timer
    assert waiting.timer.rung == "dilekce-75"  # the law waits for nobody; everything else does

    city.passes(hours=48)
    zeynep.writes("Fırının önünde")

    going_on = zeynep.ticket
    assert going_on.status is Status.IN_PROGRESS
    assert going_on.resolve is not None
    assert going_on.resolve.running
    assert going_on.resolve.due > before.due + timedelta(hours=8)
    assert "TicketEscalated" not in city.history(number)


def test_outside_the_window_a_template_goes_out(city: City, zeynep: Citizen) -> None:
    vets, number = city.department("veteriner"), zeynep.ticket.number
    city.cloud.now += timedelta(hours=25)

    vets.starts(number)

    assert city.told(zeynep)[-1].template is not None


def test_overdue_work_climbs_the_ladder_rung_by_rung(city: City, zeynep: Citizen) -> None:
    number = zeynep.ticket.number

    while zeynep.ticket.timer is not None:
        city.waits_for(number)

    rungs = [event.data["rung"] for event in city.page(number).events if event.type == "TicketEscalated"]
    assert len(rungs) == len(set(rungs)) >= 4
    assert set(Counter(city.stages_told()).values()) == {1}
    assert "derya.ulusoy@cinarova.example" in {mail.to for mail in city.cloud.mail.sent}


def test_a_late_run_climbs_every_rung_once_although_it_runs_twice(city: City, zeynep: Citizen) -> None:
    number = zeynep.ticket.number

    city.passes(hours=23)
    city.cloud.run_schedules()
    city.cloud.settle()

    rungs = [event.data["rung"] for event in city.page(number).events if event.type == "TicketEscalated"]
    assert rungs
    assert len(rungs) == len(set(rungs))


def test_words_of_the_citizen_reach_the_department(city: City, zeynep: Citizen) -> None:
    zeynep.writes("Hala orada, kanıyor")

    assert "Hala orada, kanıyor" in city.cloud.mail.sent[-1].text


def test_a_reaction_changes_nothing_that_anybody_is_told_about(city: City, zeynep: Citizen) -> None:
    before = len(city.stages_told())

    zeynep.sends({"type": "reaction", "reaction": {"message_id": "wamid.1", "emoji": "👍"}})

    assert len(city.stages_told()) == before


def test_what_cannot_be_shown_is_kept_with_the_ticket(city: City, zeynep: Citizen) -> None:
    zeynep.sends({"type": "unsupported", "errors": [{"code": 131051, "title": "Message type unknown"}]})

    kept = next(message for message in city.page(zeynep.ticket.number).messages if message.kind == "unsupported")
    assert "131051" in kept.note
