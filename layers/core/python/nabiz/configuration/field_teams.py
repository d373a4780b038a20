"""Reads the part `field`: teams that work outside."""

from __future__ import annotations

import re

from nabiz.configuration.reading import Node
from nabiz.domain.catalogue import Catalogue
from nabiz.domain.field_teams import FieldWork, Team
from nabiz.domain.routes import Spot

CODE = re.compile(r"[a-z0-9-]{1,40}")


def read_field(node: Node, catalogue: Catalogue) -> FieldWork:
    """Build it; an empty part is a city without field teams.

    Raises:
        ConfigurationError: a team of an unknown department or of none, a wrong value.
    """
    node.fields("teams")
    return FieldWork({code: _team(code, own, catalogue) for code, own in node.get("teams", {}).items()})


def _team(code: str, node: Node, catalogue: Catalogue) -> Team:
    node.fields("names", "departments", "members", "base")
    if not CODE.fullmatch(code):
        node.refuse("a code has small letters, digits and dashes, 40 at most")
    departments = node.get("departments").list(lambda one: one.one_of(catalogue.departments, "department"))
    if not departments:
        node.get("departments").refuse("a team works for one department at least")
    base = _spot(node.get("base")) if node.has("base") else None
    return Team(
        code, node.get("names").table(Node.text), departments, node.get("members", []).list(Node.text), base
    )  # fmt: skip


def _spot(node: Node) -> Spot:
    node.fields("lat", "lon")
    lat, lon = node.get("lat").number(above=-90.1), node.get("lon").number(above=-180.1)
    if abs(lat) > 90 or abs(lon) > 180:
        node.refuse("degrees north from -90 to 90 and east from -180 to 180 are expected")
    return Spot(lat, lon)
