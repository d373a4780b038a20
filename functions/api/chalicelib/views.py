"""How things look outside: plain JSON, times in ISO 8601 with offset."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec
from chalice import Response

from nabiz.domain.ticket import Ticket


def json_answer(body: object, status: int = 200, **headers: str) -> Response:
    """A JSON answer."""
    sent: dict[str, str | list[str]] = {
        "Content-Type": "application/json",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    return Response(msgspec.json.encode(body).decode(), sent, status)


def show_ticket(ticket: Ticket) -> dict[str, Any]:
    """A ticket as the staff sees it."""
    return {
        "number": ticket.number, "kind": ticket.kind, "status": ticket.status, "channel": ticket.channel,
        "text": ticket.text, "category": ticket.category or None, "certainty": ticket.certainty,
        "department": ticket.department or None, "assignee": ticket.assignee or None, "priority": ticket.priority,
        "citizen": ticket.citizen, "location": ticket.location, "language": ticket.language, "cycle": ticket.cycle,
        "opened_at": ticket.opened_at, "opened_by": ticket.opened_by, "due": show_due(ticket),
        "clocks": {"respond": ticket.respond, "resolve": ticket.resolve}, "outcome": ticket.outcome or None,
        "planned_for": ticket.planned_for or None, "duplicate_of": ticket.duplicate_of or None,
        "survey": replace(ticket.survey, code="") if ticket.survey else None,
        "messages": ticket.messages, "version": ticket.version,
        "updated_at": ticket.updated_at, "updated_by": ticket.updated_by,
    }  # fmt: skip


def show_due(ticket: Ticket) -> dict[str, Any]:
    """Both promises; null while a clock waits or after it has stopped."""
    clocks = {"respond": ticket.respond, "resolve": ticket.resolve}
    return {name: clock.due if clock and clock.running else None for name, clock in clocks.items()}
