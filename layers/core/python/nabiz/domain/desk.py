"""The welcome desk (Hoş Geldiniz Masası) as the city sets it up: services, desks, subjects, targets, who goes first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta

from nabiz.domain.errors import InvalidInput

UNIT = "unit:"  # begins the line of those who were handed over to a unit


@dataclass(frozen=True, slots=True)
class Service:
    """What people come for; `prefix` begins its queue numbers."""

    code: str
    names: Mapping[str, str]
    prefix: str


@dataclass(frozen=True, slots=True)
class Desk:
    """Where people are called to.

    Attributes:
        services: whose numbers it calls.
        unit: the department whose desk it is: it also calls whom others handed over to that unit.
    """

    code: str
    names: Mapping[str, str]
    services: tuple[str, ...] = ()
    unit: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines that it calls from."""
        return (*self.services, *([f"{UNIT}{self.unit}"] if self.unit else []))


@dataclass(frozen=True, slots=True)
class WelcomeDesk:
    """The part `desk`.

    Attributes:
        subjects: what instant answers are counted by.
        wait_target, serve_target: within what time somebody should be called, and be done at a desk.
        head_start: who goes first is ordered as if they had come so much earlier.
        closes: the local time after which nobody is served any more.
        kept_for: how long visits are kept; figures stay.
    """

    services: Mapping[str, Service] = field(default_factory=dict)
    desks: Mapping[str, Desk] = field(default_factory=dict)
    subjects: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    wait_target: timedelta = timedelta(minutes=4)
    serve_target: timedelta = timedelta(minutes=4)
    head_start: timedelta = timedelta(minutes=15)
    closes: time = time(18, 0)
    kept_for: timedelta = timedelta(days=90)

    def service(self, code: str) -> Service:
        """A service. Raises `InvalidInput`."""
        if code not in self.services:
            raise InvalidInput("There is no such service.", field="service", allowed=sorted(self.services))
        return self.services[code]

    def desk(self, code: str) -> Desk:
        """A desk. Raises `InvalidInput`."""
        if code not in self.desks:
            raise InvalidInput("There is no such desk.", field="desk", allowed=sorted(self.desks))
        return self.desks[code]

    def units(self) -> tuple[str, ...]:
        """The units that somebody can be handed over to: those that have a desk."""
        return tuple(dict.fromkeys(desk.unit for desk in self.desks.values() if desk.unit))
