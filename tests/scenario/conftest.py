"""The city of the scenarios: real handlers, moto behind them, time that the story moves."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.city import City
from tests.support.cloud import Cloud


@pytest.fixture
def city() -> Iterator[City]:
    """A city that was set up a moment ago."""
    with Cloud() as cloud:
        yield City(cloud)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What the scenarios counted; how many faults were tried, and how many the story survived."""
    said = [
        (name, value)
        for state in ("passed", "failed")
        for report in terminalreporter.stats.get(state, [])
        for name, value in getattr(report, "user_properties", [])
    ]
    for line in (value for name, value in said if name == "counted"):
        terminalreporter.write_line(line)
    faults = [value for name, value in said if name == "faults"]
    if faults:
        tried, survived = (sum(pair[index] for pair in faults) for index in (0, 1))
        terminalreporter.write_line(f"faults injected into calls to AWS: {tried} tried, {survived} survived")
