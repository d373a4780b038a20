"""What is too slow to check at every start: that the keywords can be read and that the message texts are sound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nabiz.configuration.loading import load_configuration
from nabiz.configuration.model import Configuration
from nabiz.domain.errors import ConfigurationError
from nabiz.texts import check_messages


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a configuration: the way to it, the part first, and what would be right."""

    path: str
    message: str


def check(configuration: Configuration) -> None:
    """Check what `load_configuration` leaves out.

    Raises:
        ConfigurationError: names the part and the way to the value.
    """
    assert configuration.classifier
    problems = check_messages(configuration.messages, configuration.city.languages)
    if problems:
        raise ConfigurationError(
            "messages: " + "; ".join(str(problem) for problem in problems), part="messages", path=()
        )


def find_faults(parts: Mapping[str, Mapping[str, object]]) -> list[Fault]:
    """Everything that is wrong with the parts together, as far as it can be seen at once; empty if nothing is."""
    try:
        configuration = load_configuration(parts)
        assert configuration.classifier
    except ConfigurationError as error:
        return [_fault(error)]
    problems = check_messages(configuration.messages, configuration.city.languages)
    return [Fault(".".join(("messages", *problem.path)), problem.words) for problem in problems]


def _fault(error: ConfigurationError) -> Fault:
    way = error.details.get("path", ())
    steps = [str(step) for step in way] if isinstance(way, tuple) else []
    return Fault(".".join([str(error.details.get("part", "")), *steps]), error.message)
