"""Puts a dead letter back on the queue that it came from, as far as a queue is enough."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from nabiz.channels import inbound, meta, whatsapp, x
from nabiz.domain.dead_letters import DeadLetter, NotReplayable, Origin
from nabiz.domain.errors import UnreadableMessage
from nabiz.domain.messages import InboundItem
from nabiz.ports import Queue, QueueEntry


class QueueReplay:
    """`urls` by name of queue; `queue` gives the queue of a URL."""

    def __init__(self, urls: Mapping[str, str], dead: Mapping[str, str], queue: Callable[[str], Queue]) -> None:
        self._urls = urls
        self._dead = dead
        self._queue = queue

    def replay(self, letter: DeadLetter) -> str:
        """Put it back; what was done.

        Raises:
            NotReplayable: a queue is not enough, or it still cannot be read; the letter stays where it is.
        """
        match letter.origin:
            case Origin.UNREADABLE:
                return self._read_again(letter)
            case Origin.GIVEN_UP:
                target = self._dead[letter.queue]
                self._send(self._urls[target], letter)
                return f"queued on {target} again"
            case Origin.TARGET if ":function:" not in letter.attributes["TARGET_ARN"]:
                return self._target_again(letter)
        raise NotReplayable("A function has to be called for this one; use `nabiz dead-letters replay`.")

    def _read_again(self, letter: DeadLetter) -> str:
        """Split the webhook body with the code of today, as the webhook does, and queue what it finds."""
        try:
            items = _split(letter.content)
        except UnreadableMessage as error:
            raise NotReplayable(f"It still cannot be read: {error}") from None
        entries = [QueueEntry(json.dumps(item.body, ensure_ascii=False), item.group, item.deduplication)
                   for item in items]  # fmt: skip
        self._queue(self._urls["inbound"]).send(entries)
        return f"read as {len(items)} item(s), queued on inbound"

    def _target_again(self, letter: DeadLetter) -> str:
        """A rule's event goes to the rule's queue."""
        name = letter.attributes["TARGET_ARN"].rsplit(":", 1)[1]
        url = next((url for url in self._urls.values() if url.rsplit("/", 1)[1] == name), None)
        if url is None:
            raise NotReplayable(f"The target {name} is no queue of this stack")
        self._queue(url).send([QueueEntry(letter.body)])
        return f"sent to {name} again"

    def _send(self, url: str, letter: DeadLetter) -> None:
        attributes = {name: value for name, value in letter.attributes.items() if value}
        if not url.endswith(".fifo"):
            self._queue(url).send([QueueEntry(letter.body, attributes=attributes)])
            return
        # A new deduplication id: with the old one the queue would take it for a repetition and swallow it.
        unique = f"replay-{uuid.uuid4()}"
        self._queue(url).send([QueueEntry(letter.body, letter.system["MessageGroupId"], unique, attributes)])


def _split(content: Mapping[str, object]) -> list[InboundItem]:
    """The items of a webhook body. Raises `UnreadableMessage`."""
    body = inbound.body_of(content)
    splitters = {"meta": meta.split, "x": x.split, "whatsapp": whatsapp.split}
    split_body = splitters.get(str(content.get("channel")))
    if split_body is not None:
        return split_body(body)
    from nabiz.channels.telephony import Provider
    from nabiz.channels.telephony.items import write_item
    from nabiz.channels.telephony.splitting import split

    if content.get("provider") not in [*Provider]:
        raise UnreadableMessage("The letter does not say which telephone system posted it.")
    post = split(Provider(str(content["provider"])), body, datetime.now(UTC))
    if post.unread:
        raise UnreadableMessage(f"{len(post.unread)} part(s) of it have no shape of the provider.")
    return [write_item(news) for news in post.news]
