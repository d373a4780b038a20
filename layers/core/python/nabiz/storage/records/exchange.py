"""Records of what is exchanged with other bodies."""

from __future__ import annotations

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from nabiz.storage.records.base import MomentAttribute, Record, StructAttribute


class OpenedRecord(Record, discriminator="opened"):
    """That a ticket was opened in a month; written with the ticket, never changed.

    pk  OPENED#{month in UTC}
    sk  {opened_at}#{number}
    """

    number = UnicodeAttribute()


class CounterpartRecord(Record, discriminator="counterpart"):
    """What another body knows a ticket by.

    pk  T#{number}
    sk  B#{body}
    """

    number = UnicodeAttribute()
    body = UnicodeAttribute()
    at = MomentAttribute()
    reference = UnicodeAttribute()
    words = StructAttribute[dict[str, str]](dict[str, str])


class ReferenceRecord(Record, discriminator="reference"):
    """The ticket that a body calls so: one for each reference.

    pk  B#{hash of body and reference}
    sk  A
    """

    number = UnicodeAttribute()


class ToldRecord(Record, discriminator="told"):
    """That something happened to a body's ticket; written with the history's entry. Goes by itself.

    pk  TOLD#{body}#{month in UTC}
    sk  {moment}#{number}#{seq}
    """

    number = UnicodeAttribute()
    seq = NumberAttribute()
