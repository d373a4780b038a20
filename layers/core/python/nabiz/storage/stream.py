"""The table's stream: new items as domain objects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from nabiz.domain.events import Event
from nabiz.domain.timeline import Media
from nabiz.storage import convert
from nabiz.storage.records import EventRecord, MediaRecord, Record


def read_stream(records: Iterable[Mapping[str, Any]]) -> list[Event | Media]:
    """Events and files that were inserted, in the stream's order; anything else is none of our business."""
    found: list[Event | Media] = []
    for record in records:
        image = record["dynamodb"].get("NewImage")
        if record["eventName"] != "INSERT" or not image or image.get("type", {}).get("S") not in ("event", "media"):
            continue
        item = Record.from_raw_data(image)
        if isinstance(item, EventRecord):
            found.append(convert.to_event(item))
        elif isinstance(item, MediaRecord):
            found.append(convert.to_media(item))
    return found


def batch_name(records: list[Mapping[str, Any]]) -> str:
    """The batch's sequence range: the same batch delivered again has the same name."""
    first, last = records[0]["dynamodb"]["SequenceNumber"], records[-1]["dynamodb"]["SequenceNumber"]
    return f"{first}-{last}"
