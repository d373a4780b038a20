"""What answers carry: each is one shape, from which the answer is made and the OpenAPI description too.

What stands here is found in the module of its subject, loaded when it is asked for: a post of a channel needs none.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chalicelib.answers.basic import Answer, Challenge, Health, Links, Problem, Received
    from chalicelib.answers.citizens import (
        CitizenCard,
        CitizenList,
        CitizenShown,
        FileSeen,
        RecordShown,
        Reopened,
        StageSeen,
        SurveyPage,
        TicketSeen,
        WordsSeen,
    )
    from chalicelib.answers.city import (
        BrandingShown,
        CatalogueShown,
        CategoryShown,
        Colours,
        DepartmentShown,
        Figures,
        MapShown,
        PlaceShown,
        Themes,
    )
    from chalicelib.answers.pages import (
        ClockExplained,
        ClocksExplained,
        EventShown,
        FileRetried,
        FileShown,
        GuessShown,
        History,
        MoveShown,
        NotTakenShown,
        OriginalShown,
        Position,
        ReplyPreviewed,
        StepShown,
        TicketPageShown,
        WayShown,
    )
    from chalicelib.answers.tickets import (
        Clocks,
        Due,
        Me,
        QueueList,
        QueueShown,
        StandingReport,
        StandingShown,
        TicketList,
        TicketOpened,
        TicketReported,
        TicketShown,
        View,
        Views,
    )
    from chalicelib.answers.uploads import PartArrived, PartToSend, UploadDone, UploadParts, UploadPrepared

__all__ = [
    "Answer",
    "BrandingShown",
    "CatalogueShown",
    "CategoryShown",
    "Challenge",
    "CitizenCard",
    "CitizenList",
    "CitizenShown",
    "ClockExplained",
    "Clocks",
    "ClocksExplained",
    "Colours",
    "DepartmentShown",
    "Due",
    "EventShown",
    "Figures",
    "FileRetried",
    "FileSeen",
    "FileShown",
    "GuessShown",
    "Health",
    "History",
    "Links",
    "MapShown",
    "Me",
    "MoveShown",
    "NotTakenShown",
    "OriginalShown",
    "PartArrived",
    "PartToSend",
    "PlaceShown",
    "Position",
    "Problem",
    "QueueList",
    "QueueShown",
    "Received",
    "RecordShown",
    "Reopened",
    "ReplyPreviewed",
    "StageSeen",
    "StandingReport",
    "StandingShown",
    "StepShown",
    "SurveyPage",
    "Themes",
    "TicketList",
    "TicketOpened",
    "TicketPageShown",
    "TicketReported",
    "TicketSeen",
    "TicketShown",
    "UploadDone",
    "UploadParts",
    "UploadPrepared",
    "View",
    "Views",
    "WayShown",
    "WordsSeen",
]

_ROOMS = {
    "basic": (
        "Answer",
        "Challenge",
        "Health",
        "Links",
        "Problem",
        "Received",
    ),
    "citizens": (
        "CitizenCard",
        "CitizenList",
        "CitizenShown",
        "FileSeen",
        "RecordShown",
        "Reopened",
        "StageSeen",
        "SurveyPage",
        "TicketSeen",
        "WordsSeen",
    ),
    "city": (
        "BrandingShown",
        "CatalogueShown",
        "CategoryShown",
        "Colours",
        "DepartmentShown",
        "Figures",
        "MapShown",
        "PlaceShown",
        "Themes",
    ),
    "pages": (
        "ClockExplained",
        "ClocksExplained",
        "EventShown",
        "FileRetried",
        "FileShown",
        "GuessShown",
        "History",
        "MoveShown",
        "NotTakenShown",
        "OriginalShown",
        "Position",
        "ReplyPreviewed",
        "StepShown",
        "TicketPageShown",
        "WayShown",
    ),
    "tickets": (
        "Clocks",
        "Due",
        "Me",
        "QueueList",
        "QueueShown",
        "StandingReport",
        "StandingShown",
        "TicketList",
        "TicketOpened",
        "TicketReported",
        "TicketShown",
        "View",
        "Views",
    ),
    "uploads": (
        "PartArrived",
        "PartToSend",
        "UploadDone",
        "UploadParts",
        "UploadPrepared",
    ),
}
_WHERE = {name: room for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> object:
    """An answer by its name (PEP 562)."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    return found
