"""What the staff sees of who is one person and what they wish, and citizens of their own wishes."""

from __future__ import annotations

from datetime import datetime

from chalicelib.answers import Answer
from nabiz.domain.messages import Channel
from nabiz.domain.preferences import How, Purpose


class RefusalShown(Answer):
    """What somebody does not want; `channel` is null where they want it by none."""

    purpose: Purpose
    channel: Channel | None


class WishesShown(Answer):
    """Wishes. Purposes in `agreed` are those to which a yes is needed and was said."""

    channel: Channel | None
    refused: list[RefusalShown]
    agreed: list[Purpose]


class WishChangeShown(Answer):
    """One line of the history of wishes."""

    at: datetime
    by: str
    how: How
    before: WishesShown
    after: WishesShown
    reason: str


class PreferencesShown(WishesShown):
    """Wishes as the staff sees them; `history` has the newest first."""

    version: int
    history: list[WishChangeShown]


class OwnWishes(WishesShown):
    """Wishes on the citizen's own page; `channels` are those by which the city could write to them."""

    channels: list[Channel]


class CodeSent(Answer):
    """A code is on its way to an address; whoever says it back proves that the address is theirs."""

    link: str
    kind: str
    to: str
    valid_until: datetime


class Linked(Answer):
    """An address is proven; `merged` is the record that it belonged to, which is now one person with `citizen`."""

    citizen: str
    merged: str | None


class LinkAnswered(Answer):
    """A proof by code has begun (`sent`), or one by checking is done (`linked`)."""

    sent: CodeSent | None
    linked: Linked | None


class SuggestionShown(Answer):
    """Somebody of the same name, and what else is the same: `address`, `neighbourhood`."""

    id: str
    name: str
    identifiers: list[str]
    shared: list[str]


class Suggestions(Answer):
    """Who may be the same person; a person decides."""

    items: list[SuggestionShown]


class IdentityChangeShown(Answer):
    """One line of the history of who is one person."""

    at: datetime
    act: str
    by: str
    other: str
    proof: str
    reason: str


class PersonShown(Answer):
    """Who stands for the person, and the records that were merged into that one; `history` has the newest first."""

    citizen: str
    parts: list[str]
    history: list[IdentityChangeShown]


class NationalIdShown(Answer):
    """A citizen's T.C. identity number, as it may be seen; `number` is null where none is known."""

    number: str | None
    ticket: str | None
    by: str | None
    at: datetime | None


class PushKey(Answer):
    """What a browser subscribes with; null where the city sends no push messages."""

    key: str | None


class PushKept(Answer):
    """How many browsers are told of the ticket."""

    browsers: int


class Unsubscribed(Answer):
    """A mail program took somebody off."""

    purpose: Purpose
