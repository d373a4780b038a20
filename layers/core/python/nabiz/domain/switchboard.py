"""What a city says of its telephone system: which queue belongs to which line, who sits at which extension."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from nabiz.domain.catalogue import Terms


@dataclass(frozen=True, slots=True)
class CallbackRules:
    """When a caller is called back.

    Attributes:
        category: of the ticket; empty where nobody is called back.
        terms: what holds for it: the category's in the catalogue, or with the city's own promise for call-backs.
        key: what a caller presses in a queue to ask for it; empty where there is no such key.
        abandoned_after: who hung up after having waited at least so long is called back; None: nobody is.
        texts: the ticket's words by language, with `{line}` and `{time}`.
    """

    category: str = ""
    terms: Terms | None = None
    key: str = ""
    abandoned_after: timedelta | None = None
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Switchboard:
    """The city's telephone system.

    Attributes:
        lines: line (153, 185, ...) by a provider's queue, or by a dialled number as the provider writes it.
        operators: user name by a provider's agent: an id, an extension, a name.
        callbacks: see there.
        kept_for: how long a call is kept.
    """

    lines: Mapping[str, str] = field(default_factory=dict)
    operators: Mapping[str, str] = field(default_factory=dict)
    callbacks: CallbackRules = CallbackRules()
    kept_for: timedelta = timedelta(days=730)

    def line(self, dialled: str, queue: str) -> str:
        """The line of a call: by what was dialled, else by its queue; what the city does not name keeps its name."""
        return self.lines.get(dialled) or self.lines.get(queue) or dialled or queue

    def username(self, agent: str) -> str:
        """Who sits there; an agent that the city does not name keeps the provider's name."""
        return self.operators.get(agent, agent)
