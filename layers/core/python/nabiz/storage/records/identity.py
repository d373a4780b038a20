"""Records of what citizens wish and of who is one person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from nabiz.storage.records.base import MomentAttribute, Record, Shape, StructAttribute

if TYPE_CHECKING:
    from nabiz.domain.citizen import IdentityChange
    from nabiz.domain.preferences import PreferenceChange
    from nabiz.domain.push import Subscription


class PreferenceChangeRecord(Record, discriminator="preference_change"):
    """What a citizen wished, who said it and how; never changed.

    pk  P#{citizen}
    sk  K#{time}#{version}#{index}
    """

    change: StructAttribute[PreferenceChange] = StructAttribute(Shape("domain.preferences.PreferenceChange"))


class IdentityChangeRecord(Record, discriminator="identity_change"):
    """What was done to who is one person; never changed.

    pk  P#{citizen}    of each record that it concerns
    sk  G#{time}#{version}#{index}
    """

    change: StructAttribute[IdentityChange] = StructAttribute(Shape("domain.citizen.IdentityChange"))


class NationalIdRecord(Record, discriminator="national_id"):
    """A citizen's T.C. identity number, encrypted; it is found by an identifier that holds a keyed hash of it.

    pk  P#{citizen}
    sk  NATIONAL_ID
    """

    citizen = UnicodeAttribute()
    encrypted = UnicodeAttribute()
    ending = UnicodeAttribute()
    fingerprint = UnicodeAttribute()
    ticket = UnicodeAttribute()
    by = UnicodeAttribute()
    at = MomentAttribute()


class BrowsersRecord(Record, discriminator="browsers"):
    """The browsers that want to be told of a ticket.

    pk  T#{number}
    sk  PUSH
    """

    browsers: StructAttribute[tuple[Subscription, ...]] = StructAttribute(Shape("domain.push.Subscription", many=True))
    version = NumberAttribute()


class TemplateRecord(Record, discriminator="template"):
    """A text at a provider and whether it is approved.

    pk  TEMPLATES
    sk  {name}#{language}
    """

    name = UnicodeAttribute()
    language = UnicodeAttribute()
    status = UnicodeAttribute()
    reason = UnicodeAttribute()
    at = MomentAttribute()


class LinkRecord(Record, discriminator="link"):
    """An address that is to be proven by a code. The code is not here: it is made from the key of the house.

    pk  P#{citizen}
    sk  Q#{link}
    """

    id = UnicodeAttribute()
    citizen = UnicodeAttribute()
    kind = UnicodeAttribute()
    address = UnicodeAttribute()
    by = UnicodeAttribute()
    at = MomentAttribute()
    valid_until = MomentAttribute()
    tries = NumberAttribute()
