"""What administrators send."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec

from chalicelib.reading_bodies import Body, Code
from nabiz.domain.messages import Channel

USERNAME = "^[A-Za-z0-9_.@+-]{1,128}$"
Email = Annotated[str, msgspec.Meta(pattern=r"^[^@\s<>(),;\"]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$", max_length=128)]
PersonName = Annotated[str, msgspec.Meta(max_length=200)]
Departments = Annotated[list[Code], msgspec.Meta(max_length=40)]
StaffRole = Literal["operator", "department", "field", "supervisor", "executive", "admin", "auditor"]


class PartBody(Body):
    """A part of the configuration, as `GET /configuration/{part}` shows it."""

    body: dict[str, Any]


class TextPreviewBody(Body):
    """Which text; `texts` are the stage's texts as the part `messages` holds them, if others than those in force."""

    stage: Code
    channel: Channel
    language: Code
    form: Literal["text", "template"] = "text"
    texts: dict[str, Any] | None = None


class InvitationBody(Body):
    """Somebody who is to work here; without `username` they sign in with their address."""

    email: Email
    role: StaffRole
    username: Annotated[str, msgspec.Meta(pattern=USERNAME)] | None = None
    name: PersonName = ""
    departments: Departments = msgspec.field(default_factory=list)


class UserBody(Body):
    """An account as it is to be; without `name` the name stays."""

    role: StaffRole
    departments: Departments = msgspec.field(default_factory=list)
    enabled: bool = True
    name: PersonName | None = None


class DropBody(Body):
    """Why a dead letter is dropped."""

    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
