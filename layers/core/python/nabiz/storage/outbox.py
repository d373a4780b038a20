"""The records of what is told to whom: claimed before sending, moved forward only."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from pynamodb.exceptions import UpdateError
from pynamodb.expressions.update import Action

from nabiz.domain.errors import NabizError, RateLimited, StorageConflict
from nabiz.domain.events import Event
from nabiz.domain.messages import RANK, DeliveryState
from nabiz.domain.timeline import Notification
from nabiz.ports import RateCap
from nabiz.storage import convert, keys
from nabiz.storage.limits import count_against
from nabiz.storage.mail import sent_mail_record
from nabiz.storage.records import NotificationRecord, Record
from nabiz.storage.transaction import Transaction


class TableOutbox:
    """`nabiz.ports.Outbox` on the table."""

    def claim(self, notification: Notification, *, caps: Sequence[RateCap], lease: timedelta) -> Notification | None:
        """See the port: one transaction, and one read where it is refused."""
        transaction = Transaction(uuid.uuid4().hex)
        record = convert.notification_record(notification, notification.created_at + lease)
        mine = NotificationRecord.attempt == notification.attempt
        transaction.put("claim", record, Record.pk.does_not_exist() | mine)
        for cap in caps:
            count_against(cap, transaction)
        try:
            transaction.commit(Record._get_connection().connection)
        except StorageConflict as conflict:
            return self._look_again(notification, conflict, lease)
        return None

    def _look_again(self, notification: Notification, conflict: NabizError, lease: timedelta) -> Notification | None:
        """Why a claim was refused: done already, being done, left behind by a run that died, or over the cap."""
        labels = conflict.details.get("labels")
        if labels == ["rate"]:
            self._hold(notification)
            raise RateLimited("This citizen has been told enough for now.") from conflict
        if not isinstance(labels, list) or "claim" not in labels:
            raise conflict
        sort_key = keys.NOTIFICATION + notification.key
        record = NotificationRecord.get(notification.aggregate, sort_key, consistent_read=True)
        if record.state not in (DeliveryState.PENDING, DeliveryState.SENDING):
            return convert.to_notification(record)
        if record.lease_until is not None and record.lease_until > notification.created_at:
            raise StorageConflict("Another run is sending this notification right now.") from conflict
        self._take_over(record, notification, lease)
        return None

    def _take_over(self, record: NotificationRecord, notification: Notification, lease: timedelta) -> None:
        actions: list[Action] = [
            NotificationRecord.attempt.set(notification.attempt),
            NotificationRecord.lease_until.set(notification.created_at + lease),
        ]
        unchanged = (NotificationRecord.attempt == record.attempt) & (NotificationRecord.rank == record.rank)
        # Our own attempt stands there when the answer was lost and the SDK asks again.
        mine = NotificationRecord.attempt == notification.attempt
        try:
            record.update(actions=actions, condition=unchanged | mine)
        except UpdateError as error:
            raise StorageConflict("Another run took this notification over.") from error

    def release(self, notification: Notification, at: datetime) -> None:
        """See the port: one conditional UpdateItem."""
        record = NotificationRecord(notification.aggregate, keys.NOTIFICATION + notification.key)
        try:
            record.update(
                actions=[NotificationRecord.lease_until.set(at)],
                condition=NotificationRecord.attempt == notification.attempt,
            )
        except UpdateError as error:
            if error.cause_response_code != "ConditionalCheckFailedException":
                raise

    def _hold(self, notification: Notification) -> None:
        record = convert.notification_record(notification, notification.created_at)
        record.state, record.rank = DeliveryState.HELD, RANK[DeliveryState.HELD]
        record.reason = "rate cap"
        transaction = Transaction(uuid.uuid4().hex)
        transaction.put_new("claim", record)
        try:
            transaction.commit(Record._get_connection().connection)
        except StorageConflict:
            return  # held or sent by an earlier delivery of the same event

    def advance(self, aggregate: str, key: str, state: DeliveryState, at: datetime, *, provider_id: str = "",
                code: str = "", reason: str = "", side_event: Event | None = None,
                sent_mail: bool = False, segments: int = 0, ask_at: datetime | None = None) -> bool:  # fmt: skip
        """See the port: one transaction."""
        told = NotificationRecord
        record = told(aggregate, keys.NOTIFICATION + key)
        actions: list[Action] = [told.state.set(state), told.rank.set(RANK[state]), told.updated_at.set(at)]
        given = ((told.provider_id, provider_id), (told.code, code), (told.reason, reason))
        actions += [attribute.set(value) for attribute, value in given if value]
        actions += [told.segments.set(segments)] if segments else []
        if ask_at is not None:
            clock_pk, clock_sk = keys.report(ask_at, f"{aggregate}|{key}")
            actions += [told.clock_pk.set(clock_pk), told.clock_sk.set(clock_sk)]
        elif RANK[state] > RANK[DeliveryState.SENT]:
            actions += [told.clock_pk.remove(), told.clock_sk.remove()]
        transaction = Transaction(uuid.uuid4().hex)
        transaction.update("state", record, actions, told.pk.exists() & (told.rank < RANK[state]))
        if side_event is not None:
            transaction.put_new("event", convert.event_record(side_event))
        if sent_mail and provider_id:
            transaction.put_always(sent_mail_record(provider_id, aggregate, key, at))
        try:
            transaction.commit(Record._get_connection().connection)
        except StorageConflict as conflict:
            if conflict.details.get("labels"):
                return False
            raise
        return True
