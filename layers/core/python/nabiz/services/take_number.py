"""Somebody comes to the welcome desk and takes a number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from nabiz.configuration import Configuration
from nabiz.domain.people import Actor
from nabiz.domain.visits import Precedence, Visit
from nabiz.ports.desk import Visits


@dataclass(frozen=True, slots=True)
class TakeNumber:
    """The command. `id` is chosen by the asker, so that a repetition is known; `citizen` is empty for the unknown."""

    id: str
    service: str
    actor: Actor
    precedence: Precedence | None = None
    citizen: str = ""


def take_number(command: TakeNumber, visits: Visits, configuration: Configuration, at: datetime) -> Visit:
    """Give the next number of the service; the visit that is there where the id came before.

    Raises:
        InvalidInput: there is no such service.
        StorageConflict: too many took a number at this moment.
    """
    rules = configuration.desk
    service = rules.service(command.service)
    visit = Visit(
        command.id, at.astimezone(configuration.city.timezone).date(), service.code, at,
        int(rules.wait_target.total_seconds()), int(rules.serve_target.total_seconds()),
        precedence=command.precedence or "", citizen=command.citizen,
    )  # fmt: skip
    visit.arrive(command.actor)
    return visits.take(visit, service.prefix)
