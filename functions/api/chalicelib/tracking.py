"""A ticket as its citizen sees it: where it stands, what was said, what may be done next; nothing internal."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from chalicelib import answers
from chalicelib.files import show_files_to_citizen
from chalicelib.views import show_due
from nabiz.domain import tokens
from nabiz.domain.timeline import Direction
from nabiz.domain.workflow import Status
from nabiz.services.hear_citizen import may_reply

if TYPE_CHECKING:
    from nabiz.domain.ticket import Rules
    from nabiz.ports import TicketPage

ASKED = "TicketWaitingForCitizen"
# What happens inside the house only.
INTERNAL = frozenset({"TicketEscalated", "TicketGivenTo", "TicketClassified", "TicketLocated"})


def show_to_citizen(page: TicketPage, link_key: str, rules: Rules, at: datetime) -> answers.TicketSeen:
    """The page of whoever holds the key."""
    ticket, survey = page.ticket, page.ticket.survey
    spoken = [message for message in page.messages if message.direction in (Direction.IN, Direction.OUT)]
    shown = {file for message in spoken for file in message.media}
    survey_open = bool(survey and survey.open_at(at))
    return answers.TicketSeen(
        number=ticket.number, status=ticket.status, department=ticket.department or None,
        category=ticket.category or None, opened_at=ticket.opened_at, due=show_due(ticket),
        outcome=ticket.outcome or None, planned_for=ticket.planned_for or None,
        may_reopen=ticket.may_reopen(rules, at),
        stages=[answers.StageSeen(type=event.type, at=event.at) for event in page.events
                if event.type.startswith("Ticket") and event.type not in INTERNAL],
        messages=[answers.WordsSeen(from_="citizen" if message.direction is Direction.IN else "city", at=message.at,
                                    text=message.text, media=list(message.media)) for message in spoken],
        question=_question(page),
        media=show_files_to_citizen([file for file in page.media if file.id in shown]),
        may_reply=may_reply(ticket), survey_open=survey_open,
        survey_token=tokens.survey_token(link_key, ticket.number, ticket.cycle) if survey_open else None,
    )  # fmt: skip


def _question(page: TicketPage) -> str | None:
    """What the city asked last, while it waits for the answer."""
    if page.ticket.status is not Status.WAITING_CITIZEN:
        return None
    asked = [event.refs.get("message", "") for event in page.events if event.type == ASKED]
    words = {message.id: message.text for message in page.messages}
    return words.get(asked[-1]) if asked else None
