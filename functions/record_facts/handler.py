"""The table's stream -> live counters and rows for analysis."""

from __future__ import annotations

from typing import Any

from nabiz.bootstrap import app
from nabiz.domain.events import Event
from nabiz.observability import logger
from nabiz.services.record_facts import record_facts
from nabiz.storage.stream import batch_name, read_calls, read_changes, read_sent, read_stream, read_visits


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """A batch of the stream. It is counted whole or delivered again; what happened counts once, whatever repeats."""
    records = event["Records"]
    events = [thing for thing in read_stream(records) if isinstance(thing, Event)]
    changes, calls = read_changes(records), read_calls(records)
    zone = app().configuration.city.timezone
    sent = read_sent(records, zone)
    counted = record_facts(events, changes, batch_name(records), zone, app().counters, app().facts, calls,
                           read_visits(records), sent)  # fmt: skip
    logger.info("facts recorded", extra={"events": len(events), "changes": len(changes), "counted": counted})
    return {"batchItemFailures": []}
