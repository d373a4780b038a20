"""What a city offers by Open311 GeoReport v2: services, what each asks, and who may file and read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from nabiz.domain.errors import InvalidInput

LONGEST_DESCRIPTION = 4000  # GeoReport v2: characters of a description
LONGEST_VALUE = 1000


class Datatype(StrEnum):
    """What the answer to an attribute is; GeoReport v2's own words."""

    STRING = "string"
    NUMBER = "number"
    DATETIME = "datetime"
    TEXT = "text"
    ONE_OF = "singlevaluelist"
    SOME_OF = "multivaluelist"


LISTS = frozenset({Datatype.ONE_OF, Datatype.SOME_OF})


class ServiceType(StrEnum):
    """How soon a request has its number: at once, or a token first."""

    REALTIME = "realtime"
    BATCH = "batch"


class Right(StrEnum):
    """What a client's key allows."""

    FILE = "file"
    READ = "read"


@dataclass(frozen=True, slots=True)
class Attribute:
    """A question of a service; `names`, `hints` and each of `values` are by language."""

    code: str
    datatype: Datatype
    names: Mapping[str, str]
    required: bool = False
    variable: bool = True  # whether it is to be answered; if not, it only tells something
    hints: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Service:
    """A category as it is offered; `descriptions` by language."""

    category: str
    type: ServiceType = ServiceType.REALTIME
    group: str = ""
    keywords: tuple[str, ...] = ()
    descriptions: Mapping[str, str] = field(default_factory=dict)
    attributes: tuple[Attribute, ...] = ()


@dataclass(frozen=True, slots=True)
class Client:
    """A program with a key; the key itself stands among the secrets, under `code`."""

    code: str
    name: str
    rights: frozenset[Right]


@dataclass(frozen=True, slots=True)
class Offer:
    """Everything that is offered. A category that is no service is neither offered nor shown.

    Attributes:
        jurisdiction: the id that clients may send along; empty if there is only one anyway.
        public: whether requests are read without a key.
        notes: what each status is called, by status and language.
    """

    jurisdiction: str = ""
    contact: str = ""
    key_service: str = ""
    changeset: datetime | None = None
    public: bool = False
    services: Mapping[str, Service] = field(default_factory=dict)
    clients: Mapping[str, Client] = field(default_factory=dict)
    notes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def check_attributes(service: Service, given: Mapping[str, tuple[str, ...]], language: str) -> tuple[str, ...]:
    """See that the answers fit what a service asks, and say them in words: a line for each.

    Raises:
        InvalidInput: an answer is missing, is too much, or is none of the values; `field` names the attribute.
    """
    known = {attribute.code: attribute for attribute in service.attributes if attribute.variable}
    if unknown := sorted(set(given) - set(known)):
        allowed = ", ".join(known) or "none"
        raise InvalidInput(f"This service has no attribute {unknown[0][:60]!r}; it has: {allowed}.", field="attribute")
    return tuple(_lines(known, given, language))


def _lines(known: Mapping[str, Attribute], given: Mapping[str, tuple[str, ...]], language: str) -> Iterator[str]:
    for attribute in known.values():
        answers = tuple(answer.strip() for answer in given.get(attribute.code, ()) if answer.strip())
        if not answers:
            if attribute.required:
                raise _refused(attribute, "is required")
            continue
        if len(answers) > 1 and attribute.datatype is not Datatype.SOME_OF:
            raise _refused(attribute, "takes one value")
        said = ", ".join(_said(attribute, answer, language) for answer in answers)
        yield f"{named(attribute.names, language)}: {said}"


def _said(attribute: Attribute, answer: str, language: str) -> str:
    if len(answer) > LONGEST_VALUE:
        raise _refused(attribute, f"has at most {LONGEST_VALUE} characters")
    if attribute.datatype in LISTS:
        if answer not in attribute.values:
            raise _refused(attribute, f"is one of: {', '.join(attribute.values)}")
        return named(attribute.values[answer], language)
    if attribute.datatype is Datatype.NUMBER and not _is_number(answer):
        raise _refused(attribute, "is a number")
    if attribute.datatype is Datatype.DATETIME and read_moment(answer) is None:
        raise _refused(attribute, "is a moment, for example 2026-11-25T09:00:00+03:00")
    return answer


def _refused(attribute: Attribute, problem: str) -> InvalidInput:
    return InvalidInput(f"attribute[{attribute.code}] {problem}.", field=f"attribute[{attribute.code}]")


def _is_number(text: str) -> bool:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return False
    return value == value and abs(value) != float("inf")


def read_moment(text: str) -> datetime | None:
    """A moment with an offset as clients write it; None if it is none."""
    try:
        moment = datetime.fromisoformat(text.strip())
        return moment if moment.tzinfo and moment.astimezone() else None
    except (ValueError, OverflowError):
        return None


def named(names: Mapping[str, str], language: str) -> str:
    """The name in a language, or in the first one there is."""
    return names.get(language) or next(iter(names.values()), "")
