"""One post of a telephone system -> news by call, what is none, and what nobody can read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from nabiz.channels.telephony import Provider, asterisk, connect, generic
from nabiz.domain.call_pieces import CallNews
from nabiz.domain.errors import UnreadableMessage
from nabiz.domain.messages import Ignored

MOST_IN_ONE = 100  # pieces of one call in one entry of the queue; an entry may have 256 kB


@dataclass(slots=True)
class Post:
    """What a post says. `unread` are the parts that have no shape of the provider, each as it can be posted again."""

    news: list[CallNews] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)
    unread: list[bytes] = field(default_factory=list)


def split(provider: Provider, body: bytes, received_at: datetime) -> Post:
    """Read a whole post; one part that is broken takes no other with it.

    Raises:
        UnreadableMessage: the body as a whole cannot be read; keep it whole (`inbound.unreadable`).
    """
    post, calls = Post(), dict[str, list[CallNews]]()
    for value in _parts(provider, body):
        try:
            read = _reader(provider, value, received_at)(value)
        except UnreadableMessage:
            post.unread.append(_again(value))
            continue
        if isinstance(read, Ignored):
            post.ignored.append(read)
        elif read.callback is not None:
            post.news.append(read)
        else:
            calls.setdefault(read.reference, []).append(read)
    post.news += [together for those in calls.values() for together in _together(those)]
    return post


def _parts(provider: Provider, body: bytes) -> Iterator[object]:
    match provider:
        case Provider.CONNECT:
            return connect.read_post(body)
        case Provider.ASTERISK:
            return asterisk.read_post(body)
    return generic.read_post(body)


def _reader(provider: Provider, value: object, received_at: datetime) -> Callable[[object], CallNews | Ignored]:
    match provider:
        case Provider.CONNECT:
            return connect.read_event if _is_event(value) else connect.read_record
        case Provider.ASTERISK:
            return lambda item: asterisk.read_item(item, received_at)
    return generic.read_item


def _is_event(value: object) -> bool:
    """Contact events have a type; they may be posted too, by whoever has no rule of EventBridge."""
    return isinstance(value, dict) and any(str(name).lower() in ("eventtype", "detail-type") for name in value)


def _together(those: list[CallNews]) -> Iterator[CallNews]:
    """What was said of one call, in as few entries as hold it."""
    for start in range(0, len(those), MOST_IN_ONE):
        some = those[start : start + MOST_IN_ONE]
        yield replace(
            some[0], legs=tuple(leg for news in some for leg in news.legs),
            marks=tuple(dict.fromkeys(mark for news in some for mark in news.marks)),
            signs=tuple(dict.fromkeys(sign for news in some for sign in news.signs)),
        )  # fmt: skip


def _again(value: object) -> bytes:
    if isinstance(value, str):
        return value.encode("utf-8", "replace")
    return json.dumps(value).encode()
