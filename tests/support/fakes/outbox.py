"""What is told to whom, in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from nabiz.domain.errors import RateLimited, StorageConflict
from nabiz.domain.events import Event
from nabiz.domain.messages import RANK, DeliveryState, Suppression
from nabiz.domain.timeline import Notification
from nabiz.ports import RateCap
from tests.support.fakes.memory import Memory


class FakeOutbox:
    """`nabiz.ports.Outbox` on a `Memory`."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def claim(self, notification: Notification, *, caps: Sequence[RateCap], lease: timedelta) -> Notification | None:
        memory, key, now = self._memory, (notification.aggregate, notification.key), notification.created_at
        standing = memory.notifications.get(key)
        if standing and standing.attempt != notification.attempt:
            if standing.state not in (DeliveryState.PENDING, DeliveryState.SENDING):
                return standing
            if memory.leases[key] > now:
                raise StorageConflict("Another run is sending this notification right now.")
            memory.notifications[key] = replace(standing, attempt=notification.attempt)
            memory.leases[key] = now + lease
            return None
        if not all(memory.has_room(cap) for cap in caps):
            memory.notifications.setdefault(key, replace(notification, state=DeliveryState.HELD, reason="rate cap"))
            raise RateLimited("This citizen has been told enough for now.")
        for cap in caps:
            memory.count(cap)
        memory.notifications[key], memory.leases[key] = notification, now + lease
        return None

    def release(self, notification: Notification, at: datetime) -> None:
        key = notification.aggregate, notification.key
        if self._memory.notifications[key].attempt == notification.attempt:
            self._memory.leases[key] = at

    def advance(self, aggregate: str, key: str, state: DeliveryState, at: datetime, *, provider_id: str = "",
                code: str = "", reason: str = "", side_event: Event | None = None,
                sent_mail: bool = False, segments: int = 0, ask_at: datetime | None = None) -> bool:  # fmt: skip
        standing = self._memory.notifications.get((aggregate, key))
        if standing is None or RANK[standing.state] >= RANK[state]:
            return False
        given = {"provider_id": provider_id, "code": code, "reason": reason}
        moved = replace(standing, state=state, updated_at=at, **{name: it for name, it in given.items() if it})
        self._memory.notifications[aggregate, key] = moved
        if side_event is not None:
            self._memory.events[aggregate, side_event.seq, side_event.key] = side_event
        return True


class FakeSuppressions:
    """`nabiz.ports.Suppressions` in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, Suppression] = {}

    def add(self, suppressions: Iterable[Suppression]) -> None:
        self.kept |= {one.address.lower(): one for one in suppressions}

    def among(self, addresses: Sequence[str]) -> frozenset[str]:
        return frozenset(address for address in addresses if address.lower() in self.kept)
