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


class Unsubscribed(Answer):
    """A mail program took somebody off."""

    purpose: Purpose
