"""Surveys that are due go out: once per cycle, in the hours in which the city asks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from nabiz.configuration import Configuration
from nabiz.domain.numbers import new_number
from nabiz.domain.people import system
from nabiz.domain.ticket import Ticket, TimerKind
from nabiz.ports import SurveyCode, UnitOfWork
from nabiz.services.escalate_overdue import DueTickets, Run

RUN = "dispatch_surveys"
SURVEYS = system("surveys")


def dispatch_surveys(
    tickets: DueTickets, configuration: Configuration, at: datetime, time_left: Callable[[], bool]
) -> Run:
    """Mark every survey that is due as sent; the event that this leaves makes the city ask.

    Outside the hours in which the city asks nothing happens, and what is due waits.
    """
    local = at.astimezone(configuration.city.timezone).time()
    if not configuration.survey.ask_from <= local <= configuration.survey.ask_until:
        return Run(0, 0)

    def change(ticket: Ticket, work: UnitOfWork) -> bool:
        code = new_number()  # nine digits with a check digit, like a ticket's number, but its own
        if not ticket.ask_survey(code, configuration.rules, SURVEYS, at):
            return False
        if ticket.survey is not None and ticket.survey.expires_at is not None:
            work.add(SurveyCode(code, ticket.number, ticket.cycle, ticket.survey.expires_at))
        return True

    return tickets.work_through(RUN, frozenset({TimerKind.SURVEY}), at, change, time_left)
