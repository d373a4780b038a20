"""Reads a citizen's words. Whatever goes wrong with that, the message comes in: then a person reads it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from nabiz.configuration import Configuration
from nabiz.domain.conversation import Meaning
from nabiz.domain.ticket import Kind
from nabiz.text.classification import Guess

Answer = TypeVar("Answer")

NOT_READ = Guess(None, 0.0)
NO_MEANING = Meaning(greeting=False, new_ticket=False, thanks=False)
FAILED = "ClassifierFailed"


def read_words(text: str, configuration: Configuration) -> Guess:
    """What the classifier makes of a text; nothing known where it fails, so that the message goes to triage."""
    return _or(NOT_READ, lambda: configuration.classifier.classify(text))


def kind_of(text: str, configuration: Configuration) -> Kind:
    """What the citizen wants with it; a complaint where the classifier fails."""
    return _or(NOT_READ.kind, lambda: configuration.classifier.guess_kind(text))


def meaning_of(text: str, configuration: Configuration) -> Meaning:
    """What a message of a talk wants; a matter of its own where the classifier fails."""

    def read() -> Meaning:
        words = configuration.classifier
        return Meaning(
            words.is_greeting(text), words.wants_new_ticket(text), words.is_thanks(text), words.wish_of(text)
        )

    return _or(NO_MEANING, read)


def _or(otherwise: Answer, read: Callable[[], Answer]) -> Answer:
    """The answer, or another one where there is none, counted as the metric `ClassifierFailed`."""
    try:
        return read()
    except Exception:
        from aws_lambda_powertools.metrics import MetricUnit, single_metric

        from nabiz.observability import logger

        logger.exception("The classifier failed; people read the message.")
        with single_metric(name=FAILED, unit=MetricUnit.Count, value=1, namespace="Nabiz"):
            pass
        return otherwise
