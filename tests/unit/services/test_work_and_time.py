"""The staff changes tickets; time climbs, closes and asks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from nabiz.domain.errors import IllegalMove, InvalidInput, NotFound, StaleVersion, TokenExpired
from nabiz.domain.people import Actor, Role
from nabiz.domain.survey import Answer
from nabiz.domain.tokens import survey_token
from nabiz.domain.workflow import Demand, Status
from nabiz.services.answer_survey import AnswerSurvey, SurveySeen, answer_survey, see_survey
from nabiz.services.change_ticket import Assignment, Note, Reply, Transition
from nabiz.services.dispatch_surveys import dispatch_surveys
from nabiz.services.escalate_overdue import Run, escalate_overdue
from tests.unit.services.conftest import DOG, KEY, Town

SCIENCE = Actor("usta-1", frozenset({Role.DEPARTMENT}), frozenset({"fen-isleri"}))


def always() -> bool:
    return True


@pytest.fixture
def number(town: Town) -> str:
    return town.receives(DOG).number


def escalate(town: Town) -> Run:
    return escalate_overdue(town.due, town.configuration, town.now, always)


def ask(town: Town) -> Run:
    return dispatch_surveys(town.due, town.configuration, town.now, always)


def answer(town: Town, number: str, chosen: Answer, **more: object) -> SurveySeen:
    command = AnswerSurvey(survey_token(KEY, number, 1), chosen, **more)  # type: ignore[arg-type]
    return answer_survey(command, town.new_work, town.reader, town.configuration, KEY, town.now)


def test_a_move_is_written_with_its_words(town: Town, number: str) -> None:
    town.resolves(number)

    page = town.reader.ticket_page(number)
    assert (page.ticket.status, page.ticket.outcome) == (Status.RESOLVED, "solved")
    assert page.messages[-1].text == "Köpek tedaviye alındı."


def test_a_ticket_that_is_done_takes_no_further_messages_of_the_conversation(town: Town, number: str) -> None:
    town.resolves(number)

    assert town.receives("Bir de çöp alınmadı").number != number


def test_a_change_sent_twice_happens_once(town: Town, number: str) -> None:
    first = town.changes(number, Note("Ekip yolda"), once="k")
    again = town.changes(number, Note("Ekip yolda"), once="k")

    assert town.history(number).count("NoteAdded") == 1
    assert (again.version, again.messages) == (first.version, first.messages)


def test_who_saw_an_older_version_is_told_and_changes_nothing(town: Town, number: str) -> None:
    seen = town.ticket(number).version
    town.changes(number, Reply("Geliyoruz"))

    with pytest.raises(StaleVersion):
        town.changes(number, Note("x"), version=seen)

    assert "NoteAdded" not in town.history(number)


def test_another_department_sees_no_such_ticket(town: Town, number: str) -> None:
    with pytest.raises(NotFound):
        town.changes(number, Note("x"), by=SCIENCE)


def test_an_illegal_move_and_an_unknown_value_are_refused(town: Town, number: str) -> None:
    with pytest.raises(IllegalMove):
        town.changes(number, Transition(Status.CLOSED))
    with pytest.raises(InvalidInput):
        town.changes(number, Transition(Status.RESOLVED, {Demand.OUTCOME: "magic", Demand.MESSAGE: "x"}))
    with pytest.raises(InvalidInput):
        town.changes(number, Assignment())


def test_nothing_happens_before_its_time(town: Town, number: str) -> None:
    assert escalate(town) == Run(0, 0)
    assert "TicketEscalated" not in town.history(number)


def test_a_rung_is_climbed_once_though_two_runs_overlap(town: Town, number: str) -> None:
    town.waits_for(number)

    assert escalate(town) == Run(1, 1)
    assert escalate(town) == Run(0, 0)
    assert town.history(number).count("TicketEscalated") == 1


def test_a_run_without_time_left_does_nothing_and_says_so(town: Town, number: str) -> None:
    town.waits_for(number)
    mark = town.timers.read_mark("escalate_overdue")

    run = escalate_overdue(town.due, town.configuration, town.now, lambda: False)

    assert run.unfinished
    assert town.timers.read_mark("escalate_overdue") == mark
    assert escalate(town) == Run(1, 1)


def test_a_timer_that_the_mark_has_passed_is_found_by_the_sweep_of_the_hour(town: Town, number: str) -> None:
    town.waits_for(number)
    town.now = (town.now + timedelta(hours=5)).replace(minute=3)
    town.timers.write_mark("escalate_overdue", town.now)

    assert escalate(town) == Run(0, 0)
    town.now = town.now.replace(minute=7)
    swept = escalate(town)

    assert (swept.changed, swept.unfinished) == (1, False)
    assert town.history(number).count("TicketEscalated") >= 1


def test_what_was_resolved_closes_and_is_asked_about_once(town: Town, number: str) -> None:
    town.resolves(number)
    town.waits_for(number)
    escalate(town)
    assert town.ticket(number).status is Status.CLOSED
    town.waits_for(number)

    assert ask(town) == Run(1, 1)
    assert ask(town) == Run(0, 0)
    (code,) = town.memory.codes.values()
    assert (code.number, code.cycle) == (number, 1)


def test_nobody_is_asked_at_night(town: Town, number: str) -> None:
    town.resolves(number)
    town.waits_for(number)
    escalate(town)
    town.waits_for(number)
    town.now = town.now.replace(hour=0)

    assert ask(town) == Run(0, 0)
    assert not town.memory.codes


@pytest.fixture
def asked(town: Town, number: str) -> str:
    town.resolves(number)
    town.waits_for(number)
    escalate(town)
    town.waits_for(number)
    ask(town)
    return number


def test_the_first_answer_stays(town: Town, asked: str) -> None:
    assert answer(town, asked, Answer.SATISFIED).answer is Answer.SATISFIED
    assert answer(town, asked, Answer.NOT_SATISFIED).answer is Answer.SATISFIED
    assert town.history(asked).count("SurveyAnswered") == 1


def test_looking_at_a_survey_is_no_answer(town: Town, asked: str) -> None:
    seen = see_survey(survey_token(KEY, asked, 1), town.new_work, town.reader, KEY, town.now)

    assert seen.answer is None
    assert "SurveyAnswered" not in town.history(asked)


def test_a_short_code_opens_the_same_survey(town: Town, asked: str) -> None:
    (code,) = town.memory.codes

    assert see_survey(f"{code[:3]}-{code[3:6]}-{code[6:]}", town.new_work, town.reader, KEY, town.now).number == asked


def test_who_is_not_satisfied_may_reopen_with_the_answer(town: Town, asked: str) -> None:
    answer(town, asked, Answer.NOT_SATISFIED, comment="Köpek hâlâ orada", reopen=True)

    ticket = town.ticket(asked)
    assert (ticket.status, ticket.cycle) == (Status.REOPENED, 2)
    assert town.receives("Fırının önünde").number == asked


def test_who_is_satisfied_reopens_nothing_and_sees_the_answer(town: Town, asked: str) -> None:
    seen = answer(town, asked, Answer.SATISFIED, reopen=True)

    assert (seen.answer, town.ticket(asked).cycle) == (Answer.SATISFIED, 1)


def test_a_late_answer_is_refused(town: Town, asked: str) -> None:
    town.now += timedelta(days=90)

    with pytest.raises(TokenExpired):
        answer(town, asked, Answer.SATISFIED)
