"""Every ten minutes -> what providers tell only when they are asked: delivery of SMS, templates, mentions on X."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from nabiz.bootstrap import app
from nabiz.handling import scheduled_time, time_left
from nabiz.observability import logger

HOURLY = 10  # minutes: the run of an hour that asks for templates too; the webhook tells of most changes before


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """One run for the moment that the schedule names; answers with what it learned."""
    at = scheduled_time(event)
    learned: dict[str, Any] = {}
    if at.minute < HOURLY:
        learned["templates"] = app().ask_for_templates()
    ask = app().ask_for_reports()
    if ask is not None:
        learned |= asdict(ask(at, time_left(context)))
    poll = app().poll_mentions()
    if poll is not None:
        learned["x"] = asdict(poll(at, time_left(context)))
    logger.info("providers asked", extra=learned)
    return learned
