"""What a citizen wants to be told, and by which channel. Service, surveys and announcements are decided apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

ANY = ""  # stands for every channel


class Purpose(StrEnum):
    """Why a citizen is written to."""

    SERVICE = "service"  # what becomes of their own request
    SURVEY = "survey"
    ANNOUNCEMENT = "announcement"  # only with a yes: law 6563 on commercial messages and KVKK


# What somebody who says "stop" means; their own requests they still hear about, unless they stop these by name.
OPTIONAL = (Purpose.SURVEY, Purpose.ANNOUNCEMENT)
NEEDS_CONSENT = frozenset({Purpose.ANNOUNCEMENT})


class How(StrEnum):
    """The way in which a wish was said."""

    PAGE = "page"  # the citizen, on the page that a signed link opens
    KEYWORD = "keyword"  # the citizen, by a word in a message
    UNSUBSCRIBE = "unsubscribe"  # the citizen's mail program (RFC 8058)
    OPERATOR = "operator"  # somebody of the staff, for the citizen


@dataclass(frozen=True, slots=True)
class Refusal:
    """No messages of this purpose: by this channel, or by none where it is `ANY`."""

    purpose: Purpose
    channel: str = ANY


@dataclass(frozen=True, slots=True)
class Preferences:
    """A citizen's wishes. Without any, service messages and surveys may go by every channel, announcements by none.

    Attributes:
        channel: by which they would rather be told; empty where they did not say.
        refused: what they do not want.
        agreed: purposes to which they said yes, where a yes is needed.
    """

    channel: str = ""
    refused: tuple[Refusal, ...] = ()
    agreed: tuple[Purpose, ...] = ()

    def refuses(self, purpose: Purpose, channel: str) -> bool:
        """Whether they said no to it."""
        return any(no.purpose is purpose and no.channel in (ANY, channel) for no in self.refused)

    def lacks_consent(self, purpose: Purpose) -> bool:
        """Whether a yes is needed that was never said."""
        return purpose in NEEDS_CONSENT and purpose not in self.agreed

    def stop(self, purposes: Iterable[Purpose], channel: str = ANY) -> Preferences:
        """Without these purposes from now on."""
        closed = tuple(Refusal(purpose, channel) for purpose in purposes)
        more = tuple(no for no in closed if no not in self.refused)
        agreed = tuple(yes for yes in self.agreed if yes not in {no.purpose for no in closed if no.channel == ANY})
        return replace(self, refused=self.refused + more, agreed=agreed)

    def start(self, purposes: Iterable[Purpose]) -> Preferences:
        """With these purposes again, by every channel. It is no yes to what needs one."""
        opened = set(purposes)
        return replace(self, refused=tuple(no for no in self.refused if no.purpose not in opened))


NO_WISHES = Preferences()


@dataclass(frozen=True, slots=True)
class PreferenceChange:
    """One line of the history of a citizen's wishes; `by` is an actor, `reason` the staff's own words."""

    at: datetime
    by: str
    how: How
    before: Preferences
    after: Preferences
    reason: str = ""
