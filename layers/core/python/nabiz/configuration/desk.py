"""Reads the part `desk`: services, desks, subjects of instant answers, targets."""

from __future__ import annotations

import re
from datetime import time, timedelta

from nabiz.configuration.reading import Node
from nabiz.domain.catalogue import Catalogue
from nabiz.domain.desk import Desk, Service, WelcomeDesk

CODE = re.compile(r"[a-z0-9-]{1,40}")


def read_desk(node: Node, catalogue: Catalogue) -> WelcomeDesk:
    """Build it; an empty part is a city without a welcome desk.

    Raises:
        ConfigurationError: a desk of an unknown service or unit, two services with one prefix, a wrong value.
    """
    node.fields("services", "desks", "subjects", "targets", "head_start_minutes", "closes", "keep_days")
    services = {code: _service(code, own) for code, own in node.get("services", {}).items()}
    prefixes = [service.prefix for service in services.values()]
    if len(set(prefixes)) < len(prefixes):
        node.get("services").refuse("two services have the same prefix, so their numbers would be the same")
    desks = {code: _desk(code, own, services, catalogue) for code, own in node.get("desks", {}).items()}
    for code in services:
        if not any(code in desk.services for desk in desks.values()):
            node.get("services").get(code).refuse("no desk calls this service, so its visitors would wait for ever")
    targets = node.get("targets", {})
    targets.fields("wait_minutes", "serve_minutes")
    return WelcomeDesk(
        services,
        desks,
        node.get("subjects", {}).table(lambda own: own.table(Node.text)),
        _minutes(targets.get("wait_minutes", 4)),
        _minutes(targets.get("serve_minutes", 4)),
        timedelta(minutes=node.get("head_start_minutes", 15).number(above=-1)),
        node.get("closes").clock_time() if node.has("closes") else time(18, 0),
        timedelta(days=node.get("keep_days", 90).integer(least=1)),
    )


def _minutes(node: Node) -> timedelta:
    return timedelta(minutes=node.number())


def _code(code: str, node: Node) -> str:
    if not CODE.fullmatch(code):
        node.refuse("a code has small letters, digits and dashes, 40 at most")
    return code


def _service(code: str, node: Node) -> Service:
    node.fields("names", "prefix")
    prefix = node.get("prefix").text()
    if not re.fullmatch(r"[A-Z]{1,2}", prefix):
        node.get("prefix").refuse("one or two capital letters from A to Z are expected")
    return Service(_code(code, node), node.get("names").table(Node.text), prefix)


def _desk(code: str, node: Node, services: dict[str, Service], catalogue: Catalogue) -> Desk:
    node.fields("names", "services", "unit")
    unit = node.get("unit").one_of(catalogue.departments, "department") if node.has("unit") else ""
    own = node.get("services", []).list(lambda one: one.one_of(services, "service"))
    if not own and not unit:
        node.refuse("a desk calls services, or is the desk of a unit, or both")
    return Desk(_code(code, node), node.get("names").table(Node.text), own, unit)
