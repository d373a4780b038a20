"""A citizen answers the survey on the web page, or with the short code from an SMS."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from nabiz.configuration import Configuration
from nabiz.domain import tokens
from nabiz.domain.errors import NotFound, TokenExpired
from nabiz.domain.people import citizen
from nabiz.domain.survey import Answer, Survey, SurveyState
from nabiz.domain.ticket import Ticket
from nabiz.domain.workflow import Demand
from nabiz.ports import Reader, UnitOfWork
from nabiz.services.attempts import try_again


@dataclass(frozen=True, slots=True)
class AnswerSurvey:
    """The command. `token` is the link's token or an SMS's code; `reopen` asks to reopen with the comment's words.

    The same answer once more with a comment adds the words that the first tap did not have.
    """

    token: str
    answer: Answer
    comment: str = ""
    reopen: bool = False
    channel: str = "web"


@dataclass(frozen=True, slots=True)
class SurveySeen:
    """What the page of a survey shows: nothing personal, for a link may be forwarded."""

    number: str
    category: str
    state: SurveyState
    expires_at: datetime | None
    answer: Answer | None
    may_reopen: bool


def see_survey(
    token: str, new_work: Callable[[], UnitOfWork], reader: Reader, link_key: str, at: datetime
) -> SurveySeen:
    """The survey behind a token.

    Raises:
        NotFound: no such survey was ever sent.
        TokenExpired: it was, but its time is over and it was not answered.
    """
    number, cycle = _read_token(token, reader, link_key)
    ticket = new_work().ticket(number)
    survey = _survey(ticket, cycle)
    if survey.state is SurveyState.SENT and not survey.open_at(at):
        raise TokenExpired("This survey is over; thank you for your interest.")
    return _seen(ticket, survey)


def answer_survey(
    command: AnswerSurvey, new_work: Callable[[], UnitOfWork], reader: Reader, configuration: Configuration,
    link_key: str, at: datetime,
) -> SurveySeen:  # fmt: skip
    """Take the answer; the first one stays. A dissatisfied citizen may reopen the ticket with it, or later.

    Raises:
        NotFound, TokenExpired: as `see_survey`.
        Forbidden: reopening is asked for too late.
    """
    number, cycle = _read_token(command.token, reader, link_key)
    ticket = try_again(lambda: _answer(command, number, cycle, new_work(), configuration, at), also_stale=True)
    survey = ticket.survey  # reopening began another cycle, which has none yet
    return _seen(ticket, survey) if survey and survey.cycle == cycle else _reopened(number)


def _answer(
    command: AnswerSurvey, number: str, cycle: int, work: UnitOfWork, configuration: Configuration, at: datetime
) -> Ticket:
    ticket = work.ticket(number)
    if command.reopen and ticket.cycle > cycle:
        return ticket  # a second tap on the button: it was reopened already
    survey = _survey(ticket, cycle)
    actor = citizen(ticket.citizen)
    counted = ticket.answer_survey(cycle, command.answer, command.comment, actor, at, channel=command.channel)
    if not counted and survey.state is SurveyState.SENT:
        raise TokenExpired("This survey is over; thank you for your interest.")
    if not counted:
        ticket.comment_survey(cycle, command.answer, command.comment, actor, at, channel=command.channel)
    if command.reopen and command.answer is Answer.NOT_SATISFIED and ticket.is_done:
        reason = {Demand.REASON: command.comment or str(Answer.NOT_SATISFIED)}
        ticket.reopen(reason, configuration.rules, actor, at)
        if ticket.conversation:
            work.link(ticket.conversation, ticket.number, open=True)
    work.commit()
    return ticket


def _read_token(token: str, reader: Reader, link_key: str) -> tuple[str, int]:
    if tokens.is_survey_code(token):
        return reader.survey_of_code(token.replace(" ", "").replace("-", ""))
    return tokens.read_survey_token(link_key, token)


def _survey(ticket: Ticket, cycle: int) -> Survey:
    survey = ticket.survey
    if ticket.cycle > cycle:
        raise TokenExpired("This survey is over: the ticket was reopened.")
    if survey is None or survey.cycle != cycle or survey.state is SurveyState.DUE:
        raise NotFound("There is no such survey.")
    return survey


def _seen(ticket: Ticket, survey: Survey) -> SurveySeen:
    may_reopen = survey.answer is Answer.NOT_SATISFIED and ticket.is_done
    return SurveySeen(ticket.number, ticket.category, survey.state, survey.expires_at, survey.answer, may_reopen)


def _reopened(number: str) -> SurveySeen:
    return SurveySeen(number, "", SurveyState.ANSWERED, None, Answer.NOT_SATISFIED, may_reopen=False)
