"""What requests carry: each body is one shape, and what does not fit is refused with the field's name."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from chalicelib.reading_bodies import Body, Code, Name, Text
from nabiz.domain.files import MAX_UPLOAD
from nabiz.domain.survey import Answer
from nabiz.domain.ticket import Kind
from nabiz.domain.workflow import Outcome, Status

Number = Annotated[int, msgspec.Meta(ge=1, le=100)]
# What `POST /public/uploads` gave out.
Upload = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{32}$", max_length=32)]
Uploads = Annotated[list[Upload], msgspec.Meta(max_length=20)]


class CitizenBody(Body):
    """Who it is, as far as they say."""

    name: Name = ""
    phone: Name = ""
    email: Name = ""


class LocationBody(Body):
    """Where it is; degrees north and east."""

    lat: Annotated[float, msgspec.Meta(ge=-90, le=90)] | None = None
    lon: Annotated[float, msgspec.Meta(ge=-180, le=180)] | None = None
    address: Annotated[str, msgspec.Meta(max_length=500)] = ""
    neighbourhood: Code = ""


class TicketBody(Body):
    """A new ticket."""

    text: Text
    kind: Kind | None = None
    category: Code = ""
    channel: Code = ""
    citizen: CitizenBody = msgspec.field(default_factory=CitizenBody)
    location: LocationBody | None = None
    media: Uploads = msgspec.field(default_factory=list)
    language: Code = ""
    call: Annotated[str, msgspec.Meta(pattern="^([0-9a-f]{24})?$")] = ""  # id of the call in which it was said

    visit: Annotated[str, msgspec.Meta(pattern="^([A-Za-z0-9_-]{16,64})?$")] = ""  # the visit to the desk


class CallTicketBody(Body):
    """The ticket that was about a call."""

    number: Code


class UploadBody(Body):
    """A file that a browser is about to send; `size` in bytes, 0 if it is not known."""

    mime_type: Annotated[str, msgspec.Meta(pattern=r"^(image|video|audio|application|text)/[a-z0-9.+-]{1,80}$")]
    size: Annotated[int, msgspec.Meta(ge=0, le=MAX_UPLOAD)] = 0


class PartNumbersBody(Body):
    """Parts of a file that are to be sent, again or for the first time."""

    numbers: Annotated[list[Number], msgspec.Meta(max_length=100)]


class PartBody(Body):
    """A part that was sent, with the ETag that the bucket answered."""

    number: Number
    etag: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]


class PartsBody(Body):
    """Every part of a file."""

    parts: Annotated[list[PartBody], msgspec.Meta(min_length=1, max_length=100)]


class TransitionBody(Body):
    """A move of the workflow, with what it demands."""

    to: Status
    reason: Annotated[str, msgspec.Meta(max_length=2000)] = ""
    outcome: Outcome | None = None
    message_to_citizen: Annotated[str, msgspec.Meta(max_length=4000)] = ""
    department: Code = ""
    planned_for: Code = ""
    duplicate_of: Code = ""


class AssignmentBody(Body):
    """To which department or person."""

    department: Code = ""
    assignee: Code = ""
    reason: Annotated[str, msgspec.Meta(max_length=2000)] = ""


class EscalationBody(Body):
    """`acknowledge` holds the next rung back for as long as the city says, `snooze` until a moment, with a reason."""

    action: Literal["acknowledge", "snooze"]
    until: datetime | None = None
    reason: Annotated[str, msgspec.Meta(max_length=2000)] = ""


class ClassificationBody(Body):
    """The right category."""

    category: Code


class CitizenWordsBody(Body):
    """What a citizen writes to a ticket; `key` as it was sent to them."""

    key: Annotated[str, msgspec.Meta(max_length=40)]
    text: Text
    media: Uploads = msgspec.field(default_factory=list)


class WordsBody(Body):
    """A reply or a note."""

    text: Text


class ViewBody(Body):
    """A list to see again; `query` is the query string of its address."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
    query: Annotated[str, msgspec.Meta(max_length=1000)]


class ViewsBody(Body):
    """All saved lists of a user, in their order."""

    views: Annotated[list[ViewBody], msgspec.Meta(max_length=50)]


class ReopeningBody(Body):
    """Why a citizen's ticket is not done."""

    key: Code
    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]


class SurveyBody(Body):
    """The answer of a survey."""

    answer: Answer
    comment: Annotated[str, msgspec.Meta(max_length=2000)] = ""
    reopen: bool = False
