"""One item of the queue -> a message of a citizen, a delivery report, or something that is rightly neither."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from nabiz.channels.meta.contents import read_content
from nabiz.channels.meta.splitting import COMMENT, MESSAGE, NOTICE, STATUS
from nabiz.channels.strange_json import Part
from nabiz.domain.errors import UnreadableMessage
from nabiz.domain.messages import (
    Channel,
    DeliveryReport,
    DeliveryState,
    Identifier,
    Ignored,
    InboundMessage,
    MediaReference,
    MessageKind,
)

Parsed = InboundMessage | DeliveryReport | Ignored

IDENTIFIER_OF: Mapping[Channel, str] = {Channel.MESSENGER: "facebook", Channel.INSTAGRAM: "instagram"}
OUR_CHOICES = frozenset({"survey", "reopen", "new"})  # what our own buttons say; others' buttons say words
ANONYMOUS = "comment:"  # the sender of a comment whose author Meta does not name: each of them stands alone
SECONDS_END = 100_000_000_000  # a larger number counts milliseconds
WATERMARK_ONLY = frozenset({"delivery", "read"})


def parse(body: Mapping[str, object]) -> Parsed:
    """What an item that `split` made means.

    Raises:
        UnreadableMessage: it does not have the shape that its type promises.
    """
    item = Part(body)
    try:
        reading = _Reading(Channel(item.text("channel")), item)
    except ValueError as error:
        raise UnreadableMessage("The item is of no channel of Meta's.") from error
    readers: Mapping[str, Callable[[], Parsed]] = {
        MESSAGE: reading.event, COMMENT: reading.comment, STATUS: reading.status, NOTICE: reading.notice,
    }  # fmt: skip
    kind = item.text("type")
    if kind not in readers:
        raise UnreadableMessage("This part of Meta's webhook is not known.", type=kind[:40])
    return readers[kind]()


class _Reading:
    """One item as it is read."""

    def __init__(self, channel: Channel, item: Part) -> None:
        self._channel = channel
        self._item = item
        self._raw = item.part("raw")
        self._account = item.text("account")

    # -- conversations --------------------------------------------------------------------------------------------

    def event(self) -> Parsed:
        """A message, its edit, a pressed button, a reaction."""
        for name, read in (
            ("message", self._message), ("message_edit", self._edit), ("postback", self._postback),
            ("reaction", self._reaction),
        ):  # fmt: skip
            part = self._raw.part(name)
            if part.fields:
                return read(part)
        raise UnreadableMessage("The event of the conversation is empty.")

    def _message(self, message: Part) -> Parsed:
        mid = message.text("mid")
        if message.fields.get("is_echo") is True or message.fields.get("is_self") is True or self._is_ours:
            return self._ignored(mid, "a message that we sent ourselves")
        if not mid:
            raise UnreadableMessage("The message has no id.")
        content = read_content(message)
        if content.kind is MessageKind.DELETED:
            return self._said(f"{mid}:deleted", MessageKind.DELETED, reply_to=mid, note="unsent")
        return self._said(
            mid, content.kind, text=content.text, media=tuple(content.media), place=content.place,
            choice=content.choice, reply_to=message.part("reply_to").text("mid"), note=content.note,
        )  # fmt: skip

    def _edit(self, edit: Part) -> Parsed:
        mid = edit.required("mid")
        if self._is_ours:
            return self._ignored(mid, "a message that we changed ourselves")
        count = edit.number_text("num_edit") or self._raw.number_text("timestamp")
        return self._said(f"{mid}:edited:{count}", MessageKind.EDITED, text=edit.text("text"), reply_to=mid)

    def _postback(self, postback: Part) -> Parsed:
        """A button of ours says what it stands for; a menu or a first question of Meta's says its words."""
        payload, title = postback.text("payload"), postback.text("title")
        unique = postback.text("mid") or f"postback:{self._sender}:{self._raw.number_text('timestamp')}:{payload}"
        if payload.partition(":")[0] in OUR_CHOICES:
            return self._said(unique, MessageKind.CHOICE, text=title, choice=payload)
        begins = payload.casefold().replace("_", "") in ("getstarted", "")
        return self._said(unique, MessageKind.TEXT, text="" if begins else title, note="postback")

    def _reaction(self, reaction: Part) -> Parsed:
        mid, action = reaction.text("mid"), reaction.text("action")
        unique = f"{mid}:{action}:{self._raw.number_text('timestamp')}"
        if action != "react" or not mid:
            return self._ignored(unique, "a reaction that was taken back")
        sign = reaction.text("emoji") or reaction.text("reaction")
        return self._said(unique, MessageKind.REACTION, reply_to=mid, note=sign)

    @property
    def _sender(self) -> str:
        return _id(self._raw.part("sender"), "id")

    @property
    def _is_ours(self) -> bool:
        return self._sender == self._account

    def _said(
        self, id: str, kind: MessageKind, *, sender: str = "", name: str = "", at: datetime | None = None,
        **more: Any,
    ) -> InboundMessage:  # fmt: skip
        who = sender or self._sender
        if not who:
            raise UnreadableMessage("The message has no sender.")
        proven = () if who.startswith(ANONYMOUS) else (Identifier(IDENTIFIER_OF[self._channel], who),)
        return InboundMessage(
            channel=self._channel,
            id=id,
            account=self._account,
            sender=who,
            identifiers=proven,
            sent_at=at or self._moment(self._raw.number_text("timestamp")),
            kind=kind,
            sender_name=name,
            **more,
        )

    # -- in front of everybody ------------------------------------------------------------------------------------

    def comment(self) -> Parsed:
        """A comment under a post of ours: new, changed or taken back."""
        raw, author = self._raw, self._raw.part("from")
        comment = _id(raw, "comment_id") or _id(raw, "id")
        who, verb = _id(author, "id"), raw.text("verb") or "add"
        if not comment:
            raise UnreadableMessage("The comment has no id.")
        if who and who == self._account:
            return self._ignored(comment, "our own comment")
        if verb in ("hide", "unhide"):
            return self._ignored(comment, f"a comment: {verb}")
        at = self._moment(raw.number_text("created_time"))
        name = author.text("name") or author.text("username")
        if verb in ("remove", "edit", "edited") and not who:
            return self._ignored(comment, f"a comment: {verb}, by somebody whom Meta does not name")
        if verb == "remove":
            return self._said(f"{comment}:deleted", MessageKind.DELETED, sender=who, name=name, at=at,
                              reply_to=comment, note="comment removed")  # fmt: skip
        words = raw.text("message") or raw.text("text")
        if verb in ("edit", "edited"):
            return self._said(f"{comment}:edited:{int(at.timestamp())}", MessageKind.EDITED, sender=who, name=name,
                              at=at, text=words, reply_to=comment)  # fmt: skip
        if verb != "add":
            return self._ignored(comment, f"a comment: {verb[:40]}")
        post = _id(raw, "post_id") or _id(raw.part("media"), "id")
        files = [MediaReference(raw.text(kind), "", sort) for kind, sort in (("photo", "image"), ("video", "video"))
                 if raw.text(kind)]  # fmt: skip
        return self._said(comment, MessageKind.COMMENT, sender=who or f"{ANONYMOUS}{comment}", name=name, at=at,
                          text=words, media=tuple(files), reply_to=post,
                          note="live" if raw.text("field") == "live_comments" else "")  # fmt: skip

    # -- the rest -------------------------------------------------------------------------------------------------

    def status(self) -> DeliveryReport:
        """What became of a message of ours; its notification is found by the id that Meta gave it."""
        state = DeliveryState(self._raw.required("state"))
        return DeliveryReport(self._channel, self._raw.required("mid"), state, self._moment(self._raw.text("at")))

    def notice(self) -> Ignored:
        """Something that is no message of a citizen."""
        field, value = self._raw.text("field")[:60], self._raw.part("value")
        if field in WATERMARK_ONLY:
            return self._ignored("", f"{field}: a watermark, which names no message")
        if field in ("mention", "mentions"):
            where = _id(value, "comment_id") or _id(value, "media_id") or _id(value, "post_id")
            return self._ignored(where, "a mention under somebody else's post: Meta tells neither author nor words")
        what = " ".join(word[:40] for word in (value.text("item"), value.text("verb")) if word)
        return self._ignored("", f"{field} {what}".strip())

    def _ignored(self, id: str, reason: str) -> Ignored:
        return Ignored(id, f"{self._channel}: {reason}")

    def _moment(self, written: str) -> datetime:
        """When it happened; Meta counts milliseconds in conversations and seconds elsewhere."""
        text = written or self._item.number_text("time")
        try:
            number = int(text)
            return datetime.fromtimestamp(number / 1000 if number >= SECONDS_END else number, UTC)
        except (ValueError, OverflowError, OSError) as error:
            raise UnreadableMessage("The time is no number of seconds or milliseconds.") from error


def _id(part: Part, key: str) -> str:
    """An id, which Meta writes as text and sometimes as a number."""
    return part.text(key) or part.number_text(key)
