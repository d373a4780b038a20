"""Hourly, after noon -> visits of the welcome desk that nobody ended are closed once the day is over."""

from __future__ import annotations

from typing import Any

from nabiz.bootstrap import app
from nabiz.handling import scheduled_time, time_left
from nabiz.observability import logger
from nabiz.services.close_desk_day import close_desk_day


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """One run for the moment that the schedule names; answers with how many visits it closed."""
    closed = close_desk_day(app().visits, app().configuration, scheduled_time(event), time_left(context))
    logger.info("desk closed", extra={"closed": closed})
    return {"closed": closed}
