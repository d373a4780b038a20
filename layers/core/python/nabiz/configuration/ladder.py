"""Reads the part `ladder`: the rungs in order, and who holds the posts that they tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta

from nabiz.configuration.reading import Node
from nabiz.domain.catalogue import Catalogue, Priority
from nabiz.domain.ladder import Ladder, Post, Recipient, Rung


def read_ladder(node: Node, catalogue: Catalogue, clocks: Iterable[str]) -> Ladder:
    """Build the ladder.

    Raises:
        ConfigurationError: two rungs of one code, an unknown post or department, a post that nobody holds.
    """
    node.fields("rungs", "departments", "office_hours", "quiet", "posts")
    known = dict.fromkeys(clocks)
    rungs = node.get("rungs").list(lambda rung: _rung(rung, known, catalogue))
    ladders = {}
    for code, steps in node.get("departments", {}).items():
        Node("ladder", code, steps.path).one_of(catalogue.departments, "department")
        ladders[code] = steps.list(lambda rung: _rung(rung, known, catalogue))
    every = [("rungs", rungs), *ladders.items()]
    codes = [rung.code for _, steps in every for rung in steps]
    if len(set(codes)) < len(codes):
        node.get("rungs").refuse("two rungs have the same code")
    city: dict[Post, tuple[Recipient, ...]] = {}
    departments: dict[Post, dict[str, tuple[Recipient, ...]]] = {}
    for name, own in node.get("posts").items():
        own.fields("city", "departments")
        post = Node("ladder", name, own.path).choice(Post)
        city[post] = own.get("city", []).list(_recipient)
        departments[post] = {}
        for code, people in own.get("departments", {}).items():
            Node("ladder", code, people.path).one_of(catalogue.departments, "department")
            departments[post][code] = people.list(_recipient)
    for name, climbed in every:
        for index, rung in enumerate(climbed):
            if rung.tell is not Post.DEPARTMENT and not city.get(rung.tell):
                where = node.get("rungs") if name == "rungs" else node.get("departments").get(name)
                where.refuse(f"[{index}] tells {rung.tell}, but nobody holds that post for the whole city")
    quiet_for, quiet_at_most = _quiet(node.get("quiet")) if node.has("quiet") else (timedelta(), {})
    return Ladder(rungs, city, departments, ladders, node.get("office_hours", False).flag(), quiet_for, quiet_at_most)


def _quiet(node: Node) -> tuple[timedelta, dict[Priority, timedelta]]:
    node.fields("acknowledged", "at_most")
    at_most = {Node("ladder", name, own.path).choice(Priority): timedelta(hours=own.number())
               for name, own in node.get("at_most").items()}  # fmt: skip
    return timedelta(hours=node.get("acknowledged").number()), at_most


def _rung(node: Node, clocks: Mapping[str, object], catalogue: Catalogue) -> Rung:
    node.fields("code", "clock", "when", "tell", "priorities", "departments")
    every = list(Priority)
    priorities = node.get("priorities", every).list(lambda one: one.choice(Priority))
    offset, share = _moment(node.get("when"))
    return Rung(
        node.get("code").text(),
        node.get("clock").one_of(clocks, "clock"),
        offset,
        node.get("tell").choice(Post),
        frozenset(priorities),
        share,
        frozenset(node.get("departments", []).list(lambda one: one.one_of(catalogue.departments, "department"))),
    )


def _moment(node: Node) -> tuple[timedelta, float | None]:
    """`{percent: of the promise}`, or `{before: hours}`, `{at: due}`, `{after: hours}` of the day and night."""
    node.fields("percent", "before", "at", "after")
    if node.has("percent") and len(list(node.items())) == 1:
        return timedelta(), node.get("percent").number() / 100
    return _offset(node), None


def _offset(node: Node) -> timedelta:
    ways = [way for way, _ in node.items()]
    if len(ways) != 1:
        node.refuse("exactly one of percent, before, at, after is expected")
    if ways[0] == "at":
        if node.get("at").text() != "due":
            node.get("at").refuse("only `due` is allowed")
        return timedelta()
    hours = timedelta(hours=node.get(ways[0]).number())
    return -hours if ways[0] == "before" else hours


def _recipient(node: Node) -> Recipient:
    node.fields("name", "email")
    return Recipient(node.get("name").text(), node.get("email").text())
