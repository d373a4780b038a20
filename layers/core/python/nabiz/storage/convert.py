"""Records to domain objects and back. Fields of the same name are the same thing; keys are added here."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any, TypeVar

import msgspec

from nabiz.domain.calls import Call
from nabiz.domain.citizen import Citizen, IdentityChange, identifier_key
from nabiz.domain.conversation import Conversation
from nabiz.domain.events import Event
from nabiz.domain.identity import Link
from nabiz.domain.messages import RANK, Identifier
from nabiz.domain.national_id import NationalId
from nabiz.domain.preferences import PreferenceChange
from nabiz.domain.ticket import Ticket
from nabiz.domain.timeline import Media, Message, Notification
from nabiz.domain.visits import Visit
from nabiz.storage import keys
from nabiz.storage.records import (
    CallRecord,
    CitizenRecord,
    ConversationRecord,
    EventRecord,
    IdentifierRecord,
    IdentityChangeRecord,
    LinkRecord,
    MediaRecord,
    MessageRecord,
    NationalIdRecord,
    NotificationRecord,
    PreferenceChangeRecord,
    Record,
    TicketRecord,
    VisitRecord,
)

R = TypeVar("R", bound=Record)
D = TypeVar("D")
LINK_KEPT = timedelta(days=1)


def _values(record_class: type[Record], thing: object, leave: tuple[str, ...] = ()) -> dict[str, Any]:
    """What a record holds of a thing: fields of the same name, without those that are nothing."""
    known = record_class.get_attributes()
    pairs = ((f.name, getattr(thing, f.name)) for f in fields(thing) if f.name in known and f.name not in leave)  # type: ignore[arg-type]
    return {name: value for name, value in pairs if value is not None and value != frozenset()}


def to_domain(record: Record, shape: type[D], **more: object) -> D:
    """The domain object that a record holds; absent sets and fields take their defaults."""
    known = record.get_attributes()
    values = {f.name: getattr(record, f.name) for f in fields(shape) if f.name in known}  # type: ignore[arg-type]
    return msgspec.convert({k: v for k, v in values.items() if v is not None} | more, shape, from_attributes=True)


def ticket_record(ticket: Ticket, commit_id: str) -> TicketRecord:
    """The ticket with its index keys, one version on."""
    position = keys.list_position(ticket)
    record = TicketRecord(
        keys.ticket(ticket.number), keys.SELF,
        **_values(TicketRecord, ticket, leave=("version",)),
        version=ticket.version + 1, commit_id=commit_id,
        queue_pk=keys.queue(ticket.department, done=ticket.is_done), queue_sk=position,
        pool_pk=keys.pool(done=ticket.is_done), pool_sk=position,
        person_pk=keys.citizen(ticket.citizen), person_sk=f"{keys.moment(ticket.opened_at)}#{ticket.number}",
    )  # fmt: skip
    if ticket.timer is not None:
        record.clock_pk = keys.timer(ticket.timer.kind, ticket.timer.at, ticket.number)
        record.clock_sk = f"{keys.moment(ticket.timer.at)}#{ticket.number}"
    if ticket.assignee and not ticket.is_done:
        record.mine_pk, record.mine_sk = keys.mine(ticket.assignee), position
    return record


def to_ticket(record: Record) -> Ticket:
    """The ticket that a record holds."""
    return to_domain(record, Ticket)


def call_values(call: Call) -> dict[str, Any]:
    """What the record of a call holds beside keys and version."""
    return _values(CallRecord, call, leave=("version",))


def visit_values(visit: Visit) -> dict[str, Any]:
    """What the record of a visit holds beside keys and version."""
    return _values(VisitRecord, visit, leave=("version",))


def event_record(event: Event) -> EventRecord:
    """One history entry."""
    return EventRecord(
        event.aggregate, keys.event(event.seq, event.key), name=event.type,
        **_values(EventRecord, event, leave=("type",)),
    )  # fmt: skip


def to_event(record: EventRecord) -> Event:
    """The history entry that a record holds."""
    return Event(
        record.pk, int(record.seq), record.name, record.at, record.actor, record.data, record.facts, record.refs,
        record.key,
    )  # fmt: skip


def message_record(message: Message) -> MessageRecord:
    """One message."""
    record = MessageRecord(message.aggregate, keys.MESSAGE + message.id, **_values(MessageRecord, message))
    record.expires_at = message.expires_at
    return record


def media_record(media: Media) -> MediaRecord:
    """One file, as it is announced: what is made of it later is not written."""
    leave = ("verdict", "copy", "copy_type", "thumbnail", "place", "note", "also_on")
    return MediaRecord(media.aggregate, keys.MEDIA + media.id, **_values(MediaRecord, media, leave))


def notification_record(notification: Notification, lease_until: datetime) -> NotificationRecord:
    """One notification that is being sent."""
    return NotificationRecord(
        notification.aggregate, keys.NOTIFICATION + notification.key,
        **_values(NotificationRecord, notification), rank=RANK[notification.state], lease_until=lease_until,
    )  # fmt: skip


def citizen_record(citizen: Citizen, commit_id: str) -> CitizenRecord:
    """The citizen, one version on."""
    values = _values(CitizenRecord, citizen, leave=("version",))
    return CitizenRecord(
        keys.citizen(citizen.id), keys.SELF, **values, version=citizen.version + 1, commit_id=commit_id
    )


def wish_record(citizen: Citizen, change: PreferenceChange, index: int) -> PreferenceChangeRecord:
    """One line of the history of a citizen's wishes."""
    sort_key = f"{keys.WISH}{keys.moment(change.at)}#{citizen.version + 1:06d}#{index}"
    return PreferenceChangeRecord(keys.citizen(citizen.id), sort_key, change=change)


def identity_record(citizen: Citizen, change: IdentityChange, index: int) -> IdentityChangeRecord:
    """One line of the history of who is one person."""
    sort_key = f"{keys.IDENTITY}{keys.moment(change.at)}#{citizen.version + 1:06d}#{index}"
    return IdentityChangeRecord(keys.citizen(citizen.id), sort_key, change=change)


def national_id_record(kept: NationalId) -> NationalIdRecord:
    """A citizen's identity number, encrypted."""
    return NationalIdRecord(keys.citizen(kept.citizen), keys.NATIONAL_ID, **_values(NationalIdRecord, kept))


def link_record(link: Link) -> LinkRecord:
    """An address that is to be proven; it goes by itself a day after its code has run out."""
    record = LinkRecord(keys.citizen(link.citizen), keys.LINK + link.id, **_values(LinkRecord, link))
    record.expires_at = link.valid_until + LINK_KEPT
    return record


def identifier_record(identifier: Identifier, citizen_id: str) -> IdentifierRecord:
    """Whom an identifier belongs to."""
    key = keys.identifier(identifier_key(identifier))
    return IdentifierRecord(key, keys.SELF, citizen=citizen_id, kind=identifier.kind)


def conversation_record(conversation: Conversation, commit_id: str) -> ConversationRecord:
    """The conversation, one version on."""
    values = _values(ConversationRecord, conversation, leave=("version",))
    return ConversationRecord(
        keys.conversation(conversation.id), keys.SELF, **values, version=conversation.version + 1, commit_id=commit_id
    )


def to_message(record: Record) -> Message:
    """The message that a record holds."""
    return to_domain(record, Message, aggregate=record.pk)


def to_media(record: Record) -> Media:
    """The file that a record holds."""
    return to_domain(record, Media, aggregate=record.pk)


def to_notification(record: Record) -> Notification:
    """The notification that a record holds."""
    return to_domain(record, Notification, aggregate=record.pk)
