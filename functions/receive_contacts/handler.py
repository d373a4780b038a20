"""Queue `contacts` -> queue `inbound`. One record is one contact event of Amazon Connect, best effort and unordered."""

from __future__ import annotations

import json
from typing import Any

from nabiz.batches import QueueRecord, work_through
from nabiz.bootstrap import app
from nabiz.channels.telephony.connect import read_event
from nabiz.channels.telephony.items import write_item
from nabiz.domain.call_pieces import CallNews
from nabiz.handling import back_off, log_failure
from nabiz.observability import logger
from nabiz.ports import QueueEntry


def hand_on(record: QueueRecord) -> None:
    """Put an event into its call's row; an error has the queue deliver it again, soon at first."""
    try:
        read = read_event(json.loads(record.body))
        if isinstance(read, CallNews):
            item = write_item(read)
            entry = QueueEntry(json.dumps(item.body, ensure_ascii=False), item.group, item.deduplication)
            app().queue(app().settings.inbound_queue_url).send([entry])
        logger.info("contact event handed on" if isinstance(read, CallNews) else "contact event ignored")
    except Exception as error:
        log_failure("contact event not handed on", error, queue_message=record.id)
        back_off(record, app().settings.contacts_queue_url)
        raise


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """A batch of the queue; failed messages are named and delivered again."""
    return work_through(event, hand_on)
