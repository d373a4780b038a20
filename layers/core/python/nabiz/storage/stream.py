"""The table's stream: new items and changes of tickets and calls as domain objects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo
from typing import Any

from nabiz.domain.call_figures import CallChange
from nabiz.domain.desk_figures import VisitChange
from nabiz.domain.events import Event
from nabiz.domain.figures import MESSAGES
from nabiz.domain.standing import Place, TicketChange, places
from nabiz.domain.timeline import Media
from nabiz.ports import Count
from nabiz.storage import convert, visits
from nabiz.storage.calls import to_change
from nabiz.storage.records import EventRecord, MediaRecord, Record

TAKEN = ("sent", "delivered", "read")


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


def read_changes(records: Iterable[Mapping[str, Any]]) -> list[TicketChange]:
    """What became of tickets: opened, changed, gone. Nothing but what says where they stand is read."""
    found = []
    for record in records:
        before, after = (record["dynamodb"].get(image) or {} for image in ("OldImage", "NewImage"))
        known = after or before
        if known.get("type", {}).get("S") == "ticket":
            version = after["version"]["N"] if after else "gone"
            found.append(TicketChange(f"{known['pk']['S']}@{version}", _places(before), _places(after)))
    return found


def read_calls(records: Iterable[Mapping[str, Any]]) -> list[CallChange]:
    """What was learned of calls. One that goes because it was kept long enough takes nothing out of the figures."""
    found = []
    for record in records:
        before, after = (record["dynamodb"].get(image) for image in ("OldImage", "NewImage"))
        if after and after.get("type", {}).get("S") == "call":
            change = f"{after['pk']['S']}@{after['version']['N']}"
            standing = Record.from_raw_data(before) if before else None
            found.append(to_change(change, standing, Record.from_raw_data(after)))
    return found


def read_visits(records: Iterable[Mapping[str, Any]]) -> list[VisitChange]:
    """What became of visits to the welcome desk. One that goes because it was kept long enough takes nothing away."""
    found = []
    for record in records:
        before, after = (record["dynamodb"].get(image) for image in ("OldImage", "NewImage"))
        if after and after.get("type", {}).get("S") == "visit":
            change = f"{after['pk']['S']}@{after['version']['N']}"
            standing = Record.from_raw_data(before) if before else None
            found.append(visits.to_change(change, standing, Record.from_raw_data(after)))
    return found


def read_sent(records: Iterable[Mapping[str, Any]], zone: tzinfo) -> dict[str, list[Count]]:
    """Messages that a provider took, by notification: one each, and the parts of an SMS."""
    found: dict[str, list[Count]] = {}
    for record in records:
        before, after = (record["dynamodb"].get(image) or {} for image in ("OldImage", "NewImage"))
        if after.get("type", {}).get("S") != "notification" or before.get("state", {}).get("S") != "sending":
            continue
        if after.get("state", {}).get("S") not in TAKEN:
            continue
        day = datetime.fromisoformat(after["updated_at"]["S"]).astimezone(zone).date()
        segments = int(after.get("segments", {}).get("N", 0))
        for dimension in ("all", f"channel:{after['channel']['S']}"):
            counts = found.setdefault(f"sent#{after['pk']['S']}#{after['sk']['S']}", [])
            counts.append(Count(MESSAGES, dimension, day, "sent"))
            if segments:
                counts.append(Count(MESSAGES, dimension, day, "segments", segments))
    return found


def _places(image: Mapping[str, Any]) -> frozenset[Place]:
    if not image:
        return frozenset()
    return places(*(image.get(name, {}).get("S", "") for name in ("status", "department", "assignee")))


def batch_name(records: list[Mapping[str, Any]]) -> str:
    """The batch's sequence range: the same batch delivered again has the same name."""
    first, last = records[0]["dynamodb"]["SequenceNumber"], records[-1]["dynamodb"]["SequenceNumber"]
    return f"{first}-{last}"
