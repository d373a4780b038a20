"""Every ten minutes: providers that do not tell by themselves are asked what became of messages, and of templates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from nabiz.domain.errors import SendFailed
from nabiz.domain.messages import Channel, DeliveryReport
from nabiz.domain.templates import TemplateState
from nabiz.ports import Outbox, Timers
from nabiz.ports.asking import AskedProvider, Outstanding, OutstandingReports, Templates
from nabiz.services.record_delivery import record_delivery

RUN = "ask_providers"
# From one question to the next; NetGSM has the end of a message within 48 hours. Then nobody asks any more.
PATIENCE = tuple(timedelta(minutes=m) for m in (5, 15, 60, 240, 720, 1440))
GROUP = 50  # NetGSM: jobs in one question
QUESTIONS = 10  # NetGSM: in a minute; what is left over is asked by the next run
FIRST_LOOK_BACK, OVERLAP = timedelta(days=2), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run learned."""

    asked: int = 0
    ended: int = 0
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class AskForReports:
    """The use case with what it needs."""

    reports: OutstandingReports
    provider: AskedProvider
    outbox: Outbox
    timers: Timers

    def __call__(self, at: datetime, time_left: Callable[[], bool]) -> Asked:
        """Ask about everything that is due, in groups; the mark moves when all of it was asked.

        Raises:
            SendFailed: the provider does not answer questions; the next run asks again.
        """
        mark = self.timers.read_mark(RUN)
        since = mark - OVERLAP if mark else at - FIRST_LOOK_BACK
        outstanding = iter(self.reports.due(since, at))
        asked = ended = 0
        for _ in range(QUESTIONS):
            group = list(islice(outstanding, GROUP))
            if not group or not time_left():
                break
            ended += self._ask(group, at)
            asked += len(group)
        else:
            return Asked(asked, ended, unfinished=next(outstanding, None) is not None)
        self.timers.write_mark(RUN, at)
        return Asked(asked, ended)

    def _ask(self, group: Sequence[Outstanding], at: datetime) -> int:
        answers = self.provider.report([message.provider_id for message in group])
        ended = 0
        for message in group:
            answer = answers.get(message.provider_id)
            if answer is None:
                later = at + PATIENCE[message.asked] if message.asked < len(PATIENCE) else None
                self.reports.ask_again(message, later)
                continue
            reference = f"{message.aggregate}|{message.key}"
            record_delivery(DeliveryReport(Channel.SMS, message.provider_id, answer.state, at, reference, answer.code,
                                           answer.remedy), self.outbox)  # fmt: skip
            ended += 1
        return ended


def ask_for_templates(fetch: Callable[[], Iterable[TemplateState]], templates: Templates) -> int:
    """Learn which texts are approved today; how many changed, -1 where the provider does not say."""
    try:
        return templates.keep(fetch())
    except SendFailed:
        return -1
