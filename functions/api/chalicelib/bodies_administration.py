"""What administrators send."""

from __future__ import annotations

from typing import Any, Literal

from chalicelib.bodies import Body, Code
from nabiz.domain.messages import Channel


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
