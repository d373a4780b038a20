"""Read some things, change them, write all of it in one transaction."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from nabiz.domain.citizen import Citizen, identifier_key
from nabiz.domain.conversation import Conversation
from nabiz.domain.errors import NotFound, StorageConflict
from nabiz.domain.events import Event
from nabiz.domain.exchange import Counterpart
from nabiz.domain.identity import Link
from nabiz.domain.messages import Identifier
from nabiz.domain.ticket import Ticket
from nabiz.domain.timeline import Media, Message
from nabiz.ports import Once, RateCap, SurveyCode
from nabiz.storage import convert, keys, visits
from nabiz.storage.calls import link_ticket
from nabiz.storage.exchange import write_counterpart, write_opened, write_told
from nabiz.storage.limits import count_against, too_much
from nabiz.storage.once import once_record
from nabiz.storage.records import (
    CitizenRecord,
    ConversationRecord,
    Record,
    SurveyCodeRecord,
    TicketRecord,
)
from nabiz.storage.transaction import Transaction


class TableUnitOfWork:
    """`nabiz.ports.UnitOfWork` on the table. One for each use case; not shared, not used twice."""

    def __init__(self) -> None:
        self._tickets: list[Ticket] = []
        self._citizens: list[Citizen] = []
        self._conversations: list[Conversation] = []
        self._new: list[Message | Media | Event | SurveyCode | Link] = []
        self._links: list[tuple[str, str, bool]] = []
        self._calls: list[tuple[str, str, bool]] = []
        self._visits: list[tuple[str, str]] = []
        self._counterparts: list[Counterpart] = []
        self._once: Once | None = None
        self._caps: list[RateCap] = []

    def ticket(self, number: str) -> Ticket:
        """See the port: one strongly consistent read."""
        try:
            record = TicketRecord.get(keys.ticket(number), keys.SELF, consistent_read=True)
        except TicketRecord.DoesNotExist:
            raise NotFound("There is no such ticket.") from None
        ticket = convert.to_ticket(record)
        self._tickets.append(ticket)
        return ticket

    def sender(
        self, conversation_id: str, identifiers: Sequence[Identifier]
    ) -> tuple[Conversation | None, dict[Identifier, str]]:
        """See the port: one BatchGetItem."""
        partitions = {keys.identifier(identifier_key(identifier)): identifier for identifier in identifiers}
        wanted = [(pk, keys.SELF) for pk in partitions]
        if conversation_id:
            wanted.append((keys.conversation(conversation_id), keys.SELF))
        conversation, known = None, {}
        for record in Record.batch_get(wanted, consistent_read=True):
            if isinstance(record, ConversationRecord):
                conversation = convert.to_domain(record, Conversation)
                self._conversations.append(conversation)
            else:
                known[partitions[record.pk]] = record.citizen  # type: ignore[attr-defined]
        return conversation, known

    def citizen(self, citizen_id: str) -> Citizen:
        """See the port: one strongly consistent read, none of somebody who is in hand already."""
        for known in self._citizens:
            if known.id == citizen_id:
                return known
        try:
            record = CitizenRecord.get(keys.citizen(citizen_id), keys.SELF, consistent_read=True)
        except CitizenRecord.DoesNotExist:
            raise NotFound("There is no such citizen.") from None
        citizen = convert.to_domain(record, Citizen)
        self._citizens.append(citizen)
        return citizen

    def add(self, *things: Ticket | Citizen | Conversation | Message | Media | Event | SurveyCode | Link) -> None:
        """See the port."""
        for thing in things:
            match thing:
                case Ticket():
                    self._tickets.append(thing)
                case Citizen():
                    self._citizens.append(thing)
                case Conversation():
                    self._conversations.append(thing)
                case _:
                    self._new.append(thing)

    def take(self, ticket: Ticket) -> None:
        """See the port."""
        self._tickets.append(ticket)

    def link(self, conversation_id: str, number: str, *, open: bool) -> None:
        """See the port."""
        self._links.append((conversation_id, number, open))

    def link_call(self, call_id: str, number: str, *, callback: bool = False) -> None:
        """See the port."""
        self._calls.append((call_id, number, callback))

    def link_visit(self, visit_id: str, number: str) -> None:
        """See the port."""
        self._visits.append((visit_id, number))

    def know(self, counterpart: Counterpart) -> None:
        """See the port."""
        self._counterparts.append(counterpart)

    def cap(self, cap: RateCap) -> None:
        """See the port."""
        self._caps.append(cap)

    def once(self, once: Once) -> None:
        """See the port."""
        self._once = once

    def commit(self) -> None:
        """See the port: one TransactWriteItems, or nothing where nothing changed."""
        transaction = Transaction(uuid.uuid4().hex)
        self._write_once(transaction)
        for ticket in self._tickets:
            self._write_ticket(transaction, ticket)
        for citizen in self._citizens:
            self._write_citizen(transaction, citizen)
        for conversation in self._conversations:
            self._write_conversation(transaction, conversation)
        for thing in self._new:
            transaction.put_new("new", _new_record(thing))
        for conversation_id, number, is_open in self._links:
            self._write_link(transaction, conversation_id, number, is_open)
        for call_id, number, callback in self._calls:
            link_ticket(transaction, call_id, number, callback=callback)
        for visit_id, number in self._visits:
            visits.link_ticket(transaction, visit_id, number)
        for counterpart in self._counterparts:
            write_counterpart(transaction, counterpart)
        for cap in self._caps:
            count_against(cap, transaction)
        self._write(transaction)
        for ticket in self._tickets:
            ticket.version += bool(ticket.events)
            ticket.events.clear()

    def _write(self, transaction: Transaction) -> None:
        try:
            transaction.commit(Record._get_connection().connection)
        except StorageConflict as conflict:
            if conflict.details.get("labels") == ["rate"]:
                raise too_much() from conflict
            raise

    def _write_once(self, transaction: Transaction) -> None:
        if self._once is not None:
            transaction.put_new("once", once_record(self._once, transaction.commit_id))

    def _write_ticket(self, transaction: Transaction, ticket: Ticket) -> None:
        if not ticket.events:
            return
        record = convert.ticket_record(ticket, transaction.commit_id)
        if ticket.version == 0:
            transaction.put_new("number", record)
            write_opened(transaction, ticket)
        else:
            transaction.put("ticket", record, TicketRecord.version == ticket.version)
        for event in ticket.events:
            transaction.put_new("event", convert.event_record(event))
            if ticket.filed_by:
                write_told(transaction, ticket, event)

    def _write_citizen(self, transaction: Transaction, citizen: Citizen) -> None:
        if citizen.version and not citizen.changed:
            return
        record = convert.citizen_record(citizen, transaction.commit_id)
        if citizen.version == 0:
            transaction.put_new("citizen", record)
        else:
            transaction.put("citizen", record, CitizenRecord.version == citizen.version)
        for identifier in citizen.added:
            transaction.put_new("identifier", convert.identifier_record(identifier, citizen.id))
        for index, act in enumerate(citizen.acts):
            transaction.put_new("act", convert.identity_record(citizen, act, index))
        for index, change in enumerate(citizen.wished):
            transaction.put_new("wish", convert.wish_record(citizen, change, index))

    def _write_conversation(self, transaction: Transaction, conversation: Conversation) -> None:
        record = convert.conversation_record(conversation, transaction.commit_id)
        if conversation.version == 0:
            transaction.put_new("conversation", record)
        else:
            transaction.put("conversation", record, ConversationRecord.version == conversation.version)
        for event in conversation.events:
            transaction.put_new("event", convert.event_record(event))

    def _write_link(self, transaction: Transaction, conversation_id: str, number: str, is_open: bool) -> None:
        """Add or take away one ticket of a set: holds whatever else changed the conversation meanwhile."""
        if any(conversation.id == conversation_id for conversation in self._conversations):
            raise ValueError("a conversation that was read is changed by its own methods")
        record = ConversationRecord(keys.conversation(conversation_id), keys.SELF)
        tickets = ConversationRecord.open_tickets
        change = tickets.add({number}) if is_open else tickets.delete({number})
        transaction.update("link", record, [change, ConversationRecord.version.add(1)], ConversationRecord.pk.exists())


def _new_record(thing: Message | Media | Event | SurveyCode | Link) -> Record:
    match thing:
        case Message():
            return convert.message_record(thing)
        case Media():
            return convert.media_record(thing)
        case Event():
            return convert.event_record(thing)
        case Link():
            return convert.link_record(thing)
    record = SurveyCodeRecord(f"Y#{thing.code}", keys.SELF, number=thing.number, cycle=thing.cycle)
    record.expires_at = thing.expires_at
    return record
