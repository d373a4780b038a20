"""A small language for stories: a city, its citizens and departments, and time that passes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any

from nabiz import bootstrap
from nabiz.channels.whatsapp import split
from nabiz.domain.conversation import conversation_id
from nabiz.domain.messages import Channel, OutboundMessage
from nabiz.domain.people import Actor, Role
from nabiz.domain.ticket import Ticket
from nabiz.domain.workflow import Demand, Status
from nabiz.ports import QueueEntry, TicketPage
from nabiz.services.change_ticket import ChangeTicket, Reply, Transition, change_ticket
from nabiz.storage.queues import SqsQueue
from nabiz_tools import whatsapp_payloads as payloads
from tests.support.cloud import Cloud, client

ACCOUNT = "700000000000001"
ATTEMPTS = 4  # of a person or a provider who got no answer


def insist(step: Callable[[], Any]) -> Any:
    """Do it again as whoever called would, where no answer came."""
    for left in range(ATTEMPTS - 1, -1, -1):
        try:
            return step()
        except Exception:
            if not left:
                raise
    return None


class City:
    """The city on a cloud in memory. Every verb waits until all that follows from it has arrived."""

    def __init__(self, cloud: Cloud) -> None:
        self.cloud = cloud
        self.ids = count(1)

    def citizen(self, whatsapp: str = "", bsuid: str = "", name: str = "Zeynep Kaya") -> Citizen:
        return Citizen(self, whatsapp.removeprefix("+"), bsuid, name)

    def department(self, code: str) -> Department:
        return Department(self, code)

    def post(self, envelope: dict[str, Any], *, settle: bool = True) -> None:
        """What the webhook does with a post: one request to the queue per ten messages."""
        items = split(json.dumps(envelope).encode())
        entries = [QueueEntry(json.dumps(item.body), item.group, item.deduplication) for item in items]
        insist(lambda: SqsQueue(client("sqs"), self.cloud.inbound.url).send(entries))
        if settle:
            self.cloud.settle()

    def passes(self, **time: float) -> None:
        """Time goes by; at its end the schedules run."""
        self.cloud.now += timedelta(**time)
        self.cloud.run_schedules()
        self.cloud.settle()

    def waits_for(self, number: str) -> None:
        """Time goes by until the ticket's timer is due; the runs before found nothing, as they did in the meantime."""
        with self.uncounted():
            timer = bootstrap.app().new_work().ticket(number).timer
        assert timer is not None
        self.cloud.now = max(self.cloud.now, timer.at) + timedelta(minutes=1)
        self.cloud.pretend_runs(self.cloud.now - timedelta(minutes=6))
        self.cloud.run_schedules()
        self.cloud.settle()

    def tickets_of(self, citizen: Citizen) -> list[Ticket]:
        """Every ticket of a citizen, oldest first."""
        numbers = {
            record["dynamodb"]["NewImage"]["number"]["S"] for record in self.cloud.stream()
            if record["eventName"] == "INSERT" and record["dynamodb"]["NewImage"].get("type") == {"S": "ticket"}
        }  # fmt: skip
        tickets = [self.page(number).ticket for number in numbers]
        own = [ticket for ticket in tickets if ticket.conversation == citizen.conversation]
        return sorted(own, key=lambda ticket: ticket.opened_at)

    def page(self, number: str) -> TicketPage:
        """The ticket with all that hangs on it, read behind the counter of calls."""
        with self.uncounted():
            return bootstrap.app().reader.ticket_page(number)

    @contextmanager
    def uncounted(self) -> Iterator[None]:
        """What the story itself looks up, behind the counter of calls."""
        counting, self.cloud.counting = self.cloud.counting, False
        try:
            yield
        finally:
            self.cloud.counting = counting

    def history(self, number: str) -> list[str]:
        return [event.type for event in self.page(number).events]

    def told(self, citizen: Citizen) -> list[OutboundMessage]:
        """What a citizen got by WhatsApp and SMS."""
        address = citizen.whatsapp or citizen.bsuid
        messages = [*self.cloud.whatsapp.sent, *self.cloud.sms.sent]
        return [message for message in messages if message.to.removeprefix("+") == address]

    def stages_told(self) -> list[str]:
        """Ticket or conversation, event, stage and recipient of everything that went out, in order of sending."""
        sent = [message for provider in self.cloud.senders.values() for message in provider.sent]
        return [message.reference for message in sent]


@dataclass
class Citizen:
    """Somebody who writes by WhatsApp."""

    city: City
    whatsapp: str
    bsuid: str
    name: str

    def sends(self, *messages: dict[str, Any], id: str = "", settle: bool = True) -> str:
        """Send messages in one post; the id of the last."""
        now, last = self.city.cloud.now, ""
        stamped = []
        for message in messages:
            last = id or f"wamid.story-{next(self.city.ids)}"
            source = {"from": self.whatsapp} if self.whatsapp else {"from_user_id": self.bsuid}
            stamped.append({"id": last, "timestamp": str(int(now.timestamp())), **source, **message})
        contact = {"profile": {"name": self.name}} | (
            {"wa_id": self.whatsapp} if self.whatsapp else {"user_id": self.bsuid})  # fmt: skip
        value = {"contacts": [contact], "messages": stamped}
        self.city.post(payloads.envelope(ACCOUNT, value), settle=settle)
        return last

    def writes(self, text: str, *, id: str = "") -> str:
        return self.sends(payloads.text(text), id=id)

    def sends_photo(self, media_id: str = "media-1", caption: str | None = None) -> str:
        return self.sends(payloads.image(media_id, b"", caption=caption))

    def sends_location(self, lat: float, lon: float) -> str:
        return self.sends(payloads.location(lat, lon))

    def chooses(self, choice: str) -> str:
        return self.sends(payloads.reply("list_reply", choice, "seçim", "wamid.0"))

    @property
    def conversation(self) -> str:
        return conversation_id(Channel.WHATSAPP, ACCOUNT, self.whatsapp or self.bsuid)

    @property
    def ticket(self) -> Ticket:
        """The one ticket of this citizen."""
        (found,) = self.city.tickets_of(self)
        return found


@dataclass
class Department:
    """The people of a department."""

    city: City
    code: str

    @property
    def actor(self) -> Actor:
        return Actor(f"{self.code}-1", frozenset({Role.DEPARTMENT}), frozenset({self.code}))

    def moves(self, number: str, to: Status, *, settle: bool = True, **given: str) -> None:
        said = {Demand(name): value for name, value in given.items()}
        self._change(number, Transition(to, said), settle=settle)

    def starts(self, number: str) -> None:
        self.moves(number, Status.IN_PROGRESS)

    def asks(self, number: str, words: str) -> None:
        self.moves(number, Status.WAITING_CITIZEN, message_to_citizen=words)

    def resolves(self, number: str, words: str = "Sorun giderildi.", outcome: str = "solved") -> None:
        self.moves(number, Status.RESOLVED, outcome=outcome, message_to_citizen=words)

    def replies(self, number: str, words: str) -> None:
        self._change(number, Reply(words))

    def _change(self, number: str, change: Any, *, settle: bool = True) -> None:
        """As the API carries it out, with an Idempotency-Key that stays the same when it is sent again."""
        command = ChangeTicket(number, change, self.actor, once=f"key-{next(self.city.ids)}")

        def carry_out() -> Ticket:
            app = bootstrap.app()
            return change_ticket(command, app.new_work, app.configuration, self.city.cloud.now)

        insist(carry_out)
        if settle:
            self.city.cloud.settle()
