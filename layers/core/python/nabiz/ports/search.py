"""What the use cases ask of lists and of the search; beside `nabiz.ports`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from nabiz.domain.lists import TicketFilter

if TYPE_CHECKING:
    from nabiz.domain.citizen import Citizen
    from nabiz.domain.ticket import Ticket
    from nabiz.domain.timeline import Message
    from nabiz.ports import Page


@dataclass(frozen=True, slots=True)
class TicketQuery:
    """Which tickets a list shows.

    Attributes:
        departments: whose; None is the whole city, an empty code the triage queue.
        overdue_at: only those whose promise was broken before this moment and does not wait for anybody.
        waiting: only open ones that wait for somebody outside.
    """

    departments: frozenset[str] | None = None
    done: bool = False
    filter: TicketFilter = field(default_factory=TicketFilter)
    overdue_at: datetime | None = None
    waiting: bool = False
    limit: int = 50
    cursor: str = ""


class Lists(Protocol):
    """The lists of open and of done tickets."""

    def tickets(self, query: TicketQuery) -> Page[Ticket]:
        """Soonest promise first, tickets that wait for somebody outside last; done tickets latest first.

        One request per department; where a filter leaves little, some more, and the cursor goes on from there.
        Asking for one assignee's open tickets reads their own index.

        Raises:
            InvalidInput: the cursor belongs to another list.
        """

    def overdue(self, departments: Collection[str], *, city: bool, at: datetime) -> Overdue:
        """How many tickets have broken their promise, by department; counts no further than `OVERDUE_COUNTED` each.

        One request where the whole `city` is asked for and is not late by far too many, else one for each department.
        """

    def overdue_of(self, assignee: str, at: datetime) -> int:
        """How many of one person's tickets have broken their promise, counted as far; one request."""


OVERDUE_COUNTED = 100


@dataclass(frozen=True, slots=True)
class Overdue:
    """Tickets that have broken their promise, by department; `more` where counting stopped early."""

    departments: Mapping[str, int]
    more: frozenset[str] = frozenset()

    @property
    def total(self) -> int:
        """Of all departments asked for."""
        return sum(self.departments.values())


@dataclass(frozen=True, slots=True)
class Indexed:
    """What the search knows something by already; `words` are hashes."""

    version: int = 0
    revision: int = 0
    department: str = ""
    words: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Searchable:
    """A ticket as it stands, some of its messages, its citizen, and what the search knows of them."""

    ticket: Ticket | None
    messages: tuple[Message, ...] = ()
    citizen: Citizen | None = None
    ticket_indexed: Indexed = field(default_factory=Indexed)
    citizen_indexed: Indexed = field(default_factory=Indexed)


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """What something is to be found by from now on, beside what it is found by already.

    Attributes:
        owner: the key of the ticket or citizen.
        scope: `TICKETS` or `PEOPLE`.
        position: where it stands among what a word finds.
        names: those of the words that are parts of a person's name.
        version: of the ticket or citizen that this was made from.
    """

    owner: str
    scope: str
    position: str
    words: frozenset[str]
    names: frozenset[str]
    version: int
    indexed: Indexed
    department: str = ""


TICKETS, PEOPLE = "T", "P"  # what a search may look for


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that has all words of a search. `by_name`: one of them is a part of a person's name."""

    id: str
    by_name: bool


class SearchIndex(Protocol):
    """What words find. What it finds may have changed since: look at it before showing it."""

    def read(self, aggregate: str, messages: Sequence[str], citizen: str) -> Searchable:
        """What an index entry is made from, strongly consistent; one request."""

    def write(self, entries: Sequence[IndexEntry]) -> int:
        """Let words find something; how many items were written. One transaction, or none where nothing is new.

        Raises:
            StorageConflict: it was indexed from a newer version, or is being indexed right now; read again.
        """

    def find(self, scope: str, words: Sequence[str], departments: frozenset[str] | None, limit: int,
             cursor: str = "") -> Page[Hit]:  # fmt: skip
        """What has all these words, newest first; a page may be short although its cursor goes on.

        One request for each word, and one more for each that finds too much to be read at once.
        """
