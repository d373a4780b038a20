"""What citizens write about and who does the work: categories and departments of one city."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from nabiz.domain.errors import InvalidInput

Found = TypeVar("Found")


class DepartmentKind(StrEnum):
    """Whose house it is."""

    INTERNAL = "internal"
    METROPOLITAN = "metropolitan"  # a body of the metropolitan municipality, reached by forwarding
    EXTERNAL = "external"  # another institution


class Priority(StrEnum):
    """How much it hurries."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    EMERGENCY = "emergency"


@dataclass(frozen=True, slots=True)
class Department:
    """Who solves tickets. `names` and all other names are by language; `webhook` is empty where there is none."""

    code: str
    kind: DepartmentKind
    names: Mapping[str, str]
    emails: tuple[str, ...] = ()
    webhook: str = ""

    def name(self, language: str) -> str:
        """Its name in a language, or in the first one there is."""
        return _name(self.names, language)


@dataclass(frozen=True, slots=True)
class Terms:
    """Who gets a ticket and what is promised: hours on every day, and days of the working calendar."""

    department: str
    priority: Priority
    respond_hours: float
    resolve_days: float

    @property
    def respond_minutes(self) -> int:
        """Minutes to the first answer, of every day."""
        return round(self.respond_hours * 60)

    def resolve_minutes(self, minutes_per_day: int) -> int:
        """Working minutes to the resolution, where a working day has so many."""
        return round(self.resolve_days * minutes_per_day)


@dataclass(frozen=True, slots=True)
class Category:
    """One thing that citizens write about."""

    code: str
    names: Mapping[str, str]
    terms: Terms
    national_id: bool = False  # the law wants the T.C. identity number of whoever asks for it

    @property
    def department(self) -> str:
        """Code of the department that solves it."""
        return self.terms.department

    @property
    def priority(self) -> Priority:
        """How much it hurries unless somebody says otherwise."""
        return self.terms.priority

    def name(self, language: str) -> str:
        """Its name in a language, or in the first one there is."""
        return _name(self.names, language)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All departments and categories. `triage` are the terms of what nobody could classify yet."""

    departments: Mapping[str, Department]
    categories: Mapping[str, Category]
    triage: Terms

    def __post_init__(self) -> None:
        object.__setattr__(self, "departments", MappingProxyType(dict(self.departments)))
        object.__setattr__(self, "categories", MappingProxyType(dict(self.categories)))

    def department(self, code: str) -> Department:
        """One department.

        Raises:
            InvalidInput: there is none of that code; `details["allowed"]` has those there are.
        """
        return _find(self.departments, code, "department")

    def category(self, code: str) -> Category:
        """One category.

        Raises:
            InvalidInput: there is none of that code; `details["allowed"]` has those there are.
        """
        return _find(self.categories, code, "category")

    def terms(self, category: str | None) -> Terms:
        """The terms of a category, or of triage where there is none yet.

        Raises:
            InvalidInput: there is no category of that code.
        """
        return self.category(category).terms if category else self.triage


def _find(things: Mapping[str, Found], code: str, what: str) -> Found:
    thing = things.get(code)
    if thing is None:
        raise InvalidInput(f"There is no {what} {code!r}.", field=what, allowed=sorted(things))
    return thing


def _name(names: Mapping[str, str], language: str) -> str:
    return names.get(language) or next(iter(names.values()), "")
