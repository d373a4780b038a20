"""Queue `render` -> copies and thumbnails. One record is one stored file, or one result of a scan for malware."""

from __future__ import annotations

import json
from typing import Any

from nabiz.batches import QueueRecord, work_through
from nabiz.bootstrap import app
from nabiz.channels.malware import read_result
from nabiz.handling import back_off, log_failure
from nabiz.observability import logger


def render(record: QueueRecord) -> None:
    """Make the copies of one file; an error has the queue deliver it again, soon at first."""
    try:
        body = json.loads(record.body)
        if "detail-type" in body:
            found = read_result(body, app().settings.media_bucket)
            done = app().render_media().take_scan(found.aggregate, found.media, found.scan) if found else "ignored"
        else:
            done = app().render_media()(body["aggregate"], body["media"])
        logger.info("file rendered", extra={"outcome": done})
    except Exception as error:
        log_failure("file not rendered", error, queue_message=record.id)
        back_off(record, app().settings.render_queue_url)
        raise


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """A batch of the queue; failed files are named and delivered again."""
    return work_through(event, render)
