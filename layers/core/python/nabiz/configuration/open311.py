"""Reads the part `open311`: what the city offers to programs, and to which."""

from __future__ import annotations

from collections.abc import Mapping

from nabiz.configuration.reading import Node
from nabiz.domain.catalogue import Catalogue
from nabiz.domain.open311 import (
    LISTS,
    Attribute,
    Client,
    Datatype,
    Offer,
    Right,
    Service,
    ServiceType,
    read_moment,
)
from nabiz.domain.workflow import Status


def read_offer(node: Node, catalogue: Catalogue) -> Offer:
    """Build it; an empty part is a city that offers nothing.

    Raises:
        ConfigurationError: an unknown category or status, a list without values, a wrong value.
    """
    node.fields("jurisdiction", "contact", "key_service", "changeset", "public", "services", "clients", "notes")
    services = {}
    for code, own in node.get("services", {}).items():
        if code not in catalogue.categories:
            own.refuse(f"there is no category {code!r}")
        services[code] = _service(code, own)
    notes: dict[str, Mapping[str, str]] = {}
    for status, own in node.get("notes", {}).items():
        notes[Node(node.part, status, own.path).choice(Status)] = own.table(Node.text)
    changeset = node.get("changeset", "").text(empty=True)
    if changeset and read_moment(changeset) is None:
        node.get("changeset").refuse("a moment with an offset is expected, for example 2026-11-25T09:00:00+03:00")
    return Offer(
        node.get("jurisdiction", "").text(empty=True),
        node.get("contact", "").text(empty=True),
        node.get("key_service", "").text(empty=True),
        read_moment(changeset) if changeset else None,
        node.get("public", False).flag(),
        services,
        {code: _client(code, own) for code, own in node.get("clients", {}).items()},
        notes,
    )


def _service(code: str, node: Node) -> Service:
    node.fields("type", "group", "keywords", "descriptions", "attributes")
    return Service(
        code,
        node.get("type", str(ServiceType.REALTIME)).choice(ServiceType),
        node.get("group", "").text(empty=True),
        node.get("keywords", []).list(Node.text),
        node.get("descriptions", {}).table(Node.text),
        tuple(_attribute(name, own) for name, own in node.get("attributes", {}).items()),
    )


def _attribute(code: str, node: Node) -> Attribute:
    node.fields("datatype", "names", "required", "variable", "hints", "values")
    datatype = node.get("datatype").choice(Datatype)
    values: Mapping[str, Mapping[str, str]] = node.get("values", {}).table(lambda own: own.table(Node.text))
    if (datatype in LISTS) != bool(values):
        node.get("values", {}).refuse("values belong to singlevaluelist and multivaluelist, and to nothing else")
    return Attribute(
        code,
        datatype,
        node.get("names").table(Node.text),
        node.get("required", False).flag(),
        node.get("variable", True).flag(),
        node.get("hints", {}).table(Node.text),
        values,
    )


def _client(code: str, node: Node) -> Client:
    node.fields("name", "rights")
    rights = node.get("rights").list(lambda own: own.choice(Right))
    if not rights:
        node.get("rights").refuse("a client without a right is none")
    return Client(code, node.get("name").text(), frozenset(rights))
