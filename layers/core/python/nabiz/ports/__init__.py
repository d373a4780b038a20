"""What the use cases ask of the outside. The table, the fakes of the tests and the providers all look like this.

What stands here is found in the module of its subject, which is loaded when it is asked for: a cold start pays for the
ports that a function uses, and for no other.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nabiz.ports.figures import Count, Counters, Facts, Shift
    from nabiz.ports.media import (
        Announced,
        FetchedMedia,
        MediaRecords,
        MediaSource,
        MediaStore,
        PartHere,
        PresignedForm,
        PresignedPart,
        UploadRecords,
        UploadStore,
    )
    from nabiz.ports.people import AccessLog, Directory, SavedView, SavedViews, UserChanges
    from nabiz.ports.queues import Bus, Queue, QueueEntry, Timers
    from nabiz.ports.reading import Page, Reader, SurveyCode, TicketPage
    from nabiz.ports.settings import ConfigurationVersions, PartChange, PartVersion
    from nabiz.ports.telling import Limits, Outbox, RateCap, Sender, Senders, Suppressions
    from nabiz.ports.work import Clock, Once, UnitOfWork

__all__ = [
    "AccessLog",
    "Announced",
    "Bus",
    "Clock",
    "ConfigurationVersions",
    "Count",
    "Counters",
    "Directory",
    "Facts",
    "FetchedMedia",
    "Limits",
    "MediaRecords",
    "MediaSource",
    "MediaStore",
    "Once",
    "Outbox",
    "Page",
    "PartChange",
    "PartHere",
    "PartVersion",
    "PresignedForm",
    "PresignedPart",
    "Queue",
    "QueueEntry",
    "RateCap",
    "Reader",
    "SavedView",
    "SavedViews",
    "Sender",
    "Senders",
    "Shift",
    "Suppressions",
    "SurveyCode",
    "TicketPage",
    "Timers",
    "UnitOfWork",
    "UploadRecords",
    "UploadStore",
    "UserChanges",
]

_ROOMS = {
    "figures": (
        "Count",
        "Counters",
        "Facts",
        "Shift",
    ),
    "media": (
        "Announced",
        "FetchedMedia",
        "MediaRecords",
        "MediaSource",
        "MediaStore",
        "PartHere",
        "PresignedForm",
        "PresignedPart",
        "UploadRecords",
        "UploadStore",
    ),
    "people": (
        "AccessLog",
        "Directory",
        "SavedView",
        "SavedViews",
        "UserChanges",
    ),
    "queues": (
        "Bus",
        "Queue",
        "QueueEntry",
        "Timers",
    ),
    "reading": (
        "Page",
        "Reader",
        "SurveyCode",
        "TicketPage",
    ),
    "settings": (
        "ConfigurationVersions",
        "PartChange",
        "PartVersion",
    ),
    "telling": (
        "Limits",
        "Outbox",
        "RateCap",
        "Sender",
        "Senders",
        "Suppressions",
    ),
    "work": (
        "Clock",
        "Once",
        "UnitOfWork",
    ),
}
_WHERE = {name: room for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> object:
    """A port by its name (PEP 562)."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    return found
