"""What is posted to Meta for a message of ours to a person of Messenger or Instagram, or under a comment."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from nabiz.channels.limits import cut
from nabiz.domain.messages import Channel, Choice, OutboundMessage
from nabiz.domain.reaching import HUMAN, PRIVATE_REPLY

Body = dict[str, object]

# Meta's references of the Send API, of quick replies and of comments; characters, but bytes of Instagram's messages.
MESSENGER_LENGTH = 2000
INSTAGRAM_BYTES = 1000
QUICK_REPLIES, TITLE = 13, 20
COMMENT_LENGTH: Mapping[Channel, int] = {Channel.MESSENGER: 8000, Channel.INSTAGRAM: 300}


def message_body(message: OutboundMessage) -> Body:
    """The JSON of a POST to `/{account}/messages`."""
    said: Body = {"text": FITTED[message.channel](message.text)}
    if message.choices:
        said["quick_replies"] = [_quick_reply(choice) for choice in message.choices[:QUICK_REPLIES]]
    if message.form == PRIVATE_REPLY:
        return {"recipient": {"comment_id": message.to}, "message": said}
    body: Body = {"recipient": {"id": message.to}, "message": said}
    if message.form == HUMAN:
        return body | {"messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}
    return body | {"messaging_type": "RESPONSE"}


def comment_body(message: OutboundMessage) -> Body:
    """The JSON of a POST that answers a comment in front of everybody."""
    return {"message": cut(message.text, COMMENT_LENGTH[message.channel])}


def _quick_reply(choice: Choice) -> Body:
    return {"content_type": "text", "title": cut(choice.title, TITLE), "payload": choice.id}


def cut_bytes(text: str, limit: int) -> str:
    """At most `limit` bytes of UTF-8, cut as `cut` does."""
    length = len(text)
    while len(text.encode()) > limit:
        # Every character has at least one byte, and what is too many is spread over those that are left.
        length -= max(1, (len(text.encode()) - limit) // 4)
        text = cut(text, max(length, 1))
    return text


FITTED: Mapping[Channel, Callable[[str], str]] = {
    Channel.MESSENGER: lambda text: cut(text, MESSENGER_LENGTH),
    Channel.INSTAGRAM: lambda text: cut_bytes(text, INSTAGRAM_BYTES),
}
