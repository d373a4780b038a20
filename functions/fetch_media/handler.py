"""Queue `media` -> files in the bucket. One record is one announced file."""

from __future__ import annotations

from typing import Any

from nabiz.batches import QueueRecord, work_through
from nabiz.bootstrap import app
from nabiz.handling import back_off, log_failure
from nabiz.observability import logger


def fetch(record: QueueRecord) -> None:
    """Fetch one file; an error has the queue deliver it again, soon at first."""
    detail = record.detail
    try:
        state = app().fetch_media()(detail["aggregate"], detail["media"])
        logger.info("file fetched", extra={"state": state, "file": detail["media"]})
    except Exception as error:
        log_failure("file not fetched", error, file=detail["media"])
        back_off(record, app().settings.media_queue_url)
        raise


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """A batch of the queue; failed files are named and delivered again."""
    return work_through(event, fetch)
