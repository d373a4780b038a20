"""Reads the part `ladder`: the rungs in order, and who holds the posts that they tell."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from nabiz.configuration.reading import Node
from nabiz.domain.catalogue import Catalogue, Priority
from nabiz.domain.ladder import Ladder, Post, Recipient, Rung


def read_ladder(node: Node, catalogue: Catalogue, clocks: Iterable[str]) -> Ladder:
    """Build the ladder.

    Raises:
        ConfigurationError: two rungs of one code, an unknown post or department, a post that nobody holds.
    """
    node.fields("rungs", "posts")
    rungs = node.get("rungs").list(lambda rung: _rung(rung, clocks))
    codes = [rung.code for rung in rungs]
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
    for index, rung in enumerate(rungs):
        if rung.tell is not Post.DEPARTMENT and not city.get(rung.tell):
            node.get("rungs").refuse(f"[{index}] tells {rung.tell}, but nobody holds that post for the whole city")
    return Ladder(rungs, city, departments)


def _rung(node: Node, clocks: Iterable[str]) -> Rung:
    node.fields("code", "clock", "when", "tell", "priorities")
    every = list(Priority)
    priorities = node.get("priorities", every).list(lambda one: one.choice(Priority))
    return Rung(
        node.get("code").text(),
        node.get("clock").one_of(dict.fromkeys(clocks), "clock"),
        _offset(node.get("when")),
        node.get("tell").choice(Post),
        frozenset(priorities),
    )


def _offset(node: Node) -> timedelta:
    """`{before: hours}`, `{at: due}` or `{after: hours}`, in hours of the day and night."""
    node.fields("before", "at", "after")
    ways = [way for way, _ in node.items()]
    if len(ways) != 1:
        node.refuse("exactly one of before, at, after is expected")
    if ways[0] == "at":
        if node.get("at").text() != "due":
            node.get("at").refuse("only `due` is allowed")
        return timedelta()
    hours = timedelta(hours=node.get(ways[0]).number())
    return -hours if ways[0] == "before" else hours


def _recipient(node: Node) -> Recipient:
    node.fields("name", "email")
    return Recipient(node.get("name").text(), node.get("email").text())
