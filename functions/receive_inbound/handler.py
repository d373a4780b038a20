"""Queue `inbound` -> messages, delivery reports, calls. One record is one of these, in order in its group."""

from __future__ import annotations

from typing import Any

from nabiz.batches import QueueRecord, work_through
from nabiz.bootstrap import app
from nabiz.channels.inbound import parse_text
from nabiz.domain.call_pieces import CallNews
from nabiz.domain.filing import Queued
from nabiz.domain.messages import DeliveryReport, InboundMessage
from nabiz.domain.templates import TemplateState
from nabiz.handling import back_off, log_failure
from nabiz.observability import logger
from nabiz.services.record_delivery import record_delivery

LONGEST_WAIT = 180  # seconds; a message that nothing helps must not hold back its sender's others for hours


def receive(record: QueueRecord) -> None:
    """Handle one message; an error leaves it, and the rest of its group, in the queue."""
    try:
        inbound = parse_text(record.body, app().read_mail)
        if isinstance(inbound, InboundMessage):
            received = app().receive_message()(inbound, app().now())
            logger.info("message received", extra={"step": received.step, "ticket": received.number})
        elif isinstance(inbound, DeliveryReport):
            logger.info("delivery reported", extra={"outcome": _record(inbound)})
        elif isinstance(inbound, CallNews):
            recorded = app().record_call()(inbound, app().now())
            logger.info("call recorded", extra={"step": recorded.step, "ticket": recorded.callback})
        elif isinstance(inbound, TemplateState):
            changed = app().templates.keep([inbound])
            logger.info("template told", extra={"template": inbound.name, "status": inbound.status, "new": changed})
        elif isinstance(inbound, Queued):
            logger.info("request filed", extra={"ticket": app().file_queued(inbound), "client": inbound.client})
        else:
            logger.info("message ignored", extra={"reason": inbound.reason})
    except Exception as error:
        log_failure("message not received", error, queue_message=record.id)
        raise


def _record(report: DeliveryReport) -> str:
    return record_delivery(report, app().outbox, app().suppressions, app().find_sent)


def _leave(record: QueueRecord) -> None:
    """All that stays of a group comes again at the same time: a hidden message would hold back those before it."""
    back_off(record, app().settings.inbound_queue_url, longest=LONGEST_WAIT)


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """A batch of the queue; failed messages are named and delivered again."""
    return work_through(event, receive, _leave)
