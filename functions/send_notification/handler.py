"""Queue `outbound` -> citizens and staff. One record is one event of the bus that somebody is told about."""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from nabiz.bootstrap import app
from nabiz.handling import back_off, log_failure
from nabiz.observability import logger

processor = BatchProcessor(event_type=EventType.SQS)


def tell(record: SQSRecord) -> None:
    """Tell everybody whom one event concerns; an error has the queue deliver it again, soon at first."""
    detail = record.json_body["detail"]
    try:
        told = app().send_notification()(detail["aggregate"], detail["seq"], detail["key"], detail["refs"], app().now())
        logger.info("people told", extra={"event": detail["id"], "outcomes": told})
    except Exception as error:
        log_failure("people not told", error, event=detail["id"])
        back_off(record, app().settings.outbound_queue_url)
        raise


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """A batch of the queue; failed events are named and delivered again."""
    return dict(process_partial_response(event=event, record_handler=tell, processor=processor, context=context))
