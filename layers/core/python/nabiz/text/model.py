"""The trained part of the classifier: a linear model over hashed features, read from one file without any package.

The file: a line that names the format, a line of JSON (`Facts`), then one signed byte for each bucket and category,
bucket after bucket, the categories' own words as the last buckets. The file is mapped: only the rows that a message
needs are read.
"""

from __future__ import annotations

import json
import math
import mmap
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import add
from pathlib import Path

from nabiz.text.features import BUCKETS, piece_buckets, plain_words, word_buckets

FORMAT = b"nabiz-categories 1\n"
SHIPPED = Path(__file__).with_name("categories.model")
NOTHING = "-"  # greetings, advertising, wrong numbers: what is about nothing that a city does
# The words that a city listens for count as features too, within these bounds: one phrase must not outweigh the rest.
WORDS_SAY_ENOUGH = 7.0


class ModelUnreadable(Exception):
    """The file is not there or is no model; `make model` makes one."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands in the head of the file.

    Attributes:
        version: names the model in histories: the day and the first letters of the data's digest.
        data: digest of everything that it was trained from.
        categories: codes in the order of the columns.
        steps, biases: by category, what one unit of a weight is worth, and the score of an empty text.
        word_share, piece_share, own_share: how much words, pieces and the city's own words weigh.
        temperature: what scores are divided by before they become probabilities.
        confidences: (probability, share of right guesses there) in rising order: what calibration found.
    """

    version: str
    data: str
    categories: tuple[str, ...]
    steps: tuple[float, ...]
    biases: tuple[float, ...]
    word_share: float
    piece_share: float
    own_share: float
    temperature: float
    confidences: tuple[tuple[float, float], ...]


class Model:
    """Rates the categories of a text. Build once; safe to share."""

    def __init__(self, facts: Facts, weights: memoryview) -> None:
        self.facts = facts
        self._weights = weights
        self._size = len(facts.categories)
        self._own_rows = {code: BUCKETS + place for place, code in enumerate(facts.categories)}
        if len(weights) != (BUCKETS + self._size) * self._size:
            raise ModelUnreadable("The model's file is cut short or belongs to other features; run `make model`.")

    def rate(self, text: str, own_words: Mapping[str, float]) -> dict[str, float]:
        """The probability of each category, `NOTHING` among them.

        Args:
            own_words: by category, the weights of the city's own phrases found in the text.
        """
        found = plain_words(text)
        by_words, by_pieces = word_buckets(found), piece_buckets(found)
        parts: list[tuple[float, Sequence[int]]] = [
            (self.facts.word_share / math.sqrt(len(by_words) or 1), self._sum(by_words)),
            (self.facts.piece_share / math.sqrt(len(by_pieces) or 1), self._sum(by_pieces)),
        ]
        for code, score in own_words.items():
            if code in self._own_rows:
                parts.append((self.facts.own_share * own_weight(score), self._row(self._own_rows[code])))
        scores = list(self.facts.biases)
        for share, row in parts:
            scores = [
                score + share * units * step for score, units, step in zip(scores, row, self.facts.steps, strict=True)
            ]
        return dict(zip(self.facts.categories, _probabilities(scores, self.facts.temperature), strict=True))

    def confidence(self, probability: float) -> float:
        """How often a guess with this probability is right. Never falls where the probability rises."""
        known = self.facts.confidences
        place = bisect_right(known, (probability, math.inf))
        if place == 0:
            return known[0][1]
        if place == len(known):
            return known[-1][1]
        (left, low), (right, high) = known[place - 1], known[place]
        return low + (high - low) * (probability - left) / (right - left)

    def _sum(self, buckets: Iterable[int]) -> list[int]:
        total = [0] * self._size
        for bucket in buckets:
            total = list(map(add, total, self._row(bucket)))
        return total

    def _row(self, place: int) -> memoryview:
        return self._weights[place * self._size : (place + 1) * self._size]


def own_weight(score: float) -> float:
    """The share of certainty that a category's own phrases give, between -1 and 1."""
    return max(-1.0, min(score / WORDS_SAY_ENOUGH, 1.0))


def read_model(path: Path) -> Model:
    """Map a model's file.

    Raises:
        ModelUnreadable: there is none, or it is none.
    """
    try:
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:
        raise ModelUnreadable(f"{path.name} cannot be read: {error}") from error
    if mapped.readline() != FORMAT:
        raise ModelUnreadable(f"{path.name} is no model of this format; run `make model`.")
    head = json.loads(mapped.readline())
    head |= {name: tuple(head[name]) for name in ("categories", "steps", "biases")}
    head["confidences"] = tuple((probability, right) for probability, right in head["confidences"])
    return Model(Facts(**head), memoryview(mapped)[mapped.tell() :].cast("b"))


@cache
def shipped_model() -> Model:
    """The model that is shipped with the product, read once in a process and only where somebody asks.

    Raises:
        ModelUnreadable: see `read_model`.
    """
    return read_model(SHIPPED)


def _probabilities(scores: list[float], temperature: float) -> list[float]:
    highest = max(scores)
    powers = [math.exp((score - highest) / temperature) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]
