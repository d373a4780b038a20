"""Counters that refuse: one item for each window, counted up under the condition that there is room."""

from __future__ import annotations

from pynamodb.exceptions import UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from nabiz.domain.errors import RateLimited
from nabiz.ports import RateCap
from nabiz.storage import keys
from nabiz.storage.records import RateRecord
from nabiz.storage.transaction import Transaction

TOO_MUCH = "That is a lot at once; please try again in an hour."
RETRY_AFTER = 3600  # seconds; windows are hours


class TableLimits:
    """`nabiz.ports.Limits` on the table."""

    def count(self, cap: RateCap) -> None:
        """See the port: one conditional UpdateItem."""
        counter, actions, room = _counting(cap)
        try:
            counter.update(actions=actions, condition=room)
        except UpdateError as error:
            if error.cause_response_code != "ConditionalCheckFailedException":
                raise
            raise too_much() from error


def count_against(cap: RateCap, transaction: Transaction) -> None:
    """Count within a transaction, which fails with the label `rate` where there is no room."""
    counter, actions, room = _counting(cap)
    transaction.update("rate", counter, actions, room)


def too_much() -> RateLimited:
    """What is raised where a window is full."""
    return RateLimited(TOO_MUCH, retry_after=RETRY_AFTER)


def _counting(cap: RateCap) -> tuple[RateRecord, list[Action], Condition]:
    told = RateRecord.told
    actions: list[Action] = [told.add(1), RateRecord.type.set(RateRecord), RateRecord.expires_at.set(cap.expires_at)]
    counter = RateRecord(keys.citizen(cap.who), f"R#{cap.window}")
    return counter, actions, told.does_not_exist() | (told < cap.limit)
