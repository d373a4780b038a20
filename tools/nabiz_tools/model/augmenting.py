"""More messages from each one, as hurried hands and talkative people would write it. The same seed, the same result."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence

_VOWELS = frozenset("aeıioöuüAEIİOÖUÜ")
SHORTEST_TO_SPOIL = 4  # letters; shorter words are rarely mistyped beyond recognition
SPOILED_WORDS = 0.6
# How much a made message counts beside a written one.
WRITTEN, MADE, MADE_TWICE = 1.0, 0.5, 0.3


def variants(text: str, around: Mapping[str, Sequence[str]], chance: random.Random) -> Iterator[tuple[str, float]]:
    """The message itself, two with typing errors, one inside a long story, one both; each with its weight."""
    yield text, WRITTEN
    yield mistype(text, chance), MADE
    yield mistype(text, chance), MADE
    yield tell_at_length(text, around, chance), MADE
    yield mistype(tell_at_length(text, around, chance), chance), MADE_TWICE


def mistype(text: str, chance: random.Random) -> str:
    """Vowels left out, letters lost, swapped or doubled, endings swallowed as in speech."""
    return " ".join(_spoil(word, chance) for word in text.split(" "))


def tell_at_length(text: str, around: Mapping[str, Sequence[str]], chance: random.Random) -> str:
    """The message somewhere in a story that has nothing to do with it."""
    stories = chance.sample(list(around["story"]), chance.randint(0, 4))
    place = chance.randint(0, len(stories))
    parts = [chance.choice(around["opening"]), *stories[:place], text, *stories[place:]]
    if chance.random() < 0.7:
        parts.append(chance.choice(around["closing"]))
    return ". ".join(parts)


def _spoil(word: str, chance: random.Random) -> str:
    if len(word) < SHORTEST_TO_SPOIL or chance.random() >= SPOILED_WORDS:
        return word
    spoil = chance.choices(_SPOILERS, weights=_OFTEN)[0]
    return spoil(word, chance.randrange(1, len(word)), chance)


def _leave_vowel(word: str, place: int, chance: random.Random) -> str:
    vowels = [index for index in range(1, len(word)) if word[index] in _VOWELS]
    return _leave_letter(word, chance.choice(vowels), chance) if vowels else word


def _leave_letter(word: str, place: int, chance: random.Random) -> str:
    return word[:place] + word[place + 1 :]


def _swap(word: str, place: int, chance: random.Random) -> str:
    return word[:place] + word[place : place + 2][::-1] + word[place + 2 :]


def _double(word: str, place: int, chance: random.Random) -> str:
    return word[:place] + word[place] + word[place:]


def _speak(word: str, place: int, chance: random.Random) -> str:
    """geliyor -> geliyo, yapacağız -> yapcaz, bir -> bi."""
    if word.endswith("yor"):
        return word[:-1]
    return word.replace("acağız", "caz").replace("eceğiz", "cez").replace("acak", "cak").replace("ecek", "cek")


_SPOILERS: tuple[Callable[[str, int, random.Random], str], ...] = (_leave_vowel, _leave_letter, _swap, _double, _speak)
_OFTEN = (5, 2, 1, 1, 1)
