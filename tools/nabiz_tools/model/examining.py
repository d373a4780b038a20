"""Examines a classifier with messages that it never saw: what it gets right, how honest it is, what it costs."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from nabiz.text.classification import Classifier, Guess
from nabiz_tools.model.corpus import STYLES, Row, evaluation_rows

BINS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)


@dataclass(frozen=True, slots=True)
class Answer:
    """One message with what was right and what was guessed."""

    row: Row
    guess: Guess
    department: str

    @property
    def best(self) -> str:
        """The likeliest category, routed by or not."""
        return self.guess.ranked[0][0] if self.guess.ranked else ""

    @property
    def right(self) -> bool:
        return self.best == self.row.category

    @property
    def among_three(self) -> bool:
        return self.row.category in [code for code, _ in self.guess.ranked]

    @property
    def routed(self) -> bool:
        return self.guess.category is not None


@dataclass
class Examination:
    """The answers by style, and the figures that the product promises."""

    departments: Mapping[str, str]
    answers: dict[str, list[Answer]]
    noise: float = 0.0
    several_found: float = 0.0
    single_kept: float = 0.0
    milliseconds: list[float] = field(default_factory=list)

    @property
    def all(self) -> list[Answer]:
        return [answer for answers in self.answers.values() for answer in answers]

    def first(self, answers: Sequence[Answer]) -> float:
        """Share of messages whose likeliest category is right."""
        return _share(answer.right for answer in answers)

    def department(self, answers: Sequence[Answer]) -> float:
        """Share of messages whose likeliest category has the right department."""
        return _share(self.departments.get(answer.best) == answer.department for answer in answers)

    def three(self, answers: Sequence[Answer]) -> float:
        """Share of messages whose category is among the best three."""
        return _share(answer.among_three for answer in answers)

    def routing(self) -> tuple[float, float]:
        """Share that is routed without a person, and how much of that is right."""
        routed = [answer for answer in self.all if answer.routed]
        return len(routed) / len(self.all), self.first(routed)

    def confused(self) -> list[tuple[tuple[str, str], int]]:
        """(right, guessed) pairs, most frequent first."""
        return Counter((answer.row.category, answer.best) for answer in self.all if not answer.right).most_common()


def examine(classifier: Classifier, departments: Mapping[str, str]) -> Examination:
    """Ask it about every message of `data/evaluation`."""
    answers: dict[str, list[Answer]] = {}
    spent: list[float] = []
    for style in STYLES:
        answers[style] = []
        for row in evaluation_rows(style):
            started = time.process_time()
            guess = classifier.classify(row.text)
            spent.append((time.process_time() - started) * 1000)
            answers[style].append(Answer(row, guess, departments[row.category]))
    several, single = evaluation_rows("several"), evaluation_rows("single")
    return Examination(
        departments, answers,
        noise=_share(classifier.classify(row.text).category is None for row in evaluation_rows("noise")),
        several_found=_share(len(classifier.issues(row.text)) > 1 for row in several),
        single_kept=_share(len(classifier.issues(row.text)) == 1 for row in single),
        milliseconds=sorted(spent),
    )  # fmt: skip


def report(examination: Examination) -> Iterator[str]:
    """The examination as lines of text."""
    yield f"{'style':10}{'messages':>9}{'department':>12}{'category':>10}{'of three':>10}"
    for style, answers in [*examination.answers.items(), ("all", examination.all)]:
        figures = examination.department(answers), examination.first(answers), examination.three(answers)
        yield f"{style:10}{len(answers):9}{figures[0]:12.1%}{figures[1]:10.1%}{figures[2]:10.1%}"
    share, right = examination.routing()
    yield f"routed without a person {share:.1%}, of those right {right:.1%}"
    yield f"noise left alone {examination.noise:.1%}, two issues found {examination.several_found:.1%}, " \
          f"one issue left whole {examination.single_kept:.1%}"  # fmt: skip
    yield ""
    yield from _calibration(examination.all)
    yield ""
    yield "right -> guessed"
    for (category, guessed), count in examination.confused():
        yield f"{count:4}  {category} -> {guessed or '(nothing)'}"
    spent = examination.milliseconds
    yield ""
    yield f"CPU a message: median {spent[len(spent) // 2]:.1f} ms, slowest {spent[-1]:.1f} ms"


def _calibration(answers: Sequence[Answer]) -> Iterator[str]:
    yield f"{'confidence':14}{'messages':>9}{'mean':>8}{'right':>8}"
    for low, high in pairwise(BINS):
        inside = [answer for answer in answers if low <= answer.guess.confidence < high]
        if inside:
            mean = sum(answer.guess.confidence for answer in inside) / len(inside)
            right = _share(answer.right for answer in inside)
            yield f"{low:.2f} to {min(high, 1):.2f}  {len(inside):9}{mean:8.1%}{right:8.1%}"


def _share(hits: Iterable[bool]) -> float:
    seen = list(hits)
    return sum(seen) / len(seen) if seen else 0.0
