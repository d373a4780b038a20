"""Every minute -> reminders, the escalation ladder, closing of what was resolved."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from nabiz.bootstrap import app
from nabiz.handling import scheduled_time, time_left
from nabiz.observability import logger
from nabiz.services.escalate_overdue import escalate_overdue


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """One run for the moment that the schedule names; answers with what it did."""
    run = escalate_overdue(app().due_tickets(), app().configuration, scheduled_time(event), time_left(context))
    logger.info("due tickets handled", extra=asdict(run))
    return asdict(run)
