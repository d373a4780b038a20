"""Records of the search: what a word finds, and what is known to be found by."""

from __future__ import annotations

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute, UnicodeSetAttribute

from nabiz.storage.records.base import Record


class FoundRecord(Record, discriminator="found"):
    """One ticket or citizen that one word finds.

    pk  X#{T|P}#{hash of the word's stem}
    sk  {opened_at}#{number} of a ticket, {id} of a citizen
    """

    department = UnicodeAttribute()  # whose ticket it is now: a department finds its own
    by_name = BooleanAttribute()  # the word is part of a person's name


class IndexedRecord(Record, discriminator="indexed"):
    """What a ticket or a citizen is found by: written with its `FoundRecord`s in one transaction.

    pk  T#{number} or P#{citizen}
    sk  X
    """

    version = NumberAttribute()  # of the ticket or citizen as it was read
    revision = NumberAttribute()  # grows with every write
    department = UnicodeAttribute()
    words = UnicodeSetAttribute(null=True)  # hashes
    names = UnicodeSetAttribute(null=True)  # those of them that are parts of a name
    commit_id = UnicodeAttribute()
