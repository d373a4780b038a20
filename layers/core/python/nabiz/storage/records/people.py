"""Records of citizens and of what they say outside any ticket."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UnicodeSetAttribute

from nabiz.storage.records.base import MomentAttribute, Record, Shape, StructAttribute

if TYPE_CHECKING:
    from nabiz.domain.citizen import Part
    from nabiz.domain.messages import Identifier, Place
    from nabiz.domain.preferences import Preferences
    from nabiz.domain.staff import UserChange
    from nabiz.ports import SavedView


class CitizenRecord(Record, discriminator="citizen"):
    """One person.

    pk  P#{id}
    sk  A
    """

    id = UnicodeAttribute()
    created_at = MomentAttribute()
    name = UnicodeAttribute()
    language = UnicodeAttribute()
    identifiers: StructAttribute[tuple[Identifier, ...]] = StructAttribute(
        Shape("domain.messages.Identifier", many=True)
    )
    merged_into = UnicodeAttribute(null=True)
    parts: StructAttribute[tuple[Part, ...]] = StructAttribute(Shape("domain.citizen.Part", many=True), null=True)
    preferences: StructAttribute[Preferences] = StructAttribute(Shape("domain.preferences.Preferences"), null=True)
    version = NumberAttribute()
    commit_id = UnicodeAttribute()


class IdentifierRecord(Record, discriminator="identifier"):
    """Whom a phone number, an address or a provider's id belongs to.

    pk  I#{hash of kind and value}
    sk  A
    """

    citizen = UnicodeAttribute()
    kind = UnicodeAttribute()


class ConversationRecord(Record, discriminator="conversation"):
    """The thread of one sender in one channel.

    pk  V#{id}     with its own history and the messages that belong to no ticket
    sk  A
    """

    id = UnicodeAttribute()
    channel = UnicodeAttribute()
    account = UnicodeAttribute()
    sender = UnicodeAttribute()
    citizen = UnicodeAttribute()
    language = UnicodeAttribute()
    current = UnicodeAttribute()
    open_tickets = UnicodeSetAttribute(null=True)
    last_inbound_at = MomentAttribute(null=True)
    pending_place: StructAttribute[Place] = StructAttribute(Shape("domain.messages.Place"), null=True)
    private_at = MomentAttribute(null=True)
    invited = StructAttribute[tuple[str, ...]](tuple[str, ...], null=True)
    seq = NumberAttribute()
    version = NumberAttribute()
    commit_id = UnicodeAttribute()


class ViewsRecord(Record, discriminator="views"):
    """The lists that somebody of the staff has saved, in their order.

    pk  W#{username}
    sk  VIEWS
    """

    views: StructAttribute[tuple[SavedView, ...]] = StructAttribute(Shape("ports.SavedView", many=True))


class UserChangeRecord(Record, discriminator="user_change"):
    """What an administrator did to an account; never changed.

    pk  USERS#CHANGES
    sk  {time}#{random}
    """

    change: StructAttribute[UserChange] = StructAttribute(Shape("domain.staff.UserChange"))


class AccessRecord(Record, discriminator="access"):
    """Somebody of the staff looked at a person's data.

    pk  P#{citizen}
    sk  L#{time}#{who}
    """

    actor = UnicodeAttribute()
    at = MomentAttribute()
    what = UnicodeAttribute()
