"""One post of Meta's webhook for pages and Instagram -> one item per message, comment and status, for the queue."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping

from nabiz.channels.strange_json import Raw, read_json
from nabiz.domain.errors import UnreadableMessage
from nabiz.domain.messages import InboundItem

MESSAGE, COMMENT, STATUS, NOTICE, UNKNOWN = "message", "comment", "status", "notice", "unknown"
CHANNEL_OF: Mapping[str, str] = {"page": "messenger", "instagram": "instagram"}
# Fields of a change whose value is an event of a conversation, as in `messaging`.
CONVERSATION_FIELDS = frozenset({
    "message_edit", "message_edits", "message_reactions", "messages", "messaging_postbacks", "messaging_referral",
    "messaging_referrals", "messaging_seen",
})  # fmt: skip
COMMENT_FIELDS = frozenset({"comments", "feed", "live_comments"})
FROM_PEOPLE = ("message", "message_edit", "postback", "reaction")  # parts of an event that somebody wrote or pressed
GROUP_LENGTH = 32  # hex digits; a queue's group may have 128 characters


def split(body: bytes) -> list[InboundItem]:
    """The items of one post, in its order.

    The body of an item is `{"channel", "type", "account", "time", "raw"}`: `channel` is messenger or instagram; `type`
    is message (an event of a conversation), comment, status (a message of ours arrived), notice (no message of a
    citizen) or unknown (a part that cannot be split further); `account` is the page or the professional account of
    ours; `time` what the entry says of it; `raw` the part as it came.

    Raises:
        UnreadableMessage: it is no JSON of such a webhook at all; queue it whole (`inbound.unreadable`).
    """
    try:
        return _split_envelope(read_json(body))
    except RecursionError as error:
        raise UnreadableMessage("Meta's webhook is nested too deeply.") from error


def _split_envelope(envelope: object) -> list[InboundItem]:
    about = envelope.get("object") if isinstance(envelope, dict) else None
    channel = CHANNEL_OF.get(about) if isinstance(about, str) else None
    entries = envelope.get("entry") if isinstance(envelope, dict) else None
    if channel is None:
        raise UnreadableMessage("The body is no webhook of a page or of Instagram.")
    if not isinstance(entries, list) or not entries:
        raise UnreadableMessage("The webhook has no entries.")
    return [item for entry in entries for item in _Entry(channel, entry).split()]


class _Entry:
    """What one account of ours is told."""

    def __init__(self, channel: str, entry: object) -> None:
        self._channel = channel
        self._entry: Raw = entry if isinstance(entry, dict) else {"entry": entry}
        self._account = _id(self._entry.get("id"))

    def split(self) -> list[InboundItem]:
        """Its items; a part of it that has no known shape is one too."""
        found = [
            *(item for event in _parts(self._entry, "messaging") for item in self._event(event)),
            *(self._notice("standby", event) for event in _parts(self._entry, "standby")),
            *(item for change in _parts(self._entry, "changes") for item in self._change(change)),
        ]
        if "field" in self._entry:  # Instagram with its own login: the change is the entry itself
            found += self._change({name: self._entry.get(name) for name in ("field", "value")})
        return found or [self._loose(UNKNOWN, {"part": self._entry})]

    def _change(self, change: object) -> Iterator[InboundItem]:
        field = change.get("field") if isinstance(change, dict) else None
        value = change.get("value") if isinstance(change, dict) else None
        if not isinstance(field, str) or not isinstance(value, dict):
            yield self._loose(UNKNOWN, {"part": change})
        elif field in CONVERSATION_FIELDS:
            yield from self._event(value)
        elif field in COMMENT_FIELDS and (field != "feed" or value.get("item") == "comment"):
            yield self._comment(field, value)
        else:
            yield self._notice(field, value)

    def _event(self, event: object) -> Iterator[InboundItem]:
        if not isinstance(event, dict):
            yield self._loose(UNKNOWN, {"part": event})
            return
        statuses = _statuses(event)
        if statuses:
            for status in statuses:
                yield self._item(STATUS, status, ("about", status["mid"]), ("status", status["mid"], status["state"]))
            return
        sender = _id(event.get("sender", {}).get("id") if isinstance(event.get("sender"), dict) else None)
        if not any(name in event for name in FROM_PEOPLE):
            yield self._notice(_name_of(event), event)
        elif not sender:
            yield self._loose(UNKNOWN, {"part": event})
        else:
            yield self._item(MESSAGE, event, ("from", sender), ("message", _canonical(event)))

    def _comment(self, field: str, value: Raw) -> InboundItem:
        """Comments of one person go with that person's messages; without a name each stands alone."""
        author = value.get("from")
        who = _id(author.get("id") if isinstance(author, dict) else None)
        return self._item(COMMENT, {"field": field, **value}, ("from", who or _canonical(value)),
                          ("comment", _canonical(value)))  # fmt: skip

    def _notice(self, field: str, value: object) -> InboundItem:
        return self._loose(NOTICE, {"field": field, "value": value})

    def _loose(self, kind: str, raw: Raw) -> InboundItem:
        """An item in a group of its own, which blocks nobody and is the same at every delivery."""
        return self._item(kind, raw, (kind, _canonical(raw)), (kind, _canonical(raw)))

    def _item(self, kind: str, raw: Mapping[str, object], group: tuple[str, ...], once: tuple[str, ...]) -> InboundItem:
        body = {"channel": self._channel, "type": kind, "account": self._account, "time": self._entry.get("time"),
                "raw": raw}  # fmt: skip
        return InboundItem(self._digest(*group)[:GROUP_LENGTH], self._digest(*once), body)

    def _digest(self, *words: str) -> str:
        return hashlib.sha256("|".join((self._channel, self._account, *words)).encode()).hexdigest()


def _statuses(event: Raw) -> list[dict[str, str]]:
    """Messages of ours that arrived or were read, by their ids; a watermark alone names none."""
    delivery, read = event.get("delivery"), event.get("read")
    at = _id(event.get("timestamp"))
    if isinstance(delivery, dict):
        mids = [mid for mid in _parts(delivery, "mids") if isinstance(mid, str) and mid]
        return [{"mid": mid, "state": "delivered", "at": _id(delivery.get("watermark")) or at} for mid in mids]
    if isinstance(read, dict) and isinstance(read.get("mid"), str) and read["mid"]:
        return [{"mid": read["mid"], "state": "read", "at": at}]
    return []


def _name_of(event: Raw) -> str:
    """What kind of event it is, for the log."""
    return next((name for name in event if name not in ("sender", "recipient", "timestamp")), "empty")[:60]


def _parts(holder: Raw, name: str) -> list[object]:
    parts = holder.get(name)
    if parts is None:
        return []
    return parts if isinstance(parts, list) else [parts]


def _id(value: object) -> str:
    """An id, which Meta writes as text and sometimes as a number."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    try:
        return str(value)[:100]
    except ValueError:  # more digits than Python writes
        return ""


def _canonical(raw: object) -> str:
    return json.dumps(raw, sort_keys=True)
