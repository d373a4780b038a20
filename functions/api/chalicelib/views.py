"""How things look outside: plain JSON, times in ISO 8601 with offset."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
from chalice import Response

from chalicelib import answers

if TYPE_CHECKING:
    from nabiz.domain.ticket import Ticket
    from nabiz.services.open_ticket import Opened


def json_answer(body: answers.Answer, status: int = 200, **headers: str) -> Response:
    """A JSON answer."""
    sent: dict[str, str | list[str]] = {
        "Content-Type": "application/json",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    return Response(msgspec.json.encode(body).decode(), sent, status)


def show_clocks(ticket: Ticket) -> answers.Clocks:
    """Every promise of the present cycle, and the first one that was ever broken."""
    return answers.Clocks(respond=ticket.respond, resolve=ticket.resolve, promises=ticket.promises,
                  first_breach=ticket.first_breach, quiet=ticket.quiet)  # fmt: skip


def show_ticket(ticket: Ticket) -> answers.TicketShown:
    """A ticket as the staff sees it."""
    return answers.TicketShown(
        number=ticket.number, kind=ticket.kind, status=ticket.status, channel=ticket.channel, text=ticket.text,
        category=ticket.category or None, certainty=ticket.certainty, department=ticket.department or None,
        assignee=ticket.assignee or None, priority=ticket.priority, citizen=ticket.citizen, location=ticket.location,
        language=ticket.language, cycle=ticket.cycle, opened_at=ticket.opened_at, opened_by=ticket.opened_by,
        due=show_due(ticket), clocks=show_clocks(ticket),
        outcome=ticket.outcome or None, planned_for=ticket.planned_for or None,
        duplicate_of=ticket.duplicate_of or None, survey=replace(ticket.survey, code="") if ticket.survey else None,
        messages=ticket.messages, version=ticket.version, updated_at=ticket.updated_at, updated_by=ticket.updated_by,
    )  # fmt: skip


def show_due(ticket: Ticket) -> answers.Due:
    """Both promises of a ticket."""
    respond, resolve = (clock.due if clock and clock.running else None for clock in (ticket.respond, ticket.resolve))
    return answers.Due(respond=respond, resolve=resolve)


def promised(opened: Opened) -> answers.Due:
    """Both promises of a ticket that was just opened."""
    respond, resolve = (
        datetime.fromisoformat(due) if due else None for due in (opened.respond_due, opened.resolve_due)
    )
    return answers.Due(respond=respond, resolve=resolve)
