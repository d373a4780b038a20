"""What handlers have in common: a queue's backoff, a schedule's moment, the time that is left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from nabiz.bootstrap import app
from nabiz.observability import logger

if TYPE_CHECKING:
    from nabiz.batches import QueueRecord

# A failed message is delivered again after these seconds, not after the queue's whole visibility timeout.
BACKOFF = (5, 15, 60, 300, 900, 3600)
RUN_MARGIN = 20.0  # seconds before a run's time limit at which it stops taking on more


def back_off(record: QueueRecord, queue_url: str, longest: int = BACKOFF[-1]) -> None:
    """Ask the queue to deliver a failed message again soon, later each time. Its failure must still be reported.

    Args:
        longest: seconds after which it comes again at the latest.
    """
    delay = min(BACKOFF[min(record.received, len(BACKOFF)) - 1], longest)
    app().client("sqs").change_message_visibility(
        QueueUrl=queue_url, ReceiptHandle=record.receipt, VisibilityTimeout=delay
    )


def scheduled_time(event: Mapping[str, Any]) -> datetime:
    """The moment a run is for: the one that the schedule sent, or now where it sent none.

    A run that is delivered again does the same work again, which is none; a run by hand may name its moment.
    """
    written = str(event.get("scheduled_time", ""))
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return app().now()
    return moment if moment.tzinfo else app().now()


def time_left(context: Any) -> Callable[[], bool]:
    """Whether a run may take on more before its time limit."""

    def enough() -> bool:
        return bool(context.get_remaining_time_in_millis() > RUN_MARGIN * 1000)

    return enough


def log_failure(what: str, error: Exception, **ids: object) -> None:
    """Say that something failed, and why, without the words of people: the kind of error and our own ids only."""
    details = {name: value for name, value in getattr(error, "details", {}).items() if isinstance(value, str | int)}
    logger.warning(what, extra={"error": type(error).__name__, **details, **ids})
