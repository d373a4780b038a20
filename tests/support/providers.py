"""Providers within the process: they record what they were given, and fail when they are told to."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from nabiz.channels.mail.sender import MailSender
from nabiz.domain.errors import SendFailed
from nabiz.domain.messages import Channel, OutboundMessage, Remedy, Sent
from nabiz.ports import FetchedMedia
from nabiz.ports.asking import Answered
from nabiz.text import sms

JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 200


@dataclass
class Provider:
    """One channel's provider."""

    channel: Channel
    sent: list[OutboundMessage] = field(default_factory=list)
    refusals: deque[SendFailed] = field(default_factory=deque)
    asked: bool = False  # it tells what became of a message only when it is asked: `became`, by its id
    became: dict[str, Answered] = field(default_factory=dict)
    questions: list[list[str]] = field(default_factory=list)

    def send(self, message: OutboundMessage) -> Sent:
        if self.refusals:
            raise self.refusals.popleft()
        self.sent.append(message)
        segments = sms.segments(sms.plain(message.text)) if self.channel is Channel.SMS else 0
        return Sent(f"{self.channel}-{len(self.sent)}", segments, self.asked)

    def report(self, ids: Sequence[str]) -> dict[str, Answered]:
        self.questions.append(list(ids))
        return {one: self.became[one] for one in ids if one in self.became}

    def refuse(self, code: str, remedy: Remedy) -> None:
        """Refuse the next message."""
        self.refusals.append(SendFailed(f"refused with {code}", code=code, remedy=remedy))


@dataclass
class WhatsAppProvider(Provider):
    """WhatsApp, which keeps files too."""

    media: dict[str, bytes] = field(default_factory=dict)
    media_failures: int = 0

    def fetch_media(self, source_id: str) -> FetchedMedia:
        if self.media_failures:
            self.media_failures -= 1
            raise SendFailed("unavailable", code="http_503", remedy=Remedy.RETRY)
        return FetchedMedia([self.media.get(source_id, JPEG)], "image/jpeg", None)


@dataclass
class MailProvider(Provider):
    """E-mail by the real sender; SES is a call to AWS like any other and hands over here what it took."""

    sender: MailSender | None = None
    waiting: OutboundMessage | None = None

    def send(self, message: OutboundMessage) -> Sent:
        assert self.sender is not None
        self.waiting = message
        return self.sender.send(message)

    def take(self) -> dict[str, str]:
        """What SES does with a call that reached it."""
        assert self.waiting is not None
        self.sent.append(self.waiting)
        return {"MessageId": f"mail-{len(self.sent)}"}
