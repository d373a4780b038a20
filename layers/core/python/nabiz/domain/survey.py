"""The voluntary question after a ticket is closed: once per cycle, four answers, a comment if the citizen likes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

MAX_COMMENT = 2000  # characters; longer comments are cut, not refused


class Answer(StrEnum):
    """The four answers that the cities use, in the order in which they are shown."""

    VERY_SATISFIED = "very_satisfied"
    SATISFIED = "satisfied"
    NOT_SATISFIED = "not_satisfied"
    NO_OPINION = "no_opinion"


SATISFIED = frozenset({Answer.VERY_SATISFIED, Answer.SATISFIED})


class SurveyState(StrEnum):
    """Life of one survey."""

    DUE = "due"
    SENT = "sent"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Survey:
    """The survey of one cycle of a ticket. `code` is what an SMS carries in place of a link."""

    cycle: int
    state: SurveyState
    due_at: datetime
    code: str = ""
    sent_at: datetime | None = None
    expires_at: datetime | None = None
    answer: Answer | None = None
    comment: str = ""

    def open_at(self, at: datetime) -> bool:
        """Whether an answer still counts."""
        return self.state is SurveyState.SENT and self.expires_at is not None and at < self.expires_at


def shares(counts: dict[Answer, int]) -> dict[Answer, float]:
    """Percentages with one decimal that add up to exactly 100.0: largest remainders (Hamilton) on tenths.

    With nobody asked every share is 0.0. A tie goes to the answer that stands first in `Answer`.
    """
    total = sum(counts.values())
    if total == 0:
        return dict.fromkeys(Answer, 0.0)
    exact = {answer: counts.get(answer, 0) * 1000 / total for answer in Answer}
    tenths = {answer: int(value) for answer, value in exact.items()}
    by_remainder = sorted(Answer, key=lambda answer: tenths[answer] - exact[answer])
    for answer in by_remainder[: 1000 - sum(tenths.values())]:
        tenths[answer] += 1
    return {answer: tenths[answer] / 10 for answer in Answer}


def satisfied_share(counts: dict[Answer, int]) -> float:
    """Very satisfied and satisfied of all answers, in percent with one decimal, rounded half up."""
    total = sum(counts.values())
    return int(sum(counts.get(answer, 0) for answer in SATISFIED) * 1000 / total + 0.5) / 10 if total else 0.0
