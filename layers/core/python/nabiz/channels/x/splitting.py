"""One post of the Account Activity API -> one item per post, direct message and deletion, for the queue."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping

from nabiz.channels.strange_json import Raw, read_json
from nabiz.domain.errors import UnreadableMessage
from nabiz.domain.messages import InboundItem

POST, DIRECT, DELETED, NOTICE, UNKNOWN = "post", "direct", "deleted", "notice", "unknown"
LISTS: Mapping[str, str] = {
    "tweet_create_events": POST, "direct_message_events": DIRECT, "tweet_delete_events": DELETED,
}  # fmt: skip
# What accompanies the events and is none itself.
BESIDE = frozenset({"apps", "for_user_id", "is_blocked_by", "user_has_blocked", "users"})
GROUP_LENGTH = 32  # hex digits; a queue's group may have 128 characters


def split(body: bytes) -> list[InboundItem]:
    """The items of one post of the webhook, in its order.

    The body of an item is `{"channel": "x", "type", "account", "users", "raw"}`: `type` is post, direct (message),
    deleted, notice (no message of a citizen) or unknown; `account` the user id of ours; `users` what the webhook says
    of the sender of a direct message.

    Raises:
        UnreadableMessage: it is no JSON of such a webhook; queue it whole (`inbound.unreadable`).
    """
    try:
        return _split(read_json(body))
    except RecursionError as error:
        raise UnreadableMessage("X's webhook is nested too deeply.") from error


def _split(envelope: object) -> list[InboundItem]:
    account = envelope.get("for_user_id") if isinstance(envelope, dict) else None
    if not isinstance(envelope, dict) or not (isinstance(account, str) or "user_event" in envelope):
        raise UnreadableMessage("The body is no webhook of X.")
    ours = account if isinstance(account, str) else ""
    found = [item for name, value in envelope.items() if name not in BESIDE
             for item in _events(name, value, envelope.get("users"), ours)]  # fmt: skip
    if not found:
        raise UnreadableMessage("X's webhook has no events.")
    return found


def _events(name: str, value: object, users: object, account: str) -> Iterator[InboundItem]:
    kind = LISTS.get(name)
    for event in value if isinstance(value, list) else [value]:
        if kind is None:
            yield _loose(NOTICE, {"field": name, "value": event}, account)
        elif not isinstance(event, dict):
            yield _loose(UNKNOWN, {"part": event}, account)
        else:
            yield item_of(kind, event, account, users)


def item_of(kind: str, event: Raw, account: str, users: object = None) -> InboundItem:
    """The item of one event: the webhook's and the polled one of the same post have the same deduplication."""
    id, sender = _facts(kind, event)
    if not id or not sender:
        return _loose(UNKNOWN, {"part": event}, account)
    known = users.get(sender) if isinstance(users, dict) else None
    body: Raw = {"channel": "x", "type": kind, "account": account, "raw": event}
    if isinstance(known, dict):
        body["users"] = {sender: {name: known.get(name) for name in ("name", "screen_name")}}
    return InboundItem(_digest(account, "from", sender)[:GROUP_LENGTH], _digest(kind, id), body)


def _facts(kind: str, event: Raw) -> tuple[str, str]:
    """Id and sender of an event; empty where they are not there."""
    if kind == POST:
        user = event.get("user")
        return _text(event, "id_str") or _text(event, "id"), _text(user, "id_str") or _text(event, "author_id")
    if kind == DELETED:
        return _text(event.get("status"), "id"), _text(event.get("status"), "user_id")
    made = event.get("message_create")
    return _text(event, "id"), _text(made, "sender_id")


def _text(holder: object, key: str) -> str:
    value = holder.get(key) if isinstance(holder, dict) else None
    return value[:100] if isinstance(value, str) else ""


def _loose(kind: str, raw: Raw, account: str) -> InboundItem:
    """An item in a group of its own, which blocks nobody and is the same at every delivery."""
    digest = _digest(kind, json.dumps(raw, sort_keys=True))
    body: Raw = {"channel": "x", "type": kind, "account": account, "raw": raw}
    return InboundItem(digest[:GROUP_LENGTH], digest, body)


def _digest(*words: str) -> str:
    return hashlib.sha256("|".join(("x", *words)).encode()).hexdigest()
