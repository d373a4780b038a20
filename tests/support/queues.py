"""Queues with AWS's own rules on a virtual clock: order within a group, visibility, receive counts, dead letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

DEDUPLICATION = timedelta(minutes=5)  # SQS FIFO


@dataclass
class QueueMessage:
    """One message; `visible_at` moves while it is being handled or waits for its next try."""

    id: str
    body: str
    visible_at: datetime
    group: str = ""
    received: int = 0

    def record(self, arn: str) -> dict[str, Any]:
        """The message as Lambda's event shows it."""
        attributes = {"ApproximateReceiveCount": str(self.received), "SentTimestamp": "0", "SenderId": "test",
                      "ApproximateFirstReceiveTimestamp": "0"}  # fmt: skip
        if self.group:
            attributes |= {"MessageGroupId": self.group}
        return {"messageId": self.id, "receiptHandle": self.id, "body": self.body, "attributes": attributes,
                "messageAttributes": {}, "md5OfBody": "", "eventSource": "aws:sqs", "eventSourceARN": arn,
                "awsRegion": "eu-central-1"}  # fmt: skip


@dataclass
class VirtualQueue:
    """A queue and what Lambda does with it. `url` ends in .fifo for a FIFO queue."""

    url: str
    batch: int
    visibility: timedelta
    max_receives: int
    messages: list[QueueMessage] = field(default_factory=list)
    dead: list[QueueMessage] = field(default_factory=list)
    accepted: dict[str, datetime] = field(default_factory=dict)
    sent: int = 0

    @property
    def fifo(self) -> bool:
        return self.url.endswith(".fifo")

    def send(self, body: str, now: datetime, group: str = "", deduplication: str = "") -> str:
        """Take a message; one that was sent within five minutes before is taken and forgotten."""
        key = f"{group}|{deduplication}"
        if deduplication and key in self.accepted and now - self.accepted[key] < DEDUPLICATION:
            return key
        self.accepted[key] = now
        self.sent += 1
        message = QueueMessage(f"m-{self.sent}", body, now, group)
        self.messages.append(message)
        return message.id

    def receive(self, now: datetime) -> list[QueueMessage]:
        """The next batch, made invisible; messages received too often go to the dead letters first."""
        blocked: set[str] = set()
        taken: list[QueueMessage] = []
        for message in list(self.messages):
            if message.visible_at > now or (self.fifo and message.group in blocked):
                blocked.add(message.group)
                continue
            if message.received >= self.max_receives:
                self.messages.remove(message)
                self.dead.append(message)
                continue
            if len(taken) < self.batch:
                message.received += 1
                message.visible_at = now + self.visibility
                taken.append(message)
        return taken

    def change_visibility(self, message_id: str, seconds: int, now: datetime) -> None:
        for message in self.messages:
            if message.id == message_id:
                message.visible_at = now + timedelta(seconds=seconds)

    def finish(self, taken: Sequence[QueueMessage], failed: set[str]) -> None:
        """Remove what was handled; what failed comes again when it is visible."""
        done = {message.id for message in taken} - failed
        self.messages = [message for message in self.messages if message.id not in done]

    def next_moment(self) -> datetime | None:
        return min((message.visible_at for message in self.messages), default=None)
