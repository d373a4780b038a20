"""A dead letter and why it is one, told without its content: that may hold personal data."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from nabiz.domain.errors import NabizError


class NotReplayable(NabizError):
    """It cannot be put back this way; the words say what would help."""


@dataclass(frozen=True, slots=True)
class Act:
    """What was done with a letter: `replayed` or `dropped`, with the words for it; `by` is an actor."""

    letter: str
    queue: str
    what: str
    act: str
    words: str
    at: datetime
    by: str


class Origin(StrEnum):
    """How the letter came to be dead, which says how it is replayed."""

    UNREADABLE = "unreadable"  # a webhook body that nobody could split
    GIVEN_UP = "given up"  # a queue's message that failed too often
    STREAM = "stream"  # a stretch of the table's stream that a function could not handle
    FUNCTION = "function"  # an asynchronous invocation that failed
    TARGET = "target"  # an event or a schedule that did not reach its target
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class DeadLetter:
    """`queue` is its name in the stack file; `receipt` is only valid while the letter is being held."""

    id: str
    queue: str
    body: str
    attributes: dict[str, str]  # the sender's own
    system: dict[str, str]  # SQS's
    receipt: str

    @property
    def content(self) -> dict[str, Any]:
        """The body as a JSON object; empty when it is none."""
        try:
            value = json.loads(self.body)
        except ValueError:
            return {}
        return value if isinstance(value, dict) else {}

    @property
    def origin(self) -> Origin:
        content = self.content
        if self.attributes.get("reason") == "unreadable" or content.get("type") == "unreadable":
            return Origin.UNREADABLE
        if self.queue != "failures":
            return Origin.GIVEN_UP
        if "DDBStreamBatchInfo" in content:
            return Origin.STREAM
        if "requestPayload" in content and "requestContext" in content:
            return Origin.FUNCTION
        if "TARGET_ARN" in self.attributes:
            return Origin.TARGET
        return Origin.UNKNOWN

    @property
    def reason(self) -> str:
        """Why it is here, in words that hold nothing of a citizen."""
        content = self.content
        if self.origin is Origin.UNREADABLE:
            return "the webhook body could not be read"
        if self.origin is Origin.STREAM:
            batch = content["DDBStreamBatchInfo"]
            return f"{_failed_function(content)}: {batch['batchSize']} stream records, {_condition(content)}"
        if self.origin is Origin.FUNCTION:
            error = (content.get("responsePayload") or {}).get("errorType", "no answer")
            return f"{_failed_function(content)}: {error}, {_condition(content)}"
        if self.origin is Origin.TARGET:
            code = self.attributes.get("ERROR_CODE", "unknown error")
            return f"{self.attributes['TARGET_ARN'].rsplit(':', 1)[-1]} was not reached: {code}"
        given = self.attributes.get("reason")
        return given or f"handed out {self.system.get('ApproximateReceiveCount', '?')} times without success"

    @property
    def what(self) -> str:
        """Its kind: the type of an inbound item, the name of an event."""
        content = self.content
        kind = content.get("detail-type") or content.get("type") or self.origin.value
        return " ".join(str(word) for word in (content.get("channel"), kind) if word)

    @property
    def sent_at(self) -> datetime:
        return datetime.fromtimestamp(int(self.system.get("SentTimestamp", "0")) / 1000, UTC)


def _failed_function(content: dict[str, Any]) -> str:
    arn: str = content["requestContext"].get("functionArn", "")
    return arn.split(":function:")[-1].split(":")[0]


def _condition(content: dict[str, Any]) -> str:
    return str(content["requestContext"].get("condition", "unknown condition"))
