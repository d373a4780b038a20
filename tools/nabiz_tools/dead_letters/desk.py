"""Where dead letters are looked at and decided upon: reading does not take them away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from nabiz_tools.aws import Clients
from nabiz_tools.dead_letters.letters import DeadLetter
from nabiz_tools.failures import ToolError
from nabiz_tools.local.stack import Stack

# Queue of dead letters: the queue they came from.
DEAD = {"inbound_dead": "inbound", "media_dead": "media", "outbound_dead": "outbound", "failures": ""}
HELD_SECONDS = 120  # how long nobody else sees the letters while a command works on them
BATCH = 10  # SQS: messages in one request


class Desk:
    def __init__(self, clients: Clients, stack: Stack) -> None:
        self._sqs = clients.sqs
        self._urls = stack.queues

    @contextmanager
    def holding(self, queues: Sequence[str]) -> Iterator[list[DeadLetter]]:
        """All letters of these queues, oldest first; what is not removed goes back when the block ends."""
        letters = [letter for queue in queues for letter in self._receive_all(queue)]
        removed: set[str] = set()
        self._removed = removed
        try:
            yield sorted(letters, key=lambda letter: letter.sent_at)
        finally:
            for letter in letters:
                if letter.id not in removed:
                    self._sqs.change_message_visibility(
                        QueueUrl=self._urls[letter.queue], ReceiptHandle=letter.receipt, VisibilityTimeout=0
                    )

    def remove(self, letter: DeadLetter) -> None:
        """For good. Only while it is held."""
        self._sqs.delete_message(QueueUrl=self._urls[letter.queue], ReceiptHandle=letter.receipt)
        self._removed.add(letter.id)

    def _receive_all(self, queue: str) -> list[DeadLetter]:
        letters: dict[str, DeadLetter] = {}
        while True:
            messages = self._sqs.receive_message(
                QueueUrl=self._urls[queue],
                MaxNumberOfMessages=BATCH,
                VisibilityTimeout=HELD_SECONDS,
                MessageAttributeNames=["All"],
                MessageSystemAttributeNames=["All"],
            ).get("Messages", [])
            if not messages:
                return list(letters.values())
            for message in messages:
                attributes = message.get("MessageAttributes", {})
                letters[message["MessageId"]] = DeadLetter(
                    id=message["MessageId"],
                    queue=queue,
                    body=message["Body"],
                    attributes={name: value.get("StringValue", "") for name, value in attributes.items()},
                    system={str(name): value for name, value in message.get("Attributes", {}).items()},
                    receipt=message["ReceiptHandle"],
                )


def choose(letters: Sequence[DeadLetter], ids: Sequence[str], every: bool) -> list[DeadLetter]:
    """The letters with these ids (their first characters will do), or every one.

    Raises:
        ToolError: an id is unknown or means several letters, or neither ids nor `every` is given.
    """
    if every:
        return list(letters)
    if not ids:
        raise ToolError("Say which: ids from `nabiz dead-letters list`, or --all")
    chosen = []
    for wanted in ids:
        found = [letter for letter in letters if letter.id.startswith(wanted)]
        if len(found) != 1:
            raise ToolError(f"{wanted} is {'no dead letter' if not found else 'the beginning of several ids'}")
        chosen.extend(found)
    return chosen
