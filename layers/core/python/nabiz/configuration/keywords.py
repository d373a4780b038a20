"""Reads the part `keywords`: the words by which a city's categories, kinds and greetings are known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from nabiz.configuration.reading import Node
from nabiz.domain.catalogue import Catalogue
from nabiz.domain.preferences import Said
from nabiz.domain.ticket import Kind
from nabiz.text.classification import plain_sentence
from nabiz.text.folding import words
from nabiz.text.vocabulary import Phrase, Vocabulary, read_phrase


def read_vocabulary(part: Mapping[str, object], catalogue: Catalogue) -> Vocabulary:
    """Build the vocabulary.

    Raises:
        ConfigurationError: an unknown category or kind, a phrase that is no text.

    A category may have no words, as one that was just added: people choose it, and the model rates it if it knows it.
    """
    root = Node("keywords", part)
    root.fields(
        "route_from", "weights", "categories", "kinds", "urgency", "greetings", "thanks", "fillers", "new_ticket",
        "wishes",
    )  # fmt: skip
    weights = root.get("weights").table(_weight)
    categories: dict[str, tuple[Phrase, ...]] = dict.fromkeys(catalogue.categories, ())
    for code, node in root.get("categories").items():
        Node("keywords", code, node.path).one_of(catalogue.categories, "category")
        categories[code] = tuple(_phrases(node, weights))
    kinds = {
        Node("keywords", kind, node.path).choice(Kind): tuple(_phrases(node, weights))
        for kind, node in root.get("kinds").items()
    }
    return Vocabulary(
        categories,
        kinds,
        departments={code: category.department for code, category in catalogue.categories.items()},
        urgency=tuple(_phrases(root.get("urgency", {}), weights)),
        greetings=_words(root.get("greetings")),
        thanks=_words(root.get("thanks")),
        fillers=_words(root.get("fillers")),
        new_ticket=frozenset(plain_sentence(text) for text in root.get("new_ticket").list(Node.text)),
        wishes=_wishes(root.get("wishes", {})),
        route_from=root.get("route_from").number(),
    )


def _wishes(node: Node) -> dict[str, Said]:
    """Whole messages that say what somebody wants to be told."""
    node.fields(*Said)
    return {plain_sentence(text): Said(said) for said, texts in node.items() for text in texts.list(Node.text)}


def _weight(node: Node) -> float:
    return node.number(above=-100)


def _phrases(node: Node, weights: Mapping[str, float]) -> Iterator[Phrase]:
    for strength, phrases in node.items():
        if strength not in weights:
            phrases.refuse(f"unknown strength; allowed: {', '.join(weights)}")
        for written in phrases.list(Node.text):
            yield read_phrase(written, weights[strength])


def _words(node: Node) -> frozenset[str]:
    return frozenset(word for text in node.list(Node.text) for word in words(text))
