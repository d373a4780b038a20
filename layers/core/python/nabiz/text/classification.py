"""What a message is about: a trained model and the city's own words together; no network, a few milliseconds."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from nabiz.domain.catalogue import Priority
from nabiz.domain.preferences import Said
from nabiz.domain.ticket import Kind
from nabiz.text.folding import fold, words
from nabiz.text.languages import TURKISH, guess_language
from nabiz.text.model import NOTHING, Model, own_weight, shipped_model
from nabiz.text.vocabulary import Finder, Vocabulary

ALTERNATIVES = 3
# A message that thanks and also asks for something is no thanks.
OTHER_MATTER = 3.0
# From these weights on the words say that it hurries.
EMERGENCY, HIGH = 5.0, 3.0
# The languages of the model's training messages; whatever else comes is read by people.
UNDERSTOOD = frozenset({TURKISH, "en"})
# A part of a message may be a matter of its own if it is this sure by itself.
OWN_MATTER = 0.8

_STRETCHED = re.compile(r"(.)\1{2,}")
_THANKS = "tesekkur"


@dataclass(frozen=True, slots=True)
class Guess:
    """What a text is about.

    Attributes:
        category: code, or None where nothing is known or too little to route by.
        confidence: 0 to 1, of the best category whether it is good enough or not: of the guesses with 0.9, nine in
            ten are right. 0 where it is about nothing that the city does.
        alternatives: the best other categories, likeliest first, at most three; without a category the best ones.
        department, department_confidence: the likeliest department and how sure it is; several of its categories
            may share the likelihood.
        urgency: what the words say about haste; the category has a priority of its own.
        language: ISO 639-1.
        noise: greetings, advertising, a wrong number: nothing to work on.
        model: version of the model that guessed; empty where none was asked.
    """

    category: str | None
    confidence: float
    alternatives: tuple[tuple[str, float], ...] = ()
    department: str = ""
    department_confidence: float = 0.0
    kind: Kind = Kind.COMPLAINT
    urgency: Priority = Priority.NORMAL
    language: str = TURKISH
    noise: bool = False
    model: str = ""

    @property
    def ranked(self) -> tuple[tuple[str, float], ...]:
        """The best categories with their confidence, the chosen one first."""
        chosen = ((self.category, self.confidence),) if self.category else ()
        return (*chosen, *self.alternatives)[:ALTERNATIVES]


@dataclass(frozen=True, slots=True)
class Issue:
    """One of the matters of a message, with the citizen's words about it."""

    text: str
    guess: Guess


@dataclass(slots=True)
class _Reading:
    """The likelihoods of a text: of each category of the city, likeliest first, and of its being about nothing."""

    rated: list[tuple[str, float]] = field(default_factory=list)
    nothing: float = 1.0


class Classifier:
    """Answers questions about a text. Build once; safe to share. The model's file is opened at the first question."""

    def __init__(self, vocabulary: Vocabulary, model: Callable[[], Model] = shipped_model) -> None:
        self._vocabulary = vocabulary
        self._model = model
        self._categories = Finder((code, phrase) for code, own in vocabulary.categories.items() for phrase in own)
        self._kinds = Finder((str(kind), phrase) for kind, own in vocabulary.kinds.items() for phrase in own)
        self._urgency = Finder(("", phrase) for phrase in vocabulary.urgency)

    @property
    def model_version(self) -> str:
        """Names the model in histories."""
        return self._model().facts.version

    def classify(self, text: str) -> Guess:
        """Everything that can be said about a text.

        Raises:
            ModelUnreadable: the model's file is missing or broken.
        """
        kind, urgency, language = self.guess_kind(text), self.guess_urgency(text), guess_language(text)
        if language not in UNDERSTOOD or not _plain_words(text):
            return Guess(None, 0.0, kind=kind, urgency=urgency, language=language)
        model, reading = self._model(), self._read(text)
        rated = self._calibrated(reading, model)
        best, confidence = rated[0]
        noise = reading.nothing >= reading.rated[0][1]
        routed = not noise and confidence >= self._vocabulary.route_from
        department, likely = self._department(reading)
        return Guess(
            best if routed else None,
            0.0 if noise else confidence,
            rated[1 : ALTERNATIVES + 1] if routed else rated[:ALTERNATIVES],
            department, round(model.confidence(likely), 3), kind, urgency, language, noise, model.facts.version,
        )  # fmt: skip

    def best_guesses(self, text: str, count: int = ALTERNATIVES) -> tuple[tuple[str, float], ...]:
        """The likeliest categories with their confidence, best first, whether good enough to route by or not."""
        return self.classify(text).ranked[:count]

    def issues(self, text: str) -> tuple[Issue, ...]:
        """The matters of a message; one for most messages, even long ones, none for what is about nothing."""
        from nabiz.text.issues import clauses  # its expressions are compiled for those who ask only

        whole = self.classify(text)
        if whole.language not in UNDERSTOOD or whole.noise:
            return ()
        parts = [(part, self._sure_of(part)) for part in clauses(text)]
        wanted = {code for _, code in parts if code}
        # So many matters, so many of the likeliest readings of the whole: a clause alone is easily misread.
        likely = wanted & {code for code, _ in self._read(text).rated[: len(wanted)]}
        if len(likely) < 2:
            return (Issue(text, whole),)
        return tuple(Issue(own, self.classify(own)) for own in _by_matter(parts, likely))

    def _sure_of(self, part: str) -> str:
        guesses = self.best_guesses(part, 1)
        return guesses[0][0] if guesses and guesses[0][1] >= OWN_MATTER else ""

    def guess_kind(self, text: str) -> Kind:
        """What the citizen wants with it; a complaint unless the words say otherwise."""
        scores = self._kinds.scores(_plain_words(text))
        if self._is_about_something(text):
            scores.pop(Kind.THANKS, None)
        best = max(scores.items(), key=lambda item: item[1], default=(Kind.COMPLAINT, 0.0))
        return Kind(best[0]) if best[1] > 0 else Kind.COMPLAINT

    def guess_urgency(self, text: str) -> Priority:
        """Whether the words speak of danger to life or of haste."""
        score = self._urgency.scores(_plain_words(text)).get("", 0.0)
        if score >= EMERGENCY:
            return Priority.EMERGENCY
        return Priority.HIGH if score >= HIGH else Priority.NORMAL

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

    def wish_of(self, text: str) -> Said | None:
        """What a message that says nothing else means for the citizen's wishes: "dur", "stop", "başla"."""
        return self._vocabulary.wishes.get(" ".join(_plain_words(text)))

    def own_words(self, text: str) -> Mapping[str, float]:
        """By category, the weights of the city's own phrases that the text has."""
        return self._categories.scores(_plain_words(text))

    def _read(self, text: str) -> _Reading:
        """The model's likelihoods for the categories that this city has.

        A category that the model never saw is as likely as the city's words for it say, and takes that from the others.
        """
        own = self.own_words(text)
        known = self._model().rate(text, own)
        nothing = known.pop(NOTHING, 0.0)
        rated = {code: known.get(code, 0.0) for code in self._vocabulary.categories}
        kept = sum(rated.values()) + nothing or 1.0
        new = rated.keys() - known.keys()
        added = {code: max(own_weight(score), 0.0) for code, score in own.items() if code in new}
        left = (1 - max(added.values(), default=0.0)) / kept
        rated = {code: share * left for code, share in rated.items()} | added
        return _Reading(sorted(rated.items(), key=lambda item: -item[1]), nothing * left)

    def _calibrated(self, reading: _Reading, model: Model) -> tuple[tuple[str, float], ...]:
        """The best categories; what calibration gives to the first it takes from the others, in proportion."""
        first = reading.rated[0][1]
        confidence = model.confidence(first)
        share = (1 - confidence) / (1 - first) if first < 1 else 0.0
        others = ((code, min(likely * share, confidence)) for code, likely in reading.rated[1 : ALTERNATIVES + 1])
        return tuple((code, round(value, 3)) for code, value in ((reading.rated[0][0], confidence), *others))

    def _department(self, reading: _Reading) -> tuple[str, float]:
        sums: dict[str, float] = {}
        for code, likely in reading.rated:
            department = self._vocabulary.departments.get(code, "")
            sums[department] = sums.get(department, 0.0) + likely
        return max(sums.items(), key=lambda item: item[1])

    def _is_about_something(self, text: str) -> bool:
        return any(code != _THANKS and score >= OTHER_MATTER for code, score in self.own_words(text).items())


def _by_matter(parts: list[tuple[str, str]], matters: set[str]) -> list[str]:
    """The words about each matter, in the order in which they begin; what is about none goes with what is before it."""
    joined: dict[str, list[str]] = {}
    before = next(code for _, code in parts if code in matters)
    for part, code in parts:
        before = code if code in matters else before
        joined.setdefault(before, []).append(part)
    return [". ".join(own) for own in joined.values()]


def _plain_words(text: str) -> list[str]:
    """Folded words; letters stretched for effect ("yardıııım") are written once."""
    return words(_STRETCHED.sub(r"\1", text))


def plain_sentence(text: str) -> str:
    """A sentence as `Vocabulary.new_ticket` holds it."""
    return " ".join(_plain_words(fold(text)))
