"""One item of the queue -> a message of a citizen, or something that is rightly none."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from nabiz.channels.strange_json import Part
from nabiz.channels.x.splitting import DELETED, DIRECT, NOTICE, POST
from nabiz.domain.errors import UnreadableMessage
from nabiz.domain.messages import Channel, Identifier, Ignored, InboundMessage, MediaReference, MessageKind

FILES: Mapping[str, str] = {"photo": "image", "video": "video", "animated_gif": "video"}
OUR_CHOICES = frozenset({"survey", "reopen", "new"})


def parse(body: Mapping[str, object]) -> InboundMessage | Ignored:
    """What an item that `split` made means.

    Raises:
        UnreadableMessage: it does not have the shape that its type promises.
    """
    item = Part(body)
    readers: Mapping[str, Callable[[Part], InboundMessage | Ignored]] = {
        POST: _post, DIRECT: _direct, DELETED: _deleted, NOTICE: _notice,
    }  # fmt: skip
    kind = item.text("type")
    if kind not in readers:
        raise UnreadableMessage("This part of X's webhook is not known.", type=kind[:40])
    return readers[kind](item)


def _post(item: Part) -> InboundMessage | Ignored:
    """A post that mentions us, in the webhook's shape (v1.1) or in that of the API v2, which polling brings."""
    raw, account = item.part("raw"), item.text("account")
    author = raw.part("user")
    id = raw.text("id_str") or raw.required("id")
    who = author.text("id_str") or raw.required("author_id")
    if who == account:
        return Ignored(id, "x: a post of our own")
    if raw.part("retweeted_status").fields or _refers(raw, "retweeted"):
        return Ignored(id, "x: a repost")
    if not _concerns(raw, account):
        return Ignored(id, "x: a post that does not name us")
    name = author.text("name") or raw.part("author").text("name")
    return InboundMessage(
        channel=Channel.X, id=id, account=account, sender=who, identifiers=(Identifier("x", who),),
        sent_at=_moment(raw), kind=MessageKind.COMMENT, text=html.unescape(_words(raw)), sender_name=name,
        media=_media(raw), reply_to=_root(raw) or id,
    )  # fmt: skip


def _concerns(raw: Part, account: str) -> bool:
    """Whether it names us, answers us, or came because it was asked for by our name."""
    if raw.text("author_id"):
        return True  # the API v2 was asked for our mentions
    entities = [raw.part("entities"), raw.part("extended_tweet").part("entities")]
    named = {user.text("id_str") for part in entities for user in part.parts("user_mentions")}
    return account in named or raw.text("in_reply_to_user_id_str") == account


def _refers(raw: Part, kind: str) -> str:
    return next((one.text("id") for one in raw.parts("referenced_tweets") if one.text("type") == kind), "")


def _root(raw: Part) -> str:
    """The post under which it stands; the conversation, where X says it."""
    return (raw.text("conversation_id_str") or raw.text("conversation_id") or raw.text("in_reply_to_status_id_str")
            or _refers(raw, "replied_to"))  # fmt: skip


def _words(raw: Part) -> str:
    """The whole text: what is longer than 140 or 280 characters stands elsewhere."""
    return (raw.part("extended_tweet").text("full_text") or raw.part("note_tweet").text("text")
            or raw.text("full_text") or raw.text("text"))  # fmt: skip


def _media(raw: Part) -> tuple[MediaReference, ...]:
    holders = (raw.part("extended_tweet").part("extended_entities"), raw.part("extended_entities"))
    files = next((parts for holder in holders if (parts := holder.parts("media"))), raw.parts("media"))
    return tuple(found for file in files if (found := _file(file)) is not None)


def _file(file: Part) -> MediaReference | None:
    """A photo by its address; a film by its largest MP4, or else by its first picture."""
    kind = FILES.get(file.text("type"))
    still = file.text("media_url_https") or file.text("url") or file.text("preview_image_url")
    variants = file.part("video_info").parts("variants") or file.parts("variants")
    films = [one for one in variants if one.text("content_type") == "video/mp4" and one.text("url")]
    if kind == "video" and films:
        best = max(films, key=lambda one: one.integer("bitrate") or one.integer("bit_rate") or 0)
        return MediaReference(best.text("url"), "video/mp4", "video")
    return MediaReference(still, "", "image") if kind and still.startswith("https://") else None


def _direct(item: Part) -> InboundMessage | Ignored:
    raw, account = item.part("raw"), item.text("account")
    id, made = raw.required("id"), raw.part("message_create")
    kind, who = raw.text("type"), made.text("sender_id")
    if kind != "message_create":
        return Ignored(id, f"x: direct message event {kind[:40]}")
    if who == account:
        return Ignored(id, "x: a direct message of our own")
    if not who:
        raise UnreadableMessage("The direct message has no sender.")
    data = made.part("message_data")
    attached = data.part("attachment").part("media")
    file = _file(attached)
    choice = data.part("quick_reply_response").text("metadata")
    ours = choice.partition(":")[0] in OUR_CHOICES
    text = html.unescape(data.text("text"))
    content = MessageKind.CHOICE if ours else MessageKind.MEDIA if file else MessageKind.TEXT
    return InboundMessage(
        channel=Channel.X, id=id, account=account, sender=who, identifiers=(Identifier("x", who),),
        sent_at=_milliseconds(raw.number_text("created_timestamp")), kind=content, text=text,
        sender_name=item.part("users").part(who).text("name"), media=(file,) if file else (),
        choice=choice if ours else "",
    )  # fmt: skip


def _deleted(item: Part) -> InboundMessage | Ignored:
    """Posts of the account itself are all that X tells of, unless that changes: then the ticket hears of it."""
    raw, account = item.part("raw"), item.text("account")
    status = raw.part("status")
    id, who = status.required("id"), status.required("user_id")
    if who == account:
        return Ignored(id, "x: a post of our own was deleted")
    return InboundMessage(
        channel=Channel.X, id=f"{id}:deleted", account=account, sender=who, identifiers=(Identifier("x", who),),
        sent_at=_milliseconds(raw.number_text("timestamp_ms")), kind=MessageKind.DELETED, reply_to=id,
        note="post deleted",
    )  # fmt: skip


def _notice(item: Part) -> Ignored:
    return Ignored("", f"x: {item.part('raw').text('field')[:60]}")


def _moment(raw: Part) -> datetime:
    """When it was posted: milliseconds, ISO 8601 (v2) or `Wed Oct 10 20:19:24 +0000 2018` (v1.1)."""
    if milliseconds := raw.number_text("timestamp_ms"):
        return _milliseconds(milliseconds)
    written = raw.text("created_at")
    try:
        if written[:4].isdigit():
            moment = datetime.fromisoformat(written)
        else:
            weekday, month, day, time, zone, year = written.split()
            moment = parsedate_to_datetime(f"{weekday}, {day} {month} {year} {time} {zone}")
    except (ValueError, TypeError, OverflowError, IndexError) as error:
        raise UnreadableMessage("The time of the post cannot be read.") from error
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _milliseconds(written: str) -> datetime:
    try:
        return datetime.fromtimestamp(int(written) / 1000, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UnreadableMessage("The time is no number of milliseconds.") from error
