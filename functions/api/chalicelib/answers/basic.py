"""What every answer is, and the answers that say little."""

from __future__ import annotations

import msgspec


class Answer(msgspec.Struct, kw_only=True):
    """An answer's body: every field is always there."""


class Health(Answer):
    """Whether the API answers."""

    status: str


class Received(Answer):
    """A channel's post was taken."""

    status: str


class Challenge(Answer):
    """What proves to X that we know the consumer secret."""

    response_token: str


class Problem(Answer):
    """An error (RFC 9457). Further members are facts that a client may act on, for example `allowed` or `version`."""

    type: str
    title: str
    status: int
    detail: str


class Links(Answer):
    """Where to go on."""

    self: str
