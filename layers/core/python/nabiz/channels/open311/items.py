"""Requests as entries of the queue `inbound`."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from nabiz.domain.errors import UnreadableMessage
from nabiz.domain.filing import Queued
from nabiz.domain.messages import Channel, InboundItem


def write_item(queued: Queued) -> InboundItem:
    """The entry; each request is a group of its own, for none waits for another."""
    body: dict[str, object] = {"channel": str(Channel.OPEN311), "request": msgspec.to_builtins(queued)}
    return InboundItem(f"open311-{queued.token}", f"open311-{queued.token}", body)


def read_item(item: Mapping[str, object]) -> Queued:
    """The request of an entry. Raises `UnreadableMessage`."""
    try:
        return msgspec.convert(item.get("request"), Queued)
    except (msgspec.ValidationError, ValueError) as error:
        raise UnreadableMessage("This is no request of a program.") from error
