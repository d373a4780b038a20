"""Turns scores into honest probabilities, from scores of messages that the model had not seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from nabiz_tools.model.fitting import probabilities

TEMPERATURES = np.geomspace(0.1, 3, 60)
LEAST_IN_BIN = 60  # messages; fewer say little about a share
SUREST = 0.995  # nobody is ever surer: the messages of tomorrow are not those of the data


@dataclass(frozen=True)
class Calibration:
    """See `nabiz.text.model.Facts`."""

    temperature: float
    confidences: list[list[float]]


def calibrate(scores: Any, truth: Any) -> Calibration:
    """The temperature with the best likelihood, then the shares of right guesses, made to rise (isotonic)."""
    rows = np.arange(len(truth))
    losses = [-np.log(probabilities(scores, heat)[rows, truth] + 1e-12).mean() for heat in TEMPERATURES]
    temperature = round(float(TEMPERATURES[int(np.argmin(losses))]), 4)
    rated = probabilities(scores, temperature)
    highest, right = rated.max(1), rated.argmax(1) == truth
    order = np.argsort(highest, kind="stable")
    bins = [_Bin(highest[part].mean(), right[part].mean(), len(part)) for part in
            np.array_split(order, max(len(order) // LEAST_IN_BIN, 2))]  # fmt: skip
    pooled = _pool(bins)
    knots = [[0.0, 0.0], *([round(float(one.at), 4), round(min(float(one.share), SUREST), 4)] for one in pooled)]
    if knots[-1][0] < 1:
        knots.append([1.0, knots[-1][1]])
    return Calibration(temperature, knots)


@dataclass
class _Bin:
    at: float
    share: float
    count: int


def _pool(bins: list[_Bin]) -> list[_Bin]:
    """Neighbours whose shares fall are put together (pool adjacent violators)."""
    pooled: list[_Bin] = []
    for one in bins:
        pooled.append(one)
        while len(pooled) > 1 and pooled[-2].share >= pooled[-1].share:
            right, left = pooled.pop(), pooled.pop()
            count = left.count + right.count
            at = (left.at * left.count + right.at * right.count) / count
            share = (left.share * left.count + right.share * right.count) / count
            pooled.append(_Bin(at, share, count))
    return pooled
