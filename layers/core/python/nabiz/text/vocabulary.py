"""The words a city listens for: how they are written in `config/keywords.yaml`, and how one finds them in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nabiz.domain.preferences import Said
from nabiz.domain.ticket import Kind
from nabiz.text.folding import fold

# A word of fewer letters takes Turkish noun endings only: "su" must not be found in "suç", nor "kar" in "karar".
SHORTEST_PREFIX = 4
# How far apart the words of one phrase may stand; Turkish puts them in any order.
REACH = 6

_ENDING = (
    r"(?:l[ae]r)?(?:y?[iu]m[iu]z|y?[iu]n[iu]z|m[iu]z|n[iu]z|y?[iu]m|s[iu]n?|y?[iu]n)?"
    r"(?:[iu]|[yn][iu]|n?[iu]n|n?[ae]|y[ae]|n?[dt][ae]n?|y?l[ae]|c[ae])?(?:y?d[iu]|ki)?"
)
_NOUN_ENDING = re.compile(_ENDING)
# The last letter of a stem softens before a vowel: köpek, köpeği; kanat, kanadı; dolap, dolabı (ç and c fold alike).
_SOFTENED = {"k": "g", "t": "d", "p": "b"}
_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Word:
    """One place in a phrase: any of these spellings, as a beginning, with noun endings, or exactly."""

    beginnings: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()

    def matches(self, word: str) -> bool:
        """Whether a folded word is a form of this one."""
        return (
            word in self.exact
            or word.startswith(self.beginnings)
            or any(word.startswith(noun) and _NOUN_ENDING.fullmatch(word, len(noun)) for noun in self.nouns)
            or any(_is_softened(word, stem) for stem in self.beginnings)
        )

    @property
    def keys(self) -> set[str]:
        """The first letters of everything that it can match: what an index finds it by."""
        return {spelling[:2] for spelling in (*self.beginnings, *self.nouns, *self.exact)}


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand near each other, in any order, and how much they say."""

    words: tuple[Word, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All words of a city.

    Attributes:
        categories, kinds: what speaks for (or, with a negative weight, against) each.
        departments: who does the work of each category.
        urgency: what speaks of danger or haste.
        greetings: folded words that open a talk; fillers: those that may stand beside them and say nothing.
        thanks: folded words that thank.
        new_ticket: folded sentences by which a citizen starts another ticket.
        wishes: folded sentences that say what a citizen wants to be told.
        route_from: the confidence from which a guess is good enough to route by.
    """

    categories: Mapping[str, tuple[Phrase, ...]]
    kinds: Mapping[Kind, tuple[Phrase, ...]]
    departments: Mapping[str, str]
    urgency: tuple[Phrase, ...]
    greetings: frozenset[str]
    thanks: frozenset[str]
    fillers: frozenset[str]
    new_ticket: frozenset[str]
    wishes: Mapping[str, Said]
    route_from: float


def read_word(written: str) -> Word:
    """One word as the configuration writes it: `köpek|kedi` alternatives, `su!` exactly so, `bank~` with noun endings.

    Without a mark four letters or more are a beginning, fewer take noun endings.
    """
    beginnings, nouns, exact = [], [], []
    for spelling in written.split("|"):
        folded = fold(spelling)
        if folded.endswith("!"):
            exact.append(folded[:-1])
        elif folded.endswith("~") or len(folded) < SHORTEST_PREFIX:
            nouns.append(folded.rstrip("~"))
        else:
            beginnings.append(folded)
    return Word(tuple(beginnings), tuple(nouns), tuple(exact))


def read_phrase(written: str, weight: float) -> Phrase:
    """A phrase as the configuration writes it: words with spaces between them."""
    return Phrase(tuple(read_word(word) for word in written.split()), weight)


class Finder:
    """Finds which of many phrases a text holds; the work grows with the text, not with the phrases."""

    def __init__(self, phrases: Iterable[tuple[str, Phrase]]) -> None:
        self._phrases: list[tuple[str, tuple[int, ...], float]] = []
        self._index: dict[str, list[tuple[int, Word]]] = {}
        numbers: dict[Word, int] = {}
        for owner, phrase in phrases:
            for word in phrase.words:
                if word not in numbers:
                    numbers[word] = len(numbers)
                    for key in word.keys:
                        self._index.setdefault(key, []).append((numbers[word], word))
            self._phrases.append((owner, tuple(numbers[word] for word in phrase.words), phrase.weight))
        self._by_first: dict[int, list[int]] = {}
        for position, (_, wanted, _) in enumerate(self._phrases):
            self._by_first.setdefault(wanted[0], []).append(position)

    def scores(self, words: Sequence[str]) -> dict[str, float]:
        """The weights of all phrases found, added up by owner; each phrase counts once."""
        places = self._places(words)
        scores: dict[str, float] = {}
        for first in places:
            for position in self._by_first.get(first, ()):
                owner, wanted, weight = self._phrases[position]
                if len(wanted) == 1 or _stand_together(wanted, places):
                    scores[owner] = scores.get(owner, 0.0) + weight
        return scores

    def _places(self, words: Sequence[str]) -> dict[int, list[int]]:
        places: dict[int, list[int]] = {}
        for place, word in enumerate(words):
            for number, candidate in self._index.get(word[:2], ()):
                if candidate.matches(word):
                    places.setdefault(number, []).append(place)
        return places


def _stand_together(wanted: tuple[int, ...], places: Mapping[int, list[int]]) -> bool:
    if any(number not in places for number in wanted):
        return False
    return any(
        all(any(0 < abs(place - start) <= REACH for place in places[number]) for number in wanted[1:])
        for start in places[wanted[0]]
    )


def _is_softened(word: str, stem: str) -> bool:
    soft = _SOFTENED.get(stem[-1])
    length = len(stem)
    return soft is not None and len(word) > length and word[length] in _VOWELS and word[:length] == stem[:-1] + soft
