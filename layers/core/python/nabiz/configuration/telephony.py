"""Reads the part `telephony`: lines, operators, who is called back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from nabiz.configuration.reading import Node
from nabiz.domain.catalogue import Catalogue, Category
from nabiz.domain.switchboard import CallbackRules, Switchboard

KEEP_DAYS = 730


def read_switchboard(node: Node, catalogue: Catalogue) -> Switchboard:
    """Build it; an empty part is a city without a telephone system.

    Raises:
        ConfigurationError: an unknown category, a text that cannot be filled, a wrong value.
    """
    node.fields("lines", "operators", "callback", "keep_days")
    return Switchboard(
        node.get("lines", {}).table(Node.text),
        node.get("operators", {}).table(Node.text),
        _callbacks(node.get("callback"), catalogue.categories) if node.has("callback") else CallbackRules(),
        timedelta(days=node.get("keep_days", KEEP_DAYS).integer(least=1)),
    )


def _callbacks(node: Node, categories: Mapping[str, Category]) -> CallbackRules:
    node.fields("category", "respond", "resolve", "key", "abandoned_after_seconds", "texts")
    category = categories[node.get("category").one_of(categories, "category")]
    respond, resolve = category.terms.respond_hours, category.terms.resolve_days
    terms = replace(
        category.terms,
        respond_hours=node.get("respond", respond).number(),
        resolve_days=node.get("resolve", resolve).number(),
    )
    after = node.get("abandoned_after_seconds", None)
    texts = node.get("texts").table(_text)
    if not texts:
        node.get("texts").refuse("a text is expected")
    return CallbackRules(
        category.code,
        terms,
        node.get("key", "").text(empty=True),
        None if after.value is None else timedelta(seconds=after.integer(least=0)),
        texts,
    )


def _text(node: Node) -> str:
    try:
        node.text().format(line="153", time="09:00")
    except (KeyError, IndexError, ValueError):
        node.refuse("only {line} and {time} can be filled in")
    return node.text()
