"""Records of the welcome desk."""

from __future__ import annotations

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UnicodeSetAttribute

from nabiz.domain.visits import Step
from nabiz.storage.records.base import MomentAttribute, Record, StructAttribute


class VisitRecord(Record, discriminator="visit"):
    """One visit. Goes by itself when the city keeps visits no longer; its figures stay.

    pk      VISIT#{id}
    sk      A
    pool    VISITS#{local day}          arrived, id: the day's list
    queue   VISITS#{local day}#{line}   rank, id: while it waits, the line that desks call from
            VISITS#{local day}#@desks   called, id: while it is called or served, what the display board shows
    """

    id = UnicodeAttribute()
    day = UnicodeAttribute()
    service = UnicodeAttribute()
    arrived_at = MomentAttribute()
    wait_target = NumberAttribute()
    serve_target = NumberAttribute()
    number = UnicodeAttribute()
    precedence = UnicodeAttribute(null=True)
    citizen = UnicodeAttribute(null=True)
    state = UnicodeAttribute()
    desk = UnicodeAttribute(null=True)
    unit = UnicodeAttribute(null=True)
    operator = UnicodeAttribute(null=True)
    since = MomentAttribute()
    result = UnicodeAttribute(null=True)
    subject = UnicodeAttribute(null=True)
    tickets = UnicodeSetAttribute(null=True)
    steps = StructAttribute[tuple[Step, ...]](tuple[Step, ...])
    version = NumberAttribute()
    commit_id = UnicodeAttribute()

    pool_pk = UnicodeAttribute()
    pool_sk = UnicodeAttribute()
    queue_pk = UnicodeAttribute(null=True)
    queue_sk = UnicodeAttribute(null=True)


class LastNumberRecord(Record, discriminator="last_number"):
    """The last queue number that a service gave out on a day. Goes by itself with the day's visits.

    pk  VISITS#{local day}#{service}
    sk  A
    """

    last = NumberAttribute()
    commit_id = UnicodeAttribute()
