"""Records of what citizens wish and of who is one person."""

from __future__ import annotations

from nabiz.domain.preferences import PreferenceChange
from nabiz.storage.records.base import Record, StructAttribute


class PreferenceChangeRecord(Record, discriminator="preference_change"):
    """What a citizen wished, who said it and how; never changed.

    pk  P#{citizen}
    sk  K#{time}#{random}
    """

    change = StructAttribute[PreferenceChange](PreferenceChange)
