"""What the use cases ask of the outside. The table, the fakes of the tests and the providers all look like this."""

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
