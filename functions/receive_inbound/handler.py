"""Queue `inbound` -> messages and delivery reports. One record is one message of one citizen, in order in its group."""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools.utilities.batch import SqsFifoPartialProcessor, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from nabiz.bootstrap import app
from nabiz.channels.inbound import parse_text
from nabiz.domain.messages import DeliveryReport, InboundMessage
from nabiz.handling import log_failure
from nabiz.observability import logger
from nabiz.services.record_delivery import record_delivery

processor = SqsFifoPartialProcessor(skip_group_on_error=True)


def receive(record: SQSRecord) -> None:
    """Handle one message; an error leaves it, and the rest of its group, in the queue."""
    try:
        inbound = parse_text(record.body)
        if isinstance(inbound, InboundMessage):
            received = app().receive_message()(inbound, app().now())
            logger.info("message received", extra={"step": received.step, "ticket": received.number})
        elif isinstance(inbound, DeliveryReport):
            logger.info("delivery reported", extra={"outcome": record_delivery(inbound, app().outbox)})
        else:
            logger.info("message ignored", extra={"reason": inbound.reason})
    except Exception as error:
        log_failure("message not received", error, queue_message=record.message_id)
        raise


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """A batch of the queue; failed messages are named and delivered again."""
    return dict(process_partial_response(event=event, record_handler=receive, processor=processor, context=context))
