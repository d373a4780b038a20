"""Reading for people: pages, lists, look-ups. Each is one request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from pynamodb.pagination import ResultIterator
from pynamodb.transactions import TransactWrite

from nabiz.domain.citizen import Citizen, identifier_key
from nabiz.domain.conversation import Conversation
from nabiz.domain.errors import NotFound
from nabiz.domain.events import Event
from nabiz.domain.identity import Link
from nabiz.domain.messages import Identifier
from nabiz.domain.notifications import Happened
from nabiz.domain.people import Actor
from nabiz.domain.ticket import Ticket
from nabiz.domain.timeline import Media
from nabiz.ports import Page, TicketPage
from nabiz.storage import convert, keys
from nabiz.storage.cursors import read_cursor, write_cursor
from nabiz.storage.once import once_partition
from nabiz.storage.persons import as_one
from nabiz.storage.records import (
    AccessRecord,
    BrowsersRecord,
    CitizenRecord,
    ConversationRecord,
    EventRecord,
    IdentifierRecord,
    LinkRecord,
    MediaRecord,
    MessageRecord,
    NotificationRecord,
    OnceRecord,
    Record,
    SurveyCodeRecord,
    TicketRecord,
)
from nabiz.storage.transaction import LIMIT

ACCESS_KEPT = timedelta(days=730)  # who looked at a person's data is shown to that person for two years


def _one_page(found: ResultIterator[Any]) -> Page[Ticket]:
    """One request's worth of tickets: never a second request to fill a page that a filter left short."""
    raw = next(found.page_iter)
    tickets = tuple(convert.to_ticket(Record.from_raw_data(item)) for item in raw["Items"])
    return Page(tickets, write_cursor(raw.get("LastEvaluatedKey")))


def in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """A history by its own count; a side event, which has none, stands after what had happened by then."""
    history: list[Event] = []
    side: list[Event] = []
    for event in events:
        (history if event.seq else side).append(event)
    history.sort(key=lambda event: event.seq)
    for event in sorted(side, key=lambda event: event.at):
        later = next((index for index, other in enumerate(history) if other.at > event.at), len(history))
        history.insert(later, event)
    return tuple(history)


class TableReader:
    """`nabiz.ports.Reader` and `AccessLog` on the table."""

    def ticket_page(self, number: str) -> TicketPage:
        """See the port: one Query of the ticket's partition."""
        by_type: dict[type[Record], list[Record]] = {}
        for record in Record.query(keys.ticket(number), consistent_read=True):
            by_type.setdefault(type(record), []).append(record)
        tickets = by_type.get(TicketRecord)
        if not tickets:
            raise NotFound("There is no such ticket.")
        events = in_order(convert.to_event(r) for r in by_type.get(EventRecord, []) if isinstance(r, EventRecord))
        told = {event.refs.get("message"): event.seq for event in events}
        messages = [convert.to_message(record) for record in by_type.get(MessageRecord, [])]
        return TicketPage(
            convert.to_ticket(tickets[0]),
            events,
            # A provider's times are whole seconds: within one the history knows what came first.
            tuple(sorted(messages, key=lambda message: (message.at, told.get(message.id, 0)))),
            tuple(convert.to_media(record) for record in by_type.get(MediaRecord, [])),
            tuple(convert.to_notification(record) for record in by_type.get(NotificationRecord, [])),
        )

    def tickets_of(self, citizen_id: str, limit: int = 50, cursor: str = "") -> Page[Ticket]:
        """See the port: one Query of the index `person`."""
        partition = keys.citizen(citizen_id)
        found = Record.person_index.query(
            partition, scan_index_forward=False, page_size=limit,
            last_evaluated_key=read_cursor(cursor, "person_pk", partition),
        )  # fmt: skip
        return _one_page(found)

    def tickets_by_number(self, numbers: Sequence[str]) -> list[Ticket]:
        """See the port: one BatchGetItem per hundred."""
        wanted = [(keys.ticket(number), keys.SELF) for number in numbers]
        return [convert.to_ticket(record) for record in TicketRecord.batch_get(wanted, consistent_read=True)]

    def find_citizen(self, identifier: Identifier) -> str:
        """See the port: one GetItem."""
        try:
            return IdentifierRecord.get(keys.identifier(identifier_key(identifier)), keys.SELF).citizen
        except IdentifierRecord.DoesNotExist:
            return ""

    def citizen(self, citizen_id: str) -> Citizen:
        """See the port: one GetItem."""
        try:
            return convert.to_domain(CitizenRecord.get(keys.citizen(citizen_id), keys.SELF), Citizen)
        except CitizenRecord.DoesNotExist:
            raise NotFound("There is no such citizen.") from None

    def addressee(self, citizen_id: str, conversation_id: str) -> tuple[Citizen | None, Conversation | None]:
        """See the port: one BatchGetItem."""
        wanted = [(keys.citizen(citizen_id), keys.SELF)]
        if conversation_id:
            wanted.append((keys.conversation(conversation_id), keys.SELF))
        found = {type(record): record for record in Record.batch_get(wanted)}
        citizen, conversation = found.get(CitizenRecord), found.get(ConversationRecord)
        return (
            as_one(convert.to_domain(citizen, Citizen)) if citizen else None,
            convert.to_domain(conversation, Conversation) if conversation else None,
        )

    def citizens(self, citizen_ids: Sequence[str]) -> list[Citizen]:
        """See the port: one BatchGetItem per hundred."""
        wanted = [(keys.citizen(citizen_id), keys.SELF) for citizen_id in citizen_ids]
        return [convert.to_domain(record, Citizen) for record in CitizenRecord.batch_get(wanted)]

    def media(self, aggregate: str, media_id: str) -> Media:
        """See the port: one strongly consistent GetItem."""
        try:
            return convert.to_media(MediaRecord.get(aggregate, keys.MEDIA + media_id, consistent_read=True))
        except MediaRecord.DoesNotExist:
            raise NotFound("There is no such file.") from None

    def survey_of_code(self, code: str) -> tuple[str, int]:
        """See the port: one GetItem."""
        try:
            record = SurveyCodeRecord.get(f"Y#{code}", keys.SELF)
        except SurveyCodeRecord.DoesNotExist:
            raise NotFound("There is no such survey.") from None
        return record.number, int(record.cycle)

    def result_of(self, key: str) -> str:
        """See the port: one strongly consistent GetItem."""
        try:
            return OnceRecord.get(once_partition(key), keys.SELF, consistent_read=True).result
        except OnceRecord.DoesNotExist:
            return ""

    def event(self, aggregate: str, seq: int) -> Event:
        """See the port: one strongly consistent GetItem."""
        try:
            return convert.to_event(EventRecord.get(aggregate, keys.event(seq), consistent_read=True))
        except EventRecord.DoesNotExist:
            raise NotFound("There is no such event.") from None

    def telling_context(self, aggregate: str, seq: int, key: str, refs: Mapping[str, str]) -> Happened:
        """See the port: one strongly consistent BatchGetItem."""
        wanted = [(aggregate, keys.event(seq, key))]
        if aggregate.startswith("T#"):
            wanted += [(aggregate, keys.SELF), (aggregate, keys.BROWSERS)]
        if refs.get("citizen"):
            wanted.append((keys.citizen(refs["citizen"]), keys.SELF))
        if refs.get("conversation"):
            wanted.append((keys.conversation(refs["conversation"]), keys.SELF))
        if refs.get("link"):
            wanted.append((aggregate, keys.LINK + refs["link"]))
        if refs.get("message"):
            wanted.append((aggregate, keys.MESSAGE + refs["message"]))
        found = {type(record): record for record in Record.batch_get(wanted, consistent_read=True)}
        event = found.get(EventRecord)
        if not isinstance(event, EventRecord):
            raise NotFound("The event is gone.")
        ticket, citizen = found.get(TicketRecord), found.get(CitizenRecord)
        conversation, message, link = (found.get(kind) for kind in (ConversationRecord, MessageRecord, LinkRecord))
        return Happened(
            convert.to_event(event),
            convert.to_ticket(ticket) if ticket else None,
            as_one(convert.to_domain(citizen, Citizen)) if citizen else None,
            convert.to_domain(conversation, Conversation) if conversation else None,
            convert.to_message(message) if message else None,
            link=convert.to_domain(link, Link) if link else None,
            browsers=_any_browser(found.get(BrowsersRecord)),
        )

    def record_access(self, citizen_id: str, actor: Actor, what: str, at: datetime) -> None:
        """See the port: one PutItem."""
        _access(citizen_id, actor, what, at).save()

    def record_accesses(self, citizen_ids: Sequence[str], actor: Actor, what: str, at: datetime) -> None:
        """See the port: one TransactWriteItems per hundred; it asks for no other permission than single writes do."""
        people = sorted(set(citizen_ids))
        for start in range(0, len(people), LIMIT):
            with TransactWrite(connection=Record._get_connection().connection) as write:
                for citizen_id in people[start : start + LIMIT]:
                    write.save(_access(citizen_id, actor, what, at))


def _any_browser(record: Record | None) -> bool:
    return isinstance(record, BrowsersRecord) and bool(record.browsers)


def _access(citizen_id: str, actor: Actor, what: str, at: datetime) -> AccessRecord:
    sort_key = f"L#{keys.moment(at)}#{actor}#{what}"
    record = AccessRecord(keys.citizen(citizen_id), sort_key, actor=str(actor), at=at, what=what)
    record.expires_at = at + ACCESS_KEPT
    return record
