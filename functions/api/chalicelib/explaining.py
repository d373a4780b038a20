"""Why a ticket stands as it does: its clocks step by step, and what its words alone say it is about."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from chalicelib import answers
from chalicelib.answers.pages import PromiseExplained
from nabiz.domain.clock_story import tell_clock
from nabiz.services.reading import read_words

if TYPE_CHECKING:
    from nabiz.configuration import Configuration
    from nabiz.domain.clocks import Clock
    from nabiz.ports import TicketPage

GUESSES = 3


def explain_clocks(page: TicketPage, configuration: Configuration, now: datetime) -> answers.ClocksExplained:
    """Every clock of the present cycle."""

    def explain(clock: Clock | None) -> answers.ClockExplained | None:
        return answers.ClockExplained(**_story(clock, page, configuration, now)) if clock else None

    declared = {promise.code: promise for promise in configuration.promises}
    promises = []
    for clock in page.ticket.promises:
        promise = declared.get(clock.code)
        names, source = (dict(promise.names), promise.source) if promise else ({}, "")
        story = _story(clock, page, configuration, now)
        promises.append(PromiseExplained(code=clock.code, names=names, source=source, **story))
    return answers.ClocksExplained(
        respond=explain(page.ticket.respond), resolve=explain(page.ticket.resolve), promises=promises
    )


def _story(clock: Clock, page: TicketPage, configuration: Configuration, now: datetime) -> dict[str, Any]:
    calendar = configuration.rules.calendar_for(clock)
    story = tell_clock(clock, page.events, page.ticket.cycle, calendar, now)
    steps = [answers.StepShown(since=step.since, until=step.until, minutes=step.minutes, why=step.why)
             for step in story.steps]  # fmt: skip
    return {
        "target_minutes": story.target_minutes, "started_at": story.started_at, "due": story.due,
        "calendar": story.calendar, "paused_minutes": story.paused_minutes, "steps": steps,
    }  # fmt: skip


def guess(page: TicketPage, configuration: Configuration) -> list[answers.GuessShown]:
    """What its words were read as when it opened, likeliest first; read now where a person had chosen instead."""
    opening: dict[str, Any] = next((dict(event.data) for event in page.events if event.type == "TicketOpened"), {})
    ranked = opening.get("guesses") or read_words(page.ticket.text, configuration).ranked
    categories = configuration.catalogue.categories
    return [
        answers.GuessShown(category=code, department=categories[code].department, confidence=confidence)
        for code, confidence in ranked[:GUESSES]
        if code in categories
    ]
