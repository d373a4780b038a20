"""Reads the part `deadlines`: the clock of other institutions and the promises that the city declares itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from nabiz.configuration.reading import Node
from nabiz.domain.calendar import DepartmentCalendars
from nabiz.domain.catalogue import Catalogue
from nabiz.domain.clocks import ClockKind
from nabiz.domain.messages import Channel
from nabiz.domain.promises import ALWAYS, CITY, EXTERNAL, OWN, Begins, Ends, Promise, Terms
from nabiz.domain.ticket import Kind

TAKEN = frozenset(ClockKind)


def read_promises(node: Node, catalogue: Catalogue, calendars: DepartmentCalendars) -> tuple[Promise, ...]:
    """Build the promises, the one of other institutions first; a city without the part has none.

    Raises:
        ConfigurationError: an unknown event, calendar, category, kind, channel or department; no length or two.
    """
    node.fields("external", "clocks")
    names = dict.fromkeys((ALWAYS, OWN, CITY, *calendars.named))
    found = [_external(node.get("external"), catalogue, names)] if node.has("external") else []
    for code, own in node.get("clocks", {}).items():
        if code in TAKEN:
            own.refuse(f"{code!r} is a clock already; choose another code")
        found.append(_promise(code, own, catalogue, names))
    return tuple(found)


def _external(node: Node, catalogue: Catalogue, names: Mapping[str, object]) -> Promise:
    node.fields("default", "departments")
    departments = {}
    for code, own in node.get("departments", {}).items():
        Node("deadlines", code, own.path).one_of(catalogue.departments, "department")
        departments[code] = _terms(own, names)
    terms = _terms(node.get("default"), names)
    return Promise(EXTERNAL, Begins.FORWARDED, Ends.RETURNED, terms, waits=False, departments=departments)


def _promise(code: str, node: Node, catalogue: Catalogue, names: Mapping[str, object]) -> Promise:
    node.fields("names", "source", "from", "until", "hours", "days", "calendar", "waits", "categories", "kinds",
                "channels")  # fmt: skip
    return Promise(
        code,
        node.get("from").choice(Begins),
        node.get("until").choice(Ends),
        _terms(node, names, alone=False),
        names=node.get("names").table(Node.text),
        source=node.get("source").text(),
        waits=node.get("waits", True).flag(),
        categories=frozenset(node.get("categories", []).list(lambda one: one.one_of(catalogue.categories, "category"))),
        kinds=frozenset(node.get("kinds", []).list(lambda one: str(one.choice(Kind)))),
        channels=frozenset(node.get("channels", []).list(lambda one: str(one.choice(Channel)))),
    )


def _terms(node: Node, names: Mapping[str, object], *, alone: bool = True) -> Terms:
    if alone:
        node.fields("hours", "days", "calendar")
    if node.has("hours") == node.has("days"):
        node.refuse("exactly one of hours and days is expected")
    calendar = node.get("calendar").one_of(names, "calendar")
    if node.has("hours"):
        return Terms(calendar, hours=node.get("hours").number())
    return Terms(calendar, days=node.get("days").number())


def clock_codes(promises: tuple[Promise, ...]) -> Iterable[str]:
    """Every clock that a ladder may have rungs for."""
    return [str(ClockKind.RESPOND), str(ClockKind.RESOLVE), *(promise.code for promise in promises)]
