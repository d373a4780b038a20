"""`python -m nabiz_tools.model.train`: makes the model's file from `data/`. Runs in the training environment."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from nabiz.text.classification import Classifier
from nabiz.text.model import FORMAT, SHIPPED
from nabiz_tools.model import fitting
from nabiz_tools.model.augmenting import variants
from nabiz_tools.model.calibrating import calibrate
from nabiz_tools.model.corpus import CONTEXT, MESSAGES, Row, context, digest, training_rows
from nabiz_tools.model.shipped import classifier_of

FOLDS = 3
HIGHEST_UNIT = 127  # of a signed byte


class Trainer:
    """Rows with their variants and features, made once for the folds and the whole."""

    def __init__(self, rows: Sequence[Row], classifier: Classifier) -> None:
        chance = random.Random(fitting.SEED)
        around = context()
        made = [
            (number, text, weight)
            for number, row in enumerate(rows)
            for text, weight in variants(row.text, around, chance)
        ]
        self.categories = sorted({row.category for row in rows})
        self.columns = {code: place for place, code in enumerate(self.categories)}
        texts = [text for _, text, _ in made]
        self.features = fitting.matrix_of(texts, [dict(classifier.own_words(text)) for text in texts], self.columns)
        self.owner = np.array([number for number, _, _ in made])
        self.importance = np.array([weight for _, _, weight in made], np.float32)
        self.truth = np.array([self.columns[row.category] for row in rows])
        self.written = np.searchsorted(self.owner, np.arange(len(rows)))

    def fit(self, chosen: Any) -> fitting.Weights:
        """Weights from some of the variants."""
        answers = self.truth[self.owner[chosen]]
        return fitting.fit(self.features[chosen], answers, self.importance[chosen], len(self.categories))

    def scores_unseen(self) -> Any:
        """The scores of every written message by a model that was trained without it and its variants."""
        fold = np.random.default_rng(fitting.SEED).permutation(len(self.truth)) % FOLDS
        scores = np.zeros((len(self.truth), len(self.categories)), np.float32)
        for number in range(FOLDS):
            weights = self.fit(np.flatnonzero(fold[self.owner] != number))
            unseen = np.flatnonzero(fold == number)
            scores[unseen] = self.features[self.written[unseen]] @ weights.matrix + weights.biases
            print(f"fold {number + 1} of {FOLDS} done", file=sys.stderr, flush=True)
        return scores


def main(path: Path = SHIPPED) -> int:
    """Train, print what cross-validation says, write the file."""
    data = digest(MESSAGES, CONTEXT)
    trainer = Trainer(training_rows(), classifier_of())
    scores = trainer.scores_unseen()
    calibration = calibrate(scores, trainer.truth)
    order = np.argsort(-scores, 1)
    right = order[:, 0] == trainer.truth
    among = (order[:, :3] == trainer.truth[:, None]).any(1)
    print(f"cross-validation over {len(right)} messages: first {right.mean():.1%}, among three {among.mean():.1%}, "
          f"temperature {calibration.temperature:.3f}")  # fmt: skip
    weights = trainer.fit(np.arange(len(trainer.owner)))
    head = {
        "version": f"2026-11-24.{data[:8]}", "data": data, "categories": trainer.categories,
        "word_share": fitting.WORD_SHARE, "piece_share": fitting.PIECE_SHARE, "own_share": fitting.OWN_SHARE,
        "temperature": calibration.temperature, "confidences": calibration.confidences,
    }  # fmt: skip
    path.write_bytes(pack(weights, head))
    print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB, version {head['version']}")
    return 0


def pack(weights: fitting.Weights, head: dict[str, Any]) -> bytes:
    """The file's bytes, see `nabiz.text.model`."""
    steps = np.abs(weights.matrix).max(0) / HIGHEST_UNIT
    units = np.rint(weights.matrix / steps).astype(np.int8)
    head |= {
        "steps": [float(f"{step:.6g}") for step in steps],
        "biases": [float(f"{bias:.6g}") for bias in weights.biases],
    }
    body: bytes = units.tobytes()
    return FORMAT + json.dumps(head, separators=(",", ":"), sort_keys=True).encode() + b"\n" + body


if __name__ == "__main__":
    sys.exit(main(*(Path(name) for name in sys.argv[1:2])))
