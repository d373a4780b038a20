"""Any other switchboard: a JSON of ours, for whoever can post one. `docs/channels.md` shows every field."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TypeVar

from nabiz.channels.telephony import Provider
from nabiz.channels.telephony.fields import (
    Fields,
    fields,
    moment,
    needed,
    objects,
    read_caller,
    read_values,
    seconds,
    text,
)
from nabiz.domain.call_pieces import CallbackRequest, CallDirection, CallNews, CallOutcome, Leg, Presence, Sign
from nabiz.domain.errors import UnreadableMessage
from nabiz.domain.messages import Ignored

PRESENCES = {"ringing": Presence.RINGING, "connected": Presence.CONNECTED, "ended": Presence.ENDED}
LONGEST_WORDS = 1000
Choice = TypeVar("Choice", bound=StrEnum)


def read_post(body: bytes) -> Iterator[object]:
    """The events of a post: one, a list, lines, or `{"events": [...]}`. Raises `UnreadableMessage`."""
    yield from objects(read_values(body), "events")


def read_item(value: object) -> CallNews | Ignored:
    """One event.

    Raises:
        UnreadableMessage: it has not the shape of its type.
    """
    raw = fields(value)
    kind = needed(raw, "type")
    if kind == "call":
        return _call(raw)
    if kind in PRESENCES:
        return _sign(raw, PRESENCES[kind])
    if kind == "callback_requested":
        return _callback(raw)
    return Ignored(text(raw, "id"), f"generic {kind[:40]}")


def _call(raw: Fields) -> CallNews:
    leg_id, began = needed(raw, "id"), moment(raw, "started_at")
    if began is None:
        raise UnreadableMessage("A call has no started_at.")
    ended, connected = moment(raw, "ended_at"), moment(raw, "answered_at")
    updated = moment(raw, "updated_at") or ended or connected or began
    direction = _one_of(raw, "direction", CallDirection, CallDirection.INBOUND)
    caller, withheld = read_caller(text(raw, "caller"))
    operator = text(raw, "operator")
    if text(raw, "outcome"):
        outcome = _one_of(raw, "outcome", CallOutcome, CallOutcome.WAITING)
    elif operator and (connected or direction is CallDirection.INBOUND):
        outcome = CallOutcome.ANSWERED
    elif direction is CallDirection.OUTBOUND:
        outcome = CallOutcome.UNANSWERED
    elif not text(raw, "queue"):
        outcome = CallOutcome.NOT_QUEUED
    else:
        outcome = CallOutcome.ABANDONED if ended else CallOutcome.WAITING
    leg = Leg(
        leg_id, f"{updated:%Y-%m-%dT%H:%M:%S.%f}", began, outcome, direction, text(raw, "line"), text(raw, "queue"),
        operator, caller, withheld, seconds(raw, "wait_seconds"), seconds(raw, "talk_seconds"),
        seconds(raw, "hold_seconds"), seconds(raw, "after_work_seconds"), connected, ended,
    )  # fmt: skip
    signs = (Sign(ended, Presence.ENDED, operator),) if ended and operator else ()
    return CallNews(Provider.GENERIC, text(raw, "call") or leg_id, (leg,), signs=signs)


def _sign(raw: Fields, presence: Presence) -> CallNews:
    at = moment(raw, "at")
    if at is None:
        raise UnreadableMessage("A sign has no time in `at`.")
    caller, withheld = read_caller(text(raw, "caller"))
    operator = text(raw, "operator")
    if presence is Presence.CONNECTED and not operator:
        raise UnreadableMessage("A connected call has no operator.")
    sign = Sign(at, presence, operator, caller, withheld, text(raw, "line"), text(raw, "queue"))
    return CallNews(Provider.GENERIC, text(raw, "call") or needed(raw, "id"), signs=(sign,))


def _callback(raw: Fields) -> CallNews:
    at = moment(raw, "at")
    caller, _ = read_caller(text(raw, "caller"))
    if at is None or not caller:
        raise UnreadableMessage("A wish to be called back needs a time in `at` and a number in `caller`.")
    words = raw.get("words")
    said = words.encode("utf-8", "replace").decode().strip()[:LONGEST_WORDS] if isinstance(words, str) else ""
    request = CallbackRequest(needed(raw, "id"), at, caller, text(raw, "line"), said)
    return CallNews(Provider.GENERIC, text(raw, "call"), callback=request)


def _one_of(raw: Fields, name: str, choices: type[Choice], otherwise: Choice) -> Choice:
    written = text(raw, name)
    if not written:
        return otherwise
    try:
        return choices(written)
    except ValueError:
        raise UnreadableMessage(f"{name} is not one of {', '.join(choices)}.") from None
