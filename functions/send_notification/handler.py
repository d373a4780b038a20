"""Queue `outbound` -> citizens and staff. One record is one event of the bus that somebody is told about."""

from __future__ import annotations

from typing import Any

from nabiz.batches import QueueRecord, work_through
from nabiz.bootstrap import app
from nabiz.handling import back_off, log_failure
from nabiz.observability import logger


def tell(record: QueueRecord) -> None:
    """Tell everybody whom one event concerns; an error has the queue deliver it again, soon at first."""
    detail = record.detail
    try:
        told = app().send_notification()(detail["aggregate"], detail["seq"], detail["key"], detail["refs"], app().now())
        logger.info("people told", extra={"event": detail["id"], "outcomes": told})
    except Exception as error:
        log_failure("people not told", error, event=detail["id"])
        back_off(record, app().settings.outbound_queue_url)
        raise


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """A batch of the queue; failed events are named and delivered again."""
    return work_through(event, tell)
