"""Queue `media` -> files in the bucket. One record is one announced file."""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from nabiz.bootstrap import app
from nabiz.handling import back_off, log_failure
from nabiz.observability import logger

processor = BatchProcessor(event_type=EventType.SQS)


def fetch(record: SQSRecord) -> None:
    """Fetch one file; an error has the queue deliver it again, soon at first."""
    detail = record.json_body["detail"]
    try:
        state = app().fetch_media()(detail["aggregate"], detail["media"])
        logger.info("file fetched", extra={"state": state, "file": detail["media"]})
    except Exception as error:
        log_failure("file not fetched", error, file=detail["media"])
        back_off(record, app().settings.media_queue_url)
        raise


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """A batch of the queue; failed files are named and delivered again."""
    return dict(process_partial_response(event=event, record_handler=fetch, processor=processor, context=context))
