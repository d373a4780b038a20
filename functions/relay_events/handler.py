"""The table's stream -> domain events on the bus."""

from __future__ import annotations

from typing import Any

from nabiz.bootstrap import app
from nabiz.observability import logger
from nabiz.services.relay_events import relay_events
from nabiz.storage.stream import read_stream


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """A batch of the stream. It is published whole or delivered again: an error is raised, never half reported."""
    published = relay_events(read_stream(event["Records"]), app().bus)
    logger.info("events published", extra={"count": published})
    return {"batchItemFailures": []}
