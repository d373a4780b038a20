"""Records of phone calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute, UnicodeSetAttribute

from nabiz.storage.records.base import MomentAttribute, Record, Shape, StructAttribute

if TYPE_CHECKING:
    from nabiz.domain.call_pieces import Leg, Mark, Sign
    from nabiz.domain.calls import Share


class CallRecord(Record, discriminator="call"):
    """One call. Goes by itself when the city keeps calls no longer; its figures stay.

    pk      CALL#{id}
    sk      A
    pool    CALLS#{local day}       started, id: the calls of a day
    queue   CALLS#{username}        started, id: the calls of an operator
    person  CALLS#{hash of caller}  started, id: the calls of a number
    """

    id = UnicodeAttribute()
    provider = UnicodeAttribute()
    reference = UnicodeAttribute()
    started_at = MomentAttribute()
    legs: StructAttribute[tuple[Leg, ...]] = StructAttribute(Shape("domain.call_pieces.Leg", many=True))
    marks: StructAttribute[tuple[Mark, ...]] = StructAttribute(Shape("domain.call_pieces.Mark", many=True))
    hint: StructAttribute[Sign] = StructAttribute(Shape("domain.call_pieces.Sign"), null=True)
    closed_at = MomentAttribute(null=True)
    direction = UnicodeAttribute()
    outcome = UnicodeAttribute()
    line = UnicodeAttribute()
    queue = UnicodeAttribute()
    operator = UnicodeAttribute()
    caller = UnicodeAttribute()
    withheld = BooleanAttribute()
    wait = NumberAttribute()
    talk = NumberAttribute()
    hold = NumberAttribute()
    after_work = NumberAttribute()
    connected_at = MomentAttribute(null=True)
    ended_at = MomentAttribute(null=True)
    shares: StructAttribute[tuple[Share, ...]] = StructAttribute(Shape("domain.calls.Share", many=True))
    tickets = UnicodeSetAttribute(null=True)
    callback = UnicodeAttribute(null=True)
    version = NumberAttribute()

    pool_pk = UnicodeAttribute()
    pool_sk = UnicodeAttribute()
    queue_pk = UnicodeAttribute(null=True)
    queue_sk = UnicodeAttribute(null=True)
    person_pk = UnicodeAttribute(null=True)
    person_sk = UnicodeAttribute(null=True)


class PresentRecord(Record, discriminator="present"):
    """What happens at an operator's desk. Goes by itself after a day.

    pk  W#{username}
    sk  CALL
    """

    call = UnicodeAttribute()
    presence = UnicodeAttribute()
    at = MomentAttribute()
    place = UnicodeAttribute()  # sorts: the moment and how far the call has come
