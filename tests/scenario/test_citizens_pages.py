"""What the citizens' pages stand on: links that lead to them, words after the tap, reopening, words to suggest by."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import yaml

from nabiz.domain.survey import Answer
from nabiz.domain.tokens import survey_token, tracking_key
from nabiz.domain.workflow import Status
from tests.support.city import Citizen, City
from tests.support.cloud import LINK_KEY
from tests.support.gateway import call

CONFIG = Path(__file__).parents[2] / "config"
DOG = "116. Sokakta yaralı bir köpek var"


@pytest.fixture
def zeynep(city: City) -> Citizen:
    zeynep = city.citizen(whatsapp="+905321112233")
    zeynep.writes(DOG)
    return zeynep


def is_done(city: City, zeynep: Citizen) -> str:
    number = zeynep.ticket.number
    city.department("veteriner").resolves(number)
    return number


def is_asked(city: City, zeynep: Citizen) -> str:
    """The token of the survey of a closed ticket."""
    number = is_done(city, zeynep)
    city.waits_for(number)
    city.waits_for(number)
    return survey_token(LINK_KEY, number, 1)


def test_the_links_in_messages_lead_to_the_pages_and_hide_the_key_from_servers(city: City, zeynep: Citizen) -> None:
    number = zeynep.ticket.number

    texts = " ".join(message.text for message in city.told(zeynep))

    assert f"/takip/{number}#key={tracking_key(LINK_KEY, number)}" in texts
    assert "?key=" not in texts


def test_words_after_the_tap_join_the_answer_once(city: City, zeynep: Citizen) -> None:
    token = is_asked(city, zeynep)
    call("POST", f"/public/surveys/{token}", {"answer": "not_satisfied"})

    call("POST", f"/public/surveys/{token}", {"answer": "not_satisfied", "comment": "Geç gelindi"})
    call("POST", f"/public/surveys/{token}", {"answer": "not_satisfied", "comment": "Başka bir söz"})
    call("POST", f"/public/surveys/{token}", {"answer": "satisfied", "comment": "Başka bir yanıt"})

    survey = zeynep.ticket.survey
    assert survey is not None
    assert (survey.answer, survey.comment) == (Answer.NOT_SATISFIED, "Geç gelindi")
    history = city.history(zeynep.ticket.number)
    assert (history.count("SurveyAnswered"), history.count("SurveyCommented")) == (1, 1)


def test_words_come_too_late_when_the_survey_is_over(city: City, zeynep: Citizen) -> None:
    token = is_asked(city, zeynep)
    call("POST", f"/public/surveys/{token}", {"answer": "satisfied"})
    city.cloud.now += timedelta(days=8)

    call("POST", f"/public/surveys/{token}", {"answer": "satisfied", "comment": "Geç kalan söz"})

    survey = zeynep.ticket.survey
    assert survey is not None
    assert survey.comment == ""


def test_the_page_of_a_done_ticket_offers_reopening_and_carries_it_out(city: City, zeynep: Citizen) -> None:
    number = is_done(city, zeynep)
    key = tracking_key(LINK_KEY, number)
    assert call("GET", f"/public/tickets/{number}?key={key}").json["may_reopen"]

    answer = call("POST", f"/public/tickets/{number}/reopening", {"key": key, "reason": "Köpek hâlâ orada"})

    assert (answer.status, answer.json["status"]) == (200, "reopened")
    assert (zeynep.ticket.status, zeynep.ticket.cycle) == (Status.REOPENED, 2)
    reasons = [event.data.get("reason") for event in city.page(number).events if event.type == "TicketReopened"]
    assert reasons == ["Köpek hâlâ orada"]


@pytest.mark.parametrize(
    ("days", "key", "status"), [(0, "wrong", 404), (400, "", 403)], ids=["a wrong key", "a year later"]
)
def test_reopening_is_refused(city: City, zeynep: Citizen, days: int, key: str, status: int) -> None:
    number = is_done(city, zeynep)
    city.cloud.now += timedelta(days=days)
    right = tracking_key(LINK_KEY, number)

    answer = call("POST", f"/public/tickets/{number}/reopening", {"key": key or right, "reason": "Hâlâ orada"})

    assert answer.status == status
    assert call("GET", f"/public/tickets/{number}?key={right}").json["may_reopen"] is (days == 0)


def test_a_ticket_that_is_not_done_cannot_be_reopened(zeynep: Citizen) -> None:
    number = zeynep.ticket.number
    key = tracking_key(LINK_KEY, number)

    answer = call("POST", f"/public/tickets/{number}/reopening", {"key": key, "reason": "Hadi"})

    assert answer.status == 409
    assert call("GET", f"/public/tickets/{number}?key={key}").json["may_reopen"] is False


def test_the_catalogue_names_departments_and_gives_words_only_where_they_are_wanted(city: City) -> None:
    plain = call("GET", "/public/catalogue?language=en").json
    wordy = call("GET", "/public/catalogue?language=en&words=true").json

    assert {"code": "veteriner", "name": "Veterinary Services"} in plain["departments"]
    assert all("words" not in category for category in plain["categories"])
    hurt = next(category for category in wordy["categories"] if category["code"] == "yarali-hayvan")
    written = yaml.safe_load((CONFIG / "keywords.yaml").read_text("utf-8"))
    strong = written["categories"]["yarali-hayvan"]["strong"]
    assert hurt["words"][: len(strong)] == [[phrase, written["weights"]["strong"]] for phrase in strong]
