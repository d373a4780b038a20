"""What a message is about, found by the city's own words: no network, no model, well under a millisecond."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nabiz.domain.ticket import Kind
from nabiz.text.folding import fold, words
from nabiz.text.vocabulary import Finder, Vocabulary

# A score from which the evidence for a category is as good as it gets; saying the same thing more often adds nothing.
CERTAIN = 7.0
ALTERNATIVES = 3
# Two categories that are equally likely leave this much of the confidence.
UNDECIDED = 0.3
# A message that thanks and also asks for something is no thanks.
OTHER_MATTER = 3.0

_STRETCHED = re.compile(r"(.)\1{2,}")
_THANKS = "tesekkur"


@dataclass(frozen=True, slots=True)
class Guess:
    """What a text is about.

    Attributes:
        category: code, or None where nothing is known or too little to route by.
        confidence: 0 to 1, of the best category whether it is good enough or not.
        alternatives: the best other categories, likeliest first, at most three; without a category the best ones.
    """

    category: str | None
    confidence: float
    alternatives: tuple[tuple[str, float], ...] = ()


class Classifier:
    """Answers questions about a text from a vocabulary. Build once; safe to share."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._categories = Finder((code, phrase) for code, own in vocabulary.categories.items() for phrase in own)
        self._kinds = Finder((str(kind), phrase) for kind, own in vocabulary.kinds.items() for phrase in own)

    def classify(self, text: str) -> Guess:
        """The category of a text. Evidence for two categories lowers the confidence in both."""
        ranked = self._rank(text)
        if not ranked:
            return Guess(None, 0.0)
        rated = tuple((code, _confidence(score, _best_other(ranked, code))) for code, score in ranked)
        best, confidence = rated[0]
        if confidence < self._vocabulary.route_from:
            return Guess(None, confidence, rated[:ALTERNATIVES])
        return Guess(best, confidence, rated[1 : ALTERNATIVES + 1])

    def guess_kind(self, text: str) -> Kind:
        """What the citizen wants with it; a complaint unless the words say otherwise."""
        scores = self._kinds.scores(_plain_words(text))
        if self._is_about_something(text):
            scores.pop(Kind.THANKS, None)
        best = max(scores.items(), key=lambda item: item[1], default=(Kind.COMPLAINT, 0.0))
        return Kind(best[0]) if best[1] > 0 else Kind.COMPLAINT

    def is_greeting(self, text: str) -> bool:
        """Whether it only opens a talk: "merhaba", "iyi günler kolay gelsin", "hello", or signs without any word."""
        found = set(_plain_words(text))
        if not found:
            return True
        spoken = self._vocabulary.greetings
        return bool(found & spoken) and found <= spoken | self._vocabulary.fillers

    def is_thanks(self, text: str) -> bool:
        """Whether it only thanks: "teşekkürler", "çok sağ olun" and the like."""
        found = set(_plain_words(text))
        spoken = self._vocabulary.thanks
        polite = spoken | self._vocabulary.fillers | self._vocabulary.greetings
        return bool(found & spoken) and found <= polite

    def wants_new_ticket(self, text: str) -> bool:
        """Whether it says no more than that another matter begins: "yeni", "yeni talep", "new request"."""
        return " ".join(_plain_words(text)) in self._vocabulary.new_ticket

    def _rank(self, text: str) -> list[tuple[str, float]]:
        scores = self._categories.scores(_plain_words(text))
        return sorted(((code, score) for code, score in scores.items() if score > 0), key=lambda item: -item[1])

    def _is_about_something(self, text: str) -> bool:
        return any(code != _THANKS and score >= OTHER_MATTER for code, score in self._rank(text))


def _plain_words(text: str) -> list[str]:
    """Folded words; letters stretched for effect ("yardıııım") are written once."""
    return words(_STRETCHED.sub(r"\1", text))


def _best_other(ranked: list[tuple[str, float]], code: str) -> float:
    return next((score for other, score in ranked if other != code), 0.0)


def _confidence(score: float, rival: float) -> float:
    enough, close = min(score, CERTAIN), min(rival, CERTAIN)
    lead = max(1 - close / enough, 0.0)
    return round(enough / CERTAIN * (UNDECIDED + (1 - UNDECIDED) * lead), 3)


def plain_sentence(text: str) -> str:
    """A sentence as `Vocabulary.new_ticket` holds it."""
    return " ".join(_plain_words(fold(text)))
