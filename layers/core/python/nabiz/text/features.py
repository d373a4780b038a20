"""What the model looks at in a text: words, stems, pairs of stems, pieces of words. Hashed: no list of them is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from zlib import crc32

from nabiz.text.folding import words
from nabiz.text.stemming import STEM_LENGTH

BUCKETS = 1 << 16
# Further down a long mail stands what others wrote before.
LONGEST = 4000
SHORTEST_PIECE, LONGEST_PIECE = 3, 5

_STRETCHED = re.compile(r"(.)\1{2,}")
_LONG_NUMBER = re.compile(r"\d{3,}")


def plain_words(text: str) -> list[str]:
    """Folded words; letters stretched for effect ("yardıııım") are written once, long numbers are all alike."""
    found = words(_STRETCHED.sub(r"\1", text[:LONGEST]))
    return ["#" if _LONG_NUMBER.fullmatch(word) else word for word in found]


def word_buckets(found: Sequence[str]) -> set[int]:
    """Buckets of words, stems, and pairs of stems that stand beside each other or around one word."""
    stems = [word[:STEM_LENGTH] for word in found]
    names = {f"w {word}" for word in found}
    names.update(f"s {stem}" for stem in stems)
    names.update(f"p {first} {second}" for first, second in pairwise(stems))
    names.update(f"g {first} {second}" for first, second in zip(stems, stems[2:], strict=False))
    return {bucket(name) for name in names}


def piece_buckets(found: Sequence[str]) -> set[int]:
    """Buckets of three to five letters in a row, beginnings and ends of words marked: they forgive typing errors."""
    return {bucket(piece) for word in set(found) for piece in _pieces(f"_{word}_")}


def _pieces(word: str) -> Iterator[str]:
    for length in range(SHORTEST_PIECE, LONGEST_PIECE + 1):
        for start in range(len(word) - length + 1):
            yield word[start : start + length]


def bucket(name: str) -> int:
    """The place of a feature in the model; different features may share one."""
    return crc32(name.encode()) % BUCKETS
