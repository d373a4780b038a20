"""After the end: closing by itself, the survey, its one answer, and the right to say that it is not solved."""

from __future__ import annotations

import pytest

from nabiz import bootstrap
from nabiz.domain.errors import TokenExpired
from nabiz.domain.survey import Answer, SurveyState
from nabiz.domain.tokens import survey_token
from nabiz.domain.workflow import Status
from nabiz.services.answer_survey import AnswerSurvey, answer_survey
from tests.support.city import Citizen, City
from tests.support.cloud import LINK_KEY

DOG = "116. Sokakta yaralı bir köpek var"


@pytest.fixture
def zeynep(city: City) -> Citizen:
    """Somebody whose ticket was resolved, closed, and who was asked."""
    zeynep = city.citizen(whatsapp="+905321112233")
    zeynep.writes(DOG)
    city.department("veteriner").resolves(zeynep.ticket.number)
    city.waits_for(zeynep.ticket.number)
    city.waits_for(zeynep.ticket.number)
    return zeynep


def answer(city: City, token: str, answer: Answer, comment: str = "", *, reopen: bool = False) -> None:
    """As the page of the survey does it."""
    app = bootstrap.app()
    command = AnswerSurvey(token, answer, comment, reopen)
    answer_survey(command, app.new_work, app.reader, app.configuration, LINK_KEY, city.cloud.now)
    city.cloud.settle()


def test_the_citizen_is_asked_once_with_four_answers(city: City, zeynep: Citizen) -> None:
    city.passes(hours=24)

    asked = [message for message in city.told(zeynep) if "#survey#" in message.reference]
    assert len(asked) == 1
    assert len(asked[0].choices) == 4


def test_the_first_answer_stays(city: City, zeynep: Citizen) -> None:
    number = zeynep.ticket.number
    token = survey_token(LINK_KEY, number, 1)

    zeynep.chooses(f"survey:{token}:very_satisfied")
    zeynep.chooses(f"survey:{token}:not_satisfied")

    survey = zeynep.ticket.survey
    assert survey is not None
    assert survey.answer is Answer.VERY_SATISFIED
    assert city.history(number).count("SurveyAnswered") == 1


def test_the_code_of_an_sms_answers_too(city: City, zeynep: Citizen) -> None:
    survey = zeynep.ticket.survey
    assert survey is not None

    answer(city, survey.code, Answer.SATISFIED, "Elinize sağlık")

    survey = zeynep.ticket.survey
    assert survey is not None
    assert (survey.state, survey.answer, survey.comment) == (SurveyState.ANSWERED, Answer.SATISFIED, "Elinize sağlık")


def test_whoever_is_not_satisfied_may_reopen_and_is_asked_again_at_the_end(city: City, zeynep: Citizen) -> None:
    number = zeynep.ticket.number
    answer(city, survey_token(LINK_KEY, number, 1), Answer.NOT_SATISFIED, "Köpek hâlâ orada", reopen=True)
    reopened = zeynep.ticket
    assert (reopened.status, reopened.cycle) == (Status.REOPENED, 2)

    city.department("veteriner").resolves(number)
    city.waits_for(number)
    city.waits_for(number)

    asked = [message for message in city.told(zeynep) if "#survey#" in message.reference]
    assert len(asked) == 2
    reasons = [event.data.get("reason") for event in city.page(number).events if event.type == "TicketReopened"]
    assert reasons == ["Köpek hâlâ orada"]


def test_a_second_tap_on_reopening_finds_it_done(city: City, zeynep: Citizen) -> None:
    token = survey_token(LINK_KEY, zeynep.ticket.number, 1)

    for _ in range(2):
        answer(city, token, Answer.NOT_SATISFIED, "Köpek hâlâ orada", reopen=True)

    assert city.history(zeynep.ticket.number).count("TicketReopened") == 1


def test_the_survey_of_a_reopened_ticket_is_over(city: City, zeynep: Citizen) -> None:
    zeynep.chooses(f"reopen:{zeynep.ticket.number}")

    with pytest.raises(TokenExpired):
        answer(city, survey_token(LINK_KEY, zeynep.ticket.number, 1), Answer.SATISFIED)


def test_a_button_reopens(city: City, zeynep: Citizen) -> None:
    zeynep.chooses(f"reopen:{zeynep.ticket.number}")

    assert zeynep.ticket.cycle == 2
