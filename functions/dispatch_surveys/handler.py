"""Every quarter of an hour of the day -> satisfaction surveys that are due."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from nabiz.bootstrap import app
from nabiz.handling import scheduled_time, time_left
from nabiz.observability import logger
from nabiz.services.dispatch_surveys import dispatch_surveys


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """One run for the moment that the schedule names; answers with what it did."""
    run = dispatch_surveys(app().due_tickets(), app().configuration, scheduled_time(event), time_left(context))
    logger.info("surveys sent", extra=asdict(run))
    return asdict(run)
