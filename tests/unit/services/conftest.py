"""A town in memory: the real use cases and the demo city's configuration on fakes of every port."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest

from nabiz.domain.messages import Channel, Identifier, InboundMessage, MessageKind
from nabiz.domain.people import Actor, Role
from nabiz.domain.ticket import Ticket
from nabiz.domain.workflow import Demand, Status
from nabiz.ports import UnitOfWork
from nabiz.services.change_ticket import Change, ChangeTicket, Transition, change_ticket
from nabiz.services.escalate_overdue import DueTickets
from nabiz.services.receive_message import Received, ReceiveMessage
from nabiz.services.send_notification import SendNotification
from tests.support import fakes
from tests.support.cloud import compiled
from tests.support.providers import Provider, WhatsAppProvider
from tests.support.things import NOON

KEY = "test-key"
PAGES = "https://cinarova.example"
PHONE = "905321112233"
DOG = "116. Sokakta yaralı bir köpek var"
VET = Actor("vet-1", frozenset({Role.DEPARTMENT}), frozenset({"veteriner"}))
_ids = count(1)


@dataclass
class Town:
    """Everything in memory; `now` moves by hand."""

    now: datetime = NOON
    memory: fakes.Memory = field(default_factory=fakes.Memory)

    def __post_init__(self) -> None:
        self.configuration = compiled()[1]
        self.reader, self.outbox = fakes.FakeReader(self.memory), fakes.FakeOutbox(self.memory)
        self.timers, self.counters = fakes.FakeTimers(self.memory), fakes.FakeCounters()
        self.facts, self.bus, self.store = fakes.FakeFacts(), fakes.FakeBus(), fakes.FakeMediaStore(self.memory)
        self.whatsapp, self.sms = WhatsAppProvider(Channel.WHATSAPP), Provider(Channel.SMS)
        self.suppressions = fakes.FakeSuppressions()
        self.mail, self.webhook = Provider(Channel.EMAIL), Provider(Channel.WEBHOOK)

    def new_work(self) -> UnitOfWork:
        return fakes.FakeUnitOfWork(self.memory)

    def receives(self, text: str = "", *, id: str = "", kind: MessageKind = MessageKind.TEXT, **more: Any) -> Received:
        """A message of Zeynep's."""
        message = InboundMessage(
            Channel.WHATSAPP, id or f"wamid.{next(_ids)}", "our-number", PHONE, (Identifier("phone", f"+{PHONE}"),),
            self.now, kind, text, sender_name="Zeynep Kaya", **more,
        )  # fmt: skip
        return ReceiveMessage(self.new_work, self.configuration, KEY)(message, self.now)

    def ticket(self, number: str) -> Ticket:
        return self.memory.tickets[number]

    def history(self, number: str) -> list[str]:
        return [event.type for event in self.reader.ticket_page(number).events]

    def changes(self, number: str, change: Change, *, by: Actor = VET, **given: Any) -> Ticket:
        command = ChangeTicket(number, change, by, **given)
        return change_ticket(command, self.new_work, self.configuration, self.now)

    def resolves(self, number: str) -> None:
        said = {Demand.OUTCOME: "solved", Demand.MESSAGE: "Köpek tedaviye alındı."}
        self.changes(number, Transition(Status.RESOLVED, said))

    def tells(self, number: str, seq: int) -> dict[str, str]:
        """Tell one event of a ticket's history."""
        senders = {sender.channel: sender for sender in (self.whatsapp, self.sms, self.mail, self.webhook)}
        send = SendNotification(self.reader, self.outbox, senders, self.configuration, KEY, PAGES,
                                "cinarova.example", self.suppressions)  # fmt: skip
        event = self.reader.event(f"T#{number}", seq)
        return send(event.aggregate, seq, "", event.refs, self.now)

    @property
    def due(self) -> DueTickets:
        return DueTickets(self.timers, self.reader, self.new_work, lambda: self.now)

    def waits_for(self, number: str) -> None:
        """Until a minute after the ticket's timer; the runs before found nothing."""
        timer = self.ticket(number).timer
        assert timer is not None
        self.now = timer.at + timedelta(minutes=1)
        for run in ("escalate_overdue", "dispatch_surveys"):
            self.timers.write_mark(run, self.now - timedelta(minutes=6))


@pytest.fixture
def town() -> Town:
    return Town()
