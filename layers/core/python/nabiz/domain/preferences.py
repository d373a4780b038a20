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


class Said(StrEnum):
    """What one word of a citizen means for their wishes."""

    STOP = "stop"  # nothing but what becomes of their own requests
    STOP_ALL = "stop_all"  # nothing at all by this channel, and nothing optional by any
    START = "start"


class How(StrEnum):
    """The way in which a wish was said."""

    PAGE = "page"  # the citizen, on the page that a signed link opens
    KEYWORD = "keyword"  # the citizen, by a word in a message
    UNSUBSCRIBE = "unsubscribe"  # the citizen's mail program (RFC 8058)
    OPERATOR = "operator"  # somebody of the staff, for the citizen
    MERGE = "merge"  # two records became one person: what either refused is refused
    SPLIT = "split"


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

    def after(self, said: Said, channel: str) -> Preferences:
        """What they wish once they have said that in a channel."""
        match said:
            case Said.STOP:
                return self.stop(OPTIONAL)
            case Said.STOP_ALL:
                return self.stop(OPTIONAL).stop((Purpose.SERVICE,), channel)
        return self.start(tuple(Purpose))

    def together(self, other: Preferences) -> Preferences:
        """The wishes of two who are one person: a no of either counts, and a yes that the other did not take back."""
        refused = self.refused + tuple(no for no in other.refused if no not in self.refused)
        closed = {no.purpose for no in refused if no.channel == ANY}
        agreed = (*self.agreed, *(yes for yes in other.agreed if yes not in self.agreed))
        return Preferences(self.channel or other.channel, refused, tuple(yes for yes in agreed if yes not in closed))


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
