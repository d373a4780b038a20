"""Mail into the city in memory: a mail is put where SES puts it, and S3's own notification follows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from itertools import count
from typing import Any

from nabiz import bootstrap
from nabiz.domain.conversation import conversation_id
from nabiz.domain.messages import Channel, OutboundMessage
from nabiz.domain.ticket import Ticket
from nabiz.ports import TicketPage
from tests.support.city import City
from tests.support.cloud import MAIL_FROM, MAILS, client

PREFIX = "mail/"


@dataclass
class Mailbox:
    """The city's mailbox. Every verb waits until all that follows from it has arrived."""

    city: City
    ids: Iterator[int] = field(default_factory=lambda: count(1))
    seen: int = 0  # records of the table's stream
    numbers: list[str] = field(default_factory=list)
    loose: list[dict[str, str]] = field(default_factory=list)

    def receives(self, raw: bytes, *, settle: bool = True) -> str:
        """A mail arrives; its key."""
        key = f"{PREFIX}{next(self.ids):06d}"
        client("s3").put_object(Bucket=MAILS, Key=key, Body=raw)
        self.announce(key, len(raw))
        if settle:
            self.city.cloud.settle()
        return key

    def announce(self, key: str, size: int = 1) -> None:
        """S3 tells EventBridge, whose rule fills the queue."""
        event = {
            "version": "0", "id": f"s3-{key}", "detail-type": "Object Created", "source": "aws.s3",
            "account": "123456789012", "time": self.city.cloud.now.isoformat().replace("+00:00", "Z"),
            "region": "eu-central-1", "resources": [f"arn:aws:s3:::{MAILS}"],
            "detail": {"version": "0", "bucket": {"name": MAILS}, "reason": "PutObject",
                       "object": {"key": key, "size": size, "etag": "0", "sequencer": "0"}},
        }  # fmt: skip
        self.city.cloud.mails.send(json.dumps(event), self.city.cloud.now)

    def hears(self, event: dict[str, Any]) -> None:
        """SES tells of a mail of ours, by a topic with raw delivery."""
        self.city.cloud.mails.send(json.dumps(event), self.city.cloud.now)
        self.city.cloud.settle()

    def tickets(self) -> list[Ticket]:
        """Every ticket, oldest first."""
        return [page.ticket for page in self.pages()]

    def pages(self) -> list[TicketPage]:
        """Every ticket with what hangs on it, oldest first."""
        self._look()
        return [self.city.page(number) for number in self.numbers]

    def kept(self) -> list[dict[str, str]]:
        """Messages that belong to no ticket, with the reason why."""
        self._look()
        return self.loose

    def _look(self) -> None:
        """See what the table's stream holds since the last look."""
        records = self.city.cloud.stream()[self.seen :]
        self.seen += len(records)
        for record in records:
            image = record["dynamodb"].get("NewImage", {})
            if record["eventName"] != "INSERT":
                continue
            if image.get("type") == {"S": "ticket"}:
                self.numbers.append(image["number"]["S"])
            elif image.get("type") == {"S": "message"} and image["pk"]["S"].startswith("V#"):
                self.loose.append({name: image[name].get("S", "") for name in ("pk", "note", "text") if name in image})

    def name_of(self, citizen: str) -> str:
        """What a citizen is called."""
        return bootstrap.app().reader.citizen(citizen).name

    def sent_to(self, address: str) -> list[OutboundMessage]:
        """Mails of ours to this address."""
        return [mail for mail in self.city.cloud.mail.sent if mail.to == address]

    @property
    def dead(self) -> int:
        return sum(len(queue.dead) for queue in self.city.cloud.queues.values())


def thread_of(sender: str) -> str:
    """The id of a sender's conversation."""
    return conversation_id(Channel.EMAIL, MAIL_FROM, sender)


def letter(
    sender: str,
    text: str,
    *,
    subject: str = "",
    at: datetime | None = None,
    to: str = MAIL_FROM,
    id: str = "",
    html: str = "",
    **headers: str,
) -> EmailMessage:
    """A mail as a usual client writes it. Further headers by their names with underscores."""
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, to
    if subject:
        mail["Subject"] = subject
    if at is not None:
        mail["Date"] = format_datetime(at)
    if id:
        mail["Message-ID"] = id
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    if html:
        mail.add_alternative(html, subtype="html")
    return mail
