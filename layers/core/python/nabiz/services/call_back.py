"""Where nothing reaches a citizen but a call, the operators get a task: whom to call, about what, what to say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from nabiz.configuration import Configuration
from nabiz.domain.happened import Happened
from nabiz.domain.messages import Channel, Identifier
from nabiz.domain.notifications import PlannedNotification
from nabiz.domain.people import system
from nabiz.domain.preferences import Purpose
from nabiz.domain.stages import find_stage
from nabiz.domain.ticket import Kind
from nabiz.ports import UnitOfWork
from nabiz.services.open_ticket import OpenTicket, open_new_ticket
from nabiz.services.telling import texts_of

TELLING = system("telling")
STAGE = "call_back"  # whose text is the task's
SILENT = "call-back task"  # why its own stages are told to nobody


@dataclass(frozen=True, slots=True)
class CallBack:
    """The use case with what it needs."""

    new_work: Callable[[], UnitOfWork]
    configuration: Configuration

    def __call__(self, planned: PlannedNotification, happened: Happened, at: datetime) -> str:
        """Open the task, once for each ticket, cycle and stage; its number, or empty where there is none.

        None for what can wait until they call themselves, for whoever has no number or wants no word, where the city
        has no category for call-backs, and for the tasks themselves.
        """
        ticket, citizen = happened.ticket, happened.citizen
        rules = self.configuration.switchboard.callbacks
        if ticket is None or citizen is None or not find_stage(planned.stage).calls_back or not rules.category:
            return ""
        phone = citizen.address("phone")
        if not phone or ticket.kind is Kind.CALLBACK or citizen.preferences.refuses(Purpose.SERVICE, Channel.PHONE):
            return ""
        cycle = happened.event.facts.get("cycle") or str(ticket.cycle)
        command = OpenTicket(
            channel=Channel.PHONE, text=self._words(planned, ticket.number), identifiers=(Identifier("phone", phone),),
            name=citizen.name, kind=Kind.CALLBACK, category=rules.category, terms=rules.terms, actor=TELLING,
            language=planned.language, once=f"unreached|{ticket.number}|{cycle}|{planned.stage}", silent=SILENT,
        )  # fmt: skip
        return open_new_ticket(command, self.new_work, self.configuration, at).number

    def _words(self, planned: PlannedNotification, number: str) -> str:
        """What to say, as an SMS would say it: short, and without addresses of pages."""
        texts, language = texts_of(self.configuration), self.configuration.city.default_language
        said = texts.render(planned.stage, planned.language, Channel.SMS, planned.fields).text
        return texts.render(STAGE, language, Channel.WHATSAPP, {"number": number, "told": said}).text
