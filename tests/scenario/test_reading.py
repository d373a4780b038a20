"""The classifier reads what citizens write, people correct it, and nothing waits for it."""

from __future__ import annotations

import pytest

from nabiz import bootstrap
from nabiz.domain.people import Actor, Role
from nabiz.domain.workflow import Status
from nabiz.services.change_ticket import ChangeTicket, Classification, change_ticket
from nabiz.text.classification import Classifier
from nabiz_tools.model.corrections import EVENT, History, last_corrections, training_lines
from tests.support.city import City
from tests.support.cloud import client

OPERATOR = Actor("elif", frozenset({Role.OPERATOR}))
DOG = "116. Sokakta yaralı bir köpek var"
UNCLEAR = "Köşedeki yere bir bakar mısınız, böyle olmuyor artık"


def corrects(city: City, number: str, category: str) -> None:
    app = bootstrap.app()
    change_ticket(
        ChangeTicket(number, Classification(category), OPERATOR), app.new_work, app.configuration, city.cloud.now
    )
    city.cloud.settle()


def data_of(city: City, number: str, event: str) -> dict[str, object]:
    return dict(next(entry.data for entry in city.page(number).events if entry.type == event))


def test_clear_message_reaches_its_department_and_the_history_says_who_read_it(city: City) -> None:
    zeynep = city.citizen(whatsapp="+905321112233")

    zeynep.writes(DOG)

    assert zeynep.ticket.department == "veteriner"
    assert zeynep.ticket.certainty >= 0.7
    opened = data_of(city, zeynep.ticket.number, "TicketOpened")
    assert opened["model"] == zeynep.ticket.read_by != ""
    assert opened["urgency"] == "emergency"
    assert opened["guesses"][0][0] == "yarali-hayvan"  # type: ignore[index]


def test_unclear_message_waits_in_triage_with_three_guesses(city: City) -> None:
    zeynep = city.citizen(whatsapp="+905321112233")

    zeynep.writes(UNCLEAR)

    assert zeynep.ticket.status is Status.RECEIVED
    assert zeynep.ticket.category == ""
    assert len(data_of(city, zeynep.ticket.number, "TicketOpened")["guesses"]) == 3  # type: ignore[arg-type]


def test_classifier_that_fails_holds_nothing_up(
    city: City, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(self: Classifier, text: str) -> bool:
        raise RuntimeError("broken")

    for question in ("classify", "guess_kind", "is_greeting"):
        monkeypatch.setattr(Classifier, question, fail)
    zeynep = city.citizen(whatsapp="+905321112233")

    zeynep.writes(DOG)

    assert zeynep.ticket.status is Status.RECEIVED
    assert zeynep.ticket.text == DOG
    assert '"ClassifierFailed":[1.0]' in capsys.readouterr().out.replace(" ", "")


def test_correction_remembers_which_model_was_wrong_and_how_sure_it_was(city: City) -> None:
    zeynep = city.citizen(whatsapp="+905321112233")
    zeynep.writes(DOG)
    before = zeynep.ticket

    corrects(city, before.number, "sahipsiz-hayvan")

    assert data_of(city, before.number, EVENT) == {
        "from": "yarali-hayvan", "to": "sahipsiz-hayvan", "model": before.read_by, "certainty": before.certainty,
    }  # fmt: skip
    assert (zeynep.ticket.read_by, zeynep.ticket.certainty) == ("", 1.0)


def test_corrections_of_a_city_become_training_rows(city: City) -> None:
    zeynep = city.citizen(whatsapp="+905321112233")
    zeynep.writes(DOG)
    corrects(city, zeynep.ticket.number, "olu-hayvan")
    corrects(city, zeynep.ticket.number, "sahipsiz-hayvan")

    class Clients:
        dynamodb = client("dynamodb")

    history = History(Clients(), "nabiz-test")  # type: ignore[arg-type]
    found = last_corrections(history.corrections())
    lines = list(training_lines(found, {one.ticket: history.words(one.ticket) for one in found}))

    assert lines[-2:] == ["[sahipsiz-hayvan]", DOG]
    assert len(found) == 1
