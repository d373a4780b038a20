"""Records under a ticket's key: the ticket, its history, messages, files and notifications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UnicodeSetAttribute

from nabiz.storage.records.base import MomentAttribute, Record, Shape, StructAttribute

if TYPE_CHECKING:
    from nabiz.domain.clocks import Breach, Clock
    from nabiz.domain.ladder import Quiet
    from nabiz.domain.messages import Place
    from nabiz.domain.places import Location
    from nabiz.domain.survey import Survey
    from nabiz.domain.ticket import Timer


class TicketRecord(Record, discriminator="ticket"):
    """One ticket as it stands now.

    pk      T#{number}                         with all that belongs to it: one query shows the ticket page
    sk      A
    queue   D#{department}#{open|done}         due (open) or done (done), number: the department's list
    pool    ALL#{open|done}                    the same over all departments
    person  P#{citizen}                        opened_at, number: the citizen's tickets
    clock   C#{hour}#{shard} or S#...          due, number: only while a timer runs
    mine    U#{username}                       due, number: only while it is open and somebody's
    """

    number = UnicodeAttribute()
    kind = UnicodeAttribute()
    channel = UnicodeAttribute()
    text = UnicodeAttribute()
    citizen = UnicodeAttribute()
    opened_at = MomentAttribute()
    opened_by = UnicodeAttribute()
    status = UnicodeAttribute()
    category = UnicodeAttribute()
    certainty = StructAttribute[float](float)
    read_by = UnicodeAttribute(null=True)
    department = UnicodeAttribute()
    assignee = UnicodeAttribute()
    priority = UnicodeAttribute()
    location: StructAttribute[Location] = StructAttribute(Shape("domain.places.Location"), null=True)
    conversation = UnicodeAttribute()
    language = UnicodeAttribute()
    silent = UnicodeAttribute(null=True)
    cycle = NumberAttribute()
    respond: StructAttribute[Clock] = StructAttribute(Shape("domain.clocks.Clock"), null=True)
    resolve: StructAttribute[Clock] = StructAttribute(Shape("domain.clocks.Clock"), null=True)
    climbed = UnicodeSetAttribute(null=True)
    timer: StructAttribute[Timer] = StructAttribute(Shape("domain.ticket.Timer"), null=True)
    quiet: StructAttribute[Quiet] = StructAttribute(Shape("domain.ladder.Quiet"), null=True)
    promises: StructAttribute[tuple[Clock, ...]] = StructAttribute(Shape("domain.clocks.Clock", many=True), null=True)
    first_breach: StructAttribute[Breach] = StructAttribute(Shape("domain.clocks.Breach"), null=True)
    outcome = UnicodeAttribute()
    planned_for = UnicodeAttribute()
    duplicate_of = UnicodeAttribute()
    responded_at = MomentAttribute(null=True)
    done_at = MomentAttribute(null=True)
    survey: StructAttribute[Survey] = StructAttribute(Shape("domain.survey.Survey"), null=True)
    messages = NumberAttribute()
    heard_by = UnicodeAttribute(null=True)
    heard_in = UnicodeAttribute(null=True)
    filed_by = UnicodeAttribute(null=True)
    config_version = UnicodeAttribute()
    seq = NumberAttribute()
    version = NumberAttribute()
    updated_at = MomentAttribute(null=True)
    updated_by = UnicodeAttribute()
    commit_id = UnicodeAttribute()

    queue_pk = UnicodeAttribute()
    queue_sk = UnicodeAttribute()
    pool_pk = UnicodeAttribute()
    pool_sk = UnicodeAttribute()
    person_pk = UnicodeAttribute()
    person_sk = UnicodeAttribute()
    clock_pk = UnicodeAttribute(null=True)
    clock_sk = UnicodeAttribute(null=True)
    mine_pk = UnicodeAttribute(null=True)
    mine_sk = UnicodeAttribute(null=True)


class EventRecord(Record, discriminator="event"):
    """One entry of a history; append-only. Its arrival in the table's stream is its publication.

    pk  T#{number} or V#{conversation}
    sk  H#{seq}, or E#{key} for a side event (a delivery that failed)
    """

    seq = NumberAttribute()
    name = UnicodeAttribute()
    at = MomentAttribute()
    actor = UnicodeAttribute()
    data = StructAttribute[dict[str, Any]](dict[str, Any])
    facts = StructAttribute[dict[str, str]](dict[str, str])
    refs = StructAttribute[dict[str, str]](dict[str, str])
    key = UnicodeAttribute()


class MessageRecord(Record, discriminator="message"):
    """One message from or to the citizen, or an internal note.

    pk  T#{number} or V#{conversation}
    sk  M#{time}-{hash of the provider's id}
    """

    id = UnicodeAttribute()
    direction = UnicodeAttribute()
    channel = UnicodeAttribute()
    author = UnicodeAttribute()
    at = MomentAttribute()
    text = UnicodeAttribute()
    provider_id = UnicodeAttribute()
    media = StructAttribute[tuple[str, ...]](tuple[str, ...])
    place: StructAttribute[Place] = StructAttribute(Shape("domain.messages.Place"), null=True)
    kind = UnicodeAttribute()
    note = UnicodeAttribute()
    reply_to = UnicodeAttribute()


class MediaRecord(Record, discriminator="media"):
    """One file of a message; its arrival in the stream starts the fetching.

    pk  T#{number} or V#{conversation}
    sk  F#{id}
    """

    id = UnicodeAttribute()
    message = UnicodeAttribute()
    source = UnicodeAttribute()
    source_id = UnicodeAttribute()
    kind = UnicodeAttribute()
    mime_type = UnicodeAttribute()
    file_name = UnicodeAttribute()
    state = UnicodeAttribute()
    key = UnicodeAttribute()
    size = NumberAttribute()
    sha256 = UnicodeAttribute()
    reason = UnicodeAttribute()
    verdict = UnicodeAttribute(null=True)
    copy = UnicodeAttribute(null=True)
    copy_type = UnicodeAttribute(null=True)
    thumbnail = UnicodeAttribute(null=True)
    place: StructAttribute[Place] = StructAttribute(Shape("domain.messages.Place"), null=True)
    note = UnicodeAttribute(null=True)
    also_on = StructAttribute[tuple[str, ...]](tuple[str, ...], null=True)


class SameFileRecord(Record, discriminator="same_file"):
    """A file's bytes stand on this ticket: how the same photograph on several tickets is noticed.

    pk  F#{sha256 of the bytes}
    sk  {number}
    """


class NotificationRecord(Record, discriminator="notification"):
    """One text to one recipient; written before it is sent, its state only moves forward.

    pk  T#{number} or V#{conversation}
    sk  N#{event}#{stage}#{recipient}#{channel}#{form}
    clock  R#{hour}#{shard}  {due}#{hash}   only while its provider is still to be asked what became of it
    """

    key = UnicodeAttribute()
    stage = UnicodeAttribute()
    recipient = UnicodeAttribute()
    channel = UnicodeAttribute()
    form = UnicodeAttribute()
    state = UnicodeAttribute()
    rank = NumberAttribute()
    created_at = MomentAttribute()
    updated_at = MomentAttribute()
    lease_until = MomentAttribute(null=True)
    attempt = UnicodeAttribute()
    segments = NumberAttribute(null=True)
    asked = NumberAttribute(null=True)
    clock_pk = UnicodeAttribute(null=True)
    clock_sk = UnicodeAttribute(null=True)
    provider_id = UnicodeAttribute()
    code = UnicodeAttribute()
    reason = UnicodeAttribute()
