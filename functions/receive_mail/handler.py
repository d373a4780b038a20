"""Queue `mail` -> queue `inbound`. One record is one mail that SES stored, or one report on a mail of ours."""

from __future__ import annotations

import json
from typing import Any

from nabiz.batches import QueueRecord, work_through
from nabiz.bootstrap import app
from nabiz.channels.mail.splitting import HEAD_BYTES, split
from nabiz.handling import back_off, log_failure
from nabiz.observability import logger
from nabiz.ports import QueueEntry


def hand_on(record: QueueRecord) -> None:
    """Put a mail in its sender's row; an error has the queue deliver it again, soon at first."""
    try:
        items = split(record.body, lambda key: app().mails.head(key, HEAD_BYTES))
        entries = [QueueEntry(json.dumps(item.body), item.group, item.deduplication) for item in items]
        app().queue(app().settings.inbound_queue_url).send(entries)
        logger.info("mail handed on", extra={"items": len(items)})
    except Exception as error:
        log_failure("mail not handed on", error, queue_message=record.id)
        back_off(record, app().settings.mail_queue_url)
        raise


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """A batch of the queue; failed messages are named and delivered again."""
    return work_through(event, hand_on)
