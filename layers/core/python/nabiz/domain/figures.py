"""Which events count for which figures. A figure is a measure of one local day in one dimension of a report."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo

from nabiz.domain.events import Event

SATISFACTION, TICKETS, MESSAGES = "satisfaction", "tickets", "messages"
EVERYTHING = "all"

# Event -> report and measure. An answer of a survey is a measure of its own name.
COUNTED: Mapping[str, tuple[str, str]] = {
    "TicketOpened": (TICKETS, "opened"),
    "TicketAssigned": (TICKETS, "assigned"),
    "TicketTransferred": (TICKETS, "transferred"),
    "TicketEscalated": (TICKETS, "escalated"),
    "TicketResolved": (TICKETS, "resolved"),
    "TicketRejected": (TICKETS, "rejected"),
    "TicketMarkedDuplicate": (TICKETS, "duplicate"),
    "TicketClosed": (TICKETS, "closed"),
    "TicketReopened": (TICKETS, "reopened"),
    "SurveyDue": (SATISFACTION, "asked"),
    "SurveyAnswered": (SATISFACTION, ""),
}

DIMENSIONS = ("department", "category", "channel", "neighbourhood", "kind", "priority")


def count(event: Event, zone: tzinfo) -> list[tuple[str, str, str, str]]:
    """What an event adds one to: (report, dimension, local day as ISO text, measure)."""
    counted = COUNTED.get(event.type)
    if counted is None:
        return []
    report, measure = counted
    measure = measure or str(event.data["answer"])
    day = event.at.astimezone(zone).date().isoformat()
    named = [f"{name}:{event.facts[name]}" for name in DIMENSIONS if event.facts.get(name)]
    return [(report, dimension, day, measure) for dimension in (EVERYTHING, *named)]


def fact(event: Event) -> dict[str, object]:
    """The event as a row for analysis: its dimensions, and of its data only what is no free text."""
    data = {
        name: event.data[name] for name in ("answer", "outcome", "rung", "clock", "from", "to") if name in event.data
    }
    return {"id": event.id, "type": event.type, "at": event.at.isoformat(), **event.facts, **data}
