"""Queue `search` -> what words find. One record is one event of the bus after which a ticket has other words."""

from __future__ import annotations

from typing import Any

from nabiz.batches import QueueRecord, work_together
from nabiz.bootstrap import app
from nabiz.handling import back_off, log_failure
from nabiz.observability import logger
from nabiz.services.index_search import index_search


def index(aggregate: str, records: list[QueueRecord]) -> None:
    """What several events say of one ticket; an error has the queue deliver them again, soon at first."""
    refs = [record.detail["refs"] for record in records]
    messages = dict.fromkeys(one["message"] for one in refs if "message" in one)
    try:
        written = index_search(aggregate, list(messages), refs[-1].get("citizen", ""), app().search_index)
        logger.info("indexed", extra={"aggregate": aggregate, "items": written})
    except Exception as error:
        log_failure("not indexed", error, aggregate=aggregate)
        for record in records:
            back_off(record, app().settings.search_queue_url)
        raise


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """A batch of the queue; failed events are named and delivered again."""
    return work_together(event, lambda record: str(record.detail["aggregate"]), index)
