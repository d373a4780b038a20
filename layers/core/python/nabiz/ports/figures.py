"""Live counters, and rows for analysis."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # said in annotations only: whoever needs one port need not load the whole domain
    from nabiz.domain.standing import Place


@dataclass(frozen=True, slots=True)
class Count:
    """One addition to a counter: `measure` of one day in one dimension."""

    report: str
    dimension: str
    day: date
    measure: str
    amount: int = 1


@dataclass(frozen=True, slots=True)
class Shift:
    """Tickets that come to stand somewhere, or leave (a negative amount)."""

    place: Place
    amount: int


class Counters(Protocol):
    """Live figures."""

    def add(self, counted: Mapping[str, Sequence[Count | Shift]]) -> int:
        """Add what each event or change (by id) counts, once whatever repeats; how many were new."""

    def standing(self, username: str = "") -> Counter[Place]:
        """Open tickets by place: of all departments, and of one person where a name is given; one request each."""

    def read(self, report: str, dimension: str, since: date, until: date) -> dict[date, dict[str, int]]:
        """Measures by day, both days included."""


class Facts(Protocol):
    """The analytical facts in S3."""

    def write(self, name: str, day: date, rows: Sequence[Mapping[str, object]]) -> None:
        """One object per stream batch; the same name overwrites itself."""
