"""One conditional write of many items, and what its refusal means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from botocore.exceptions import ClientError
from pynamodb.connection import Connection
from pynamodb.exceptions import TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from nabiz.domain.errors import AlreadyDone, NabizError, StaleVersion, StorageConflict
from nabiz.storage.records import Record

LIMIT = 100  # DynamoDB: items in one transaction
_REFUSED = "ConditionalCheckFailed"


class Transaction:
    """Collects puts and updates under a label that says what a refusal of each would mean.

    Labels: `once` the command was carried out before; `ticket` somebody changed it; anything else is a conflict that
    a new try resolves. `commit_id` is written into the items, so that a write whose answer was lost and which was sent
    again by the SDK is recognised as our own.
    """

    def __init__(self, commit_id: str) -> None:
        self.commit_id = commit_id
        self._puts: list[tuple[str, Record, Condition | None]] = []
        self._updates: list[tuple[str, Record, list[Action], Condition | None]] = []

    def __len__(self) -> int:
        return len(self._puts) + len(self._updates)

    def put(self, label: str, record: Record, condition: Condition | None) -> None:
        """Write a whole item if the condition holds; without one, whatever stands there."""
        self._puts.append((label, record, condition))

    def put_always(self, record: Record) -> None:
        """Write a whole item whatever stands there."""
        self._puts.append(("always", record, None))

    def put_new(self, label: str, record: Record) -> None:
        """Write an item that does not exist yet."""
        self.put(label, record, Record.pk.does_not_exist())

    def update(self, label: str, record: Record, actions: Sequence[Action], condition: Condition | None = None) -> None:
        """Change attributes of an item; `record` needs its keys only."""
        self._updates.append((label, record, list(actions), condition))

    def commit(self, connection: Connection) -> None:
        """Write all or nothing.

        Raises:
            AlreadyDone, StaleVersion, StorageConflict: see the class.
        """
        if not self._puts and not self._updates:
            return
        try:
            self._write_insistently(connection)
        except TransactWriteError as error:
            refusal = self._explain(error)
            if refusal is not None:
                raise refusal from error

    def _write_insistently(self, connection: Connection) -> None:
        """Write again where no answer came: the caller could not tell whether it was carried out, the items can."""
        try:
            self._write(connection)
        except TransactWriteError as error:
            if isinstance(error.cause, ClientError):
                raise
            self._write(connection)

    def _write(self, connection: Connection) -> None:
        with TransactWrite(connection=connection, client_request_token=self.commit_id) as write:
            for _, record, condition in self._puts:
                write.save(record, condition=condition, return_values="ALL_OLD")
            for _, record, actions, check in self._updates:
                write.update(record, actions=actions, condition=check, return_values="ALL_OLD")

    def _explain(self, error: TransactWriteError) -> NabizError | None:
        """What to raise, or None where the refusing item is our own earlier write."""
        if error.cause_response_code != "TransactionCanceledException":
            raise error
        labels = [label for label, *_ in self._puts] + [label for label, *_ in self._updates]
        refused = {
            label: reason.raw_item or {}
            for label, reason in zip(labels, error.cancellation_reasons, strict=True)
            if reason is not None and reason.code == _REFUSED
        }
        if any(_text(item, "commit_id") == self.commit_id for item in refused.values()):
            return None
        if "once" in refused:
            return AlreadyDone("This was done before.", result=_text(refused["once"], "result"))
        if "ticket" in refused:
            return _stale(refused["ticket"])
        codes = sorted({reason.code for reason in error.cancellation_reasons if reason is not None})
        return StorageConflict("Something else was written at the same moment; try again.", codes=codes,
                               labels=sorted(refused))  # fmt: skip


def _stale(item: Mapping[str, Mapping[str, Any]]) -> StaleVersion:
    by, status = _text(item, "updated_by"), _text(item, "status")
    at, version = _text(item, "updated_at"), item.get("version", {}).get("N", "")
    return StaleVersion(
        f"The ticket was changed by {by} at {at} and is now {status}; read it again and decide anew.",
        changed_by=by, changed_at=at, version=int(version) if version else None, status=status,
    )  # fmt: skip


def _text(item: Mapping[str, Mapping[str, Any]], name: str) -> str:
    return str(item.get(name, {}).get("S", ""))
