"""What administrators are answered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from chalicelib.answers import Answer
from nabiz.domain.people import Role


class PartShown(Answer):
    """A part of the configuration; version 0 was applied before versions were counted."""

    part: str
    version: int
    changed_at: datetime | None
    changed_by: str | None


class Parts(Answer):
    """Every part. `version` is a digest of the whole."""

    version: str
    parts: list[PartShown]


class PartBodyShown(PartShown):
    """A part with its content."""

    body: dict[str, Any]


class TemplateShown(Answer):
    """A text at WhatsApp: only an approved one goes out. `stages` are those that use it."""

    name: str
    language: str
    status: str
    reason: str
    at: datetime
    stages: list[str]


class Templates(Answer):
    """Texts that Meta approves, as it said last."""

    items: list[TemplateShown]


class PartChanged(Answer):
    """One line of the history."""

    part: str
    version: int
    at: datetime
    by: str


class PartChanges(Answer):
    """Who changed what, newest first."""

    items: list[PartChanged]
    cursor: str | None


class TextProblem(Answer):
    """What is wrong with a text, and where."""

    path: str
    message: str


class TextPreviewed(Answer):
    """A text with sample values; empty where there are problems. `segments` are those of an SMS."""

    subject: str
    text: str
    choices: list[str]
    segments: int | None
    problems: list[TextProblem]


class UserShown(Answer):
    """An account; `state` is the user pool's word, for example `force_change_password` for an open invitation."""

    username: str
    email: str
    name: str
    role: Role | None
    departments: list[str]
    enabled: bool
    state: str


class Users(Answer):
    """One page of the accounts."""

    items: list[UserShown]
    cursor: str | None


class PasswordReset(Answer):
    """A code is on its way."""

    username: str


class UserChanged(Answer):
    """What was done to an account: `invited`, `changed` or `password_reset`; the rest is as it was to stand then."""

    username: str
    what: str
    role: Role | None
    departments: list[str]
    enabled: bool
    at: datetime
    by: str


class UserChanges(Answer):
    """What was done to the accounts, newest first."""

    items: list[UserChanged]
    cursor: str | None


class LetterShown(Answer):
    """A dead letter: why it is one, and its kind; nothing of a citizen. `received_at` is when it was sent first."""

    id: str
    queue: str
    reason: str
    received_at: datetime
    attempts: int
    preview: str
    origin: str


class Letters(Answer):
    """Dead letters, oldest first; `more` says that there are others."""

    items: list[LetterShown]
    cursor: str | None
    more: bool


class LetterSettled(Answer):
    """What was done with a letter, `replayed` or `dropped`; `words` say where it went, or why."""

    letter: str
    queue: str
    what: str
    act: str
    words: str
    at: datetime
    by: str


class LettersSettled(Answer):
    """What was done with dead letters, newest first."""

    items: list[LetterSettled]
    cursor: str | None
