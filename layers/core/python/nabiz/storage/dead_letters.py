"""Where dead letters are looked at and decided upon: reading does not take them away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from nabiz.domain.dead_letters import Act, DeadLetter
from nabiz.ports import Page

# Queue of dead letters: the queue they came from.
DEAD = {
    "inbound_dead": "inbound",
    "mail_dead": "mail",
    "media_dead": "media",
    "render_dead": "render",
    "outbound_dead": "outbound",
    "search_dead": "search",
    "contacts_dead": "contacts",
    "failures": "",
}
HELD_SECONDS = 120  # how long nobody else sees the letters while somebody works on them
BATCH = 10  # SQS: messages in one request
ACTS = "LETTERS#ACTS"


class Desk:
    """The queues of dead letters, by the names of `DEAD`."""

    def __init__(self, sqs: Any, urls: Mapping[str, str]) -> None:
        self._sqs = sqs
        self._urls = urls
        self._removed: set[str] = set()

    @contextmanager
    def holding(self, queues: Sequence[str], most: int | None = None) -> Iterator[list[DeadLetter]]:
        """The letters of these queues, oldest first; what is not removed goes back when the block ends.

        Args:
            most: of each queue; without it every letter there is.
        """
        letters = [letter for queue in queues for letter in self._receive(queue, most)]
        self._removed = set()
        try:
            yield sorted(letters, key=lambda letter: letter.sent_at)
        finally:
            for queue in queues:
                self._let_go(queue, [one for one in letters if one.queue == queue and one.id not in self._removed])

    def remove(self, letter: DeadLetter) -> None:
        """For good. Only while it is held."""
        self._sqs.delete_message(QueueUrl=self._urls[letter.queue], ReceiptHandle=letter.receipt)
        self._removed.add(letter.id)

    def _let_go(self, queue: str, letters: Sequence[DeadLetter]) -> None:
        """One request for ten: everybody sees them again."""
        for start in range(0, len(letters), BATCH):
            entries = [
                {"Id": str(index), "ReceiptHandle": letter.receipt, "VisibilityTimeout": 0}
                for index, letter in enumerate(letters[start : start + BATCH])
            ]
            self._sqs.change_message_visibility_batch(QueueUrl=self._urls[queue], Entries=entries)

    def _receive(self, queue: str, most: int | None) -> list[DeadLetter]:
        letters: dict[str, DeadLetter] = {}
        while most is None or len(letters) < most:
            messages = self._sqs.receive_message(
                QueueUrl=self._urls[queue],
                MaxNumberOfMessages=BATCH,
                VisibilityTimeout=HELD_SECONDS,
                MessageAttributeNames=["All"],
                MessageSystemAttributeNames=["All"],
            ).get("Messages", [])
            if not messages:
                break
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
        return list(letters.values())


class TableActs:
    """What was done with dead letters; only ever appended to."""

    def record(self, act: Act) -> None:
        """One PutItem, which replaces nothing."""
        from nabiz.storage.lines import new_line
        from nabiz.storage.records import ActRecord

        ActRecord(ACTS, new_line(act.at), act=act).save()

    def page(self, limit: int, cursor: str = "") -> Page[Act]:
        """The history, newest first: one Query."""
        from nabiz.storage.lines import read_lines
        from nabiz.storage.records import ActRecord

        lines, after = read_lines(ActRecord, ACTS, limit, cursor)
        return Page(tuple(line.act for line in lines), after)
