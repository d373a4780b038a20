"""Queue `media` -> files in the bucket, and a word to the queue `render`. One record is one announced file."""

from __future__ import annotations

import json
from typing import Any

from nabiz.batches import QueueRecord, work_through
from nabiz.bootstrap import app
from nabiz.domain.timeline import MediaState
from nabiz.handling import back_off, log_failure
from nabiz.observability import logger
from nabiz.ports import QueueEntry


def fetch(record: QueueRecord) -> None:
    """Fetch one file; an error has the queue deliver it again, soon at first."""
    detail = record.detail
    try:
        state = app().fetch_media()(detail["aggregate"], detail["media"])
        if state is MediaState.STORED:  # said again where an earlier delivery got no further
            entry = QueueEntry(json.dumps({"aggregate": detail["aggregate"], "media": detail["media"]}))
            app().queue(app().settings.render_queue_url).send([entry])
        logger.info("file fetched", extra={"state": state, "file": detail["media"]})
    except Exception as error:
        log_failure("file not fetched", error, file=detail["media"])
        back_off(record, app().settings.media_queue_url)
        raise


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """A batch of the queue; failed files are named and delivered again."""
    return work_through(event, fetch)
