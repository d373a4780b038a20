"""Fits the weights: multinomial logistic regression by Adam. Runs in the training environment only (numpy, scipy).

One thread, one seed, no BLAS in the way of it: the same data gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sparse

from nabiz.text.features import BUCKETS, piece_buckets, plain_words, word_buckets
from nabiz.text.model import own_weight

WORD_SHARE, PIECE_SHARE, OWN_SHARE = 1.0, 1.0, 1.0
EPOCHS, BATCH, RATE, DECAY, SMOOTHING = 8, 512, 0.05, 1e-5, 0.05
MOMENTUM, VARIANCE = 0.9, 0.99  # Adam's, as Kingma and Ba (2015) call them beta 1 and 2
SEED = 20261124


@dataclass(frozen=True)
class Weights:
    """`matrix` has a row for each bucket and each category's own words, a column for each category."""

    matrix: Any
    biases: Any


def matrix_of(texts: Sequence[str], own: Sequence[dict[str, float]], columns: dict[str, int]) -> Any:
    """The features of texts, scaled as `Model.rate` scales them."""
    places: list[int] = []
    values: list[float] = []
    ends = [0]
    for text, own_words in zip(texts, own, strict=True):
        row: dict[int, float] = {}
        found = plain_words(text)
        for share, buckets in ((WORD_SHARE, word_buckets(found)), (PIECE_SHARE, piece_buckets(found))):
            for bucket in sorted(buckets):
                row[bucket] = row.get(bucket, 0.0) + share / len(buckets) ** 0.5
        for code, score in sorted(own_words.items()):
            row[BUCKETS + columns[code]] = OWN_SHARE * own_weight(score)
        places += row.keys()
        values += row.values()
        ends.append(len(places))
    shape = (len(texts), BUCKETS + len(columns))
    return sparse.csr_matrix((np.array(values, np.float32), np.array(places), np.array(ends)), shape=shape)


def fit(features: Any, answers: Any, importance: Any, categories: int) -> Weights:
    """Weights that tell the answers apart."""
    rarity = _rarity(features)
    features = sparse.csr_matrix(features @ sparse.diags(rarity), dtype=np.float32)
    matrix = np.zeros((features.shape[1], categories), np.float32)
    biases = np.zeros(categories, np.float32)
    first, second = np.zeros_like(matrix), np.zeros_like(matrix)
    chance = np.random.default_rng(SEED)
    step = 0
    for epoch in range(EPOCHS):
        rate = RATE * (1 - epoch / EPOCHS)
        order = chance.permutation(features.shape[0])
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            wrong = _error(features[chosen] @ matrix + biases, answers[chosen], importance[chosen])
            slope = features[chosen].T @ wrong + DECAY * matrix
            step += 1
            first += (1 - MOMENTUM) * (slope - first)
            second += (1 - VARIANCE) * (slope * slope - second)
            matrix -= rate * (first / (1 - MOMENTUM**step)) / (np.sqrt(second / (1 - VARIANCE**step)) + 1e-8)
            biases -= 0.1 * rate * np.clip(wrong.sum(0) * 100, -1, 1)
    return Weights(matrix * rarity[:, None], biases)


def probabilities(scores: Any, temperature: float = 1.0) -> Any:
    """Softmax by rows."""
    powers = np.exp((scores - scores.max(1, keepdims=True)) / temperature)
    return powers / powers.sum(1, keepdims=True)


def _rarity(features: Any) -> Any:
    """Inverse document frequency, bounded, 1 for the city's own words."""
    seen = np.bincount(features.indices, minlength=features.shape[1]) + 1
    rarity = np.clip(np.log((features.shape[0] + 1) / seen) / 4, 0.3, 2).astype(np.float32)
    rarity[BUCKETS:] = 1
    return rarity


def _error(scores: Any, answers: Any, importance: Any) -> Any:
    """Probability less truth, the truth a little smoothed: the messages of neighbouring categories are alike."""
    wrong = probabilities(scores) - SMOOTHING / scores.shape[1]
    wrong[np.arange(len(answers)), answers] -= 1 - SMOOTHING
    return wrong.astype(np.float32) * importance[:, None] / np.float32(len(answers))
