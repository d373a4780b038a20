"""Field teams as the city sets them up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from nabiz.domain.errors import InvalidInput, NotFound
from nabiz.domain.people import CITY_WIDE, Actor
from nabiz.domain.routes import Spot

TEAM = "team:"  # begins what stands on a ticket that a team works on, where a user name stands otherwise


@dataclass(frozen=True, slots=True)
class Team:
    """Some people of one department or several who work outside; `base` is where their way begins."""

    code: str
    names: Mapping[str, str]
    departments: tuple[str, ...]
    members: tuple[str, ...] = ()
    base: Spot | None = None

    @property
    def assignee(self) -> str:
        """What stands on its tickets."""
        return f"{TEAM}{self.code}"

    def visible_to(self, actor: Actor) -> bool:
        """Whether somebody may see the team and its way."""
        return bool(actor.roles & CITY_WIDE) or any(actor.may_see(department) for department in self.departments)


@dataclass(frozen=True, slots=True)
class FieldWork:
    """The part `field`."""

    teams: Mapping[str, Team] = field(default_factory=dict)

    def team(self, code: str, actor: Actor) -> Team:
        """A team that the actor may see. Raises `NotFound`."""
        found = self.teams.get(code)
        if found is None or not found.visible_to(actor):
            raise NotFound("There is no such team.")
        return found

    def team_for(self, code: str, department: str) -> Team:
        """A team that works for a department. Raises `InvalidInput`."""
        fitting = sorted(team.code for team in self.teams.values() if department in team.departments)
        if code not in fitting:
            raise InvalidInput("This team does not work for the ticket's department.", field="team", allowed=fitting)
        return self.teams[code]
