"""What the table's stream brings goes out on the bus: ids and dimensions, never what people said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from nabiz.domain.events import Event
from nabiz.domain.timeline import Media
from nabiz.ports import Bus

MEDIA_ANNOUNCED = "MediaAnnounced"


def relay_events(happened: Sequence[Event | Media], bus: Bus) -> int:
    """Publish everything, in order; how many. Publishing again is harmless: consumers know what they have seen.

    Raises:
        StorageConflict: the bus did not take all of them.
    """
    entries = [_event(thing) if isinstance(thing, Event) else _announcement(thing) for thing in happened]
    bus.publish(entries)
    return len(entries)


def _event(event: Event) -> tuple[str, datetime, Mapping[str, object]]:
    detail = {"id": event.id, "aggregate": event.aggregate, "seq": event.seq, "key": event.key,
              "facts": dict(event.facts), "refs": dict(event.refs)}  # fmt: skip
    return event.type, event.at, detail


def _announcement(media: Media) -> tuple[str, datetime, Mapping[str, object]]:
    return MEDIA_ANNOUNCED, datetime.now(UTC), {"aggregate": media.aggregate, "media": media.id}
