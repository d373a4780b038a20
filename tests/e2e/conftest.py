"""The running city of the end-to-end tests. One cloud for all; a folder's conftest chooses another lane of it."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.lanes import PLAIN, Lane, Lanes
from tests.support.town import Town

FIGURE = "figure"


@pytest.fixture(scope="session")
def lanes(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Lanes]:
    """The cloud, not started yet. After a failure its state and logs stay where pytest keeps its folders."""
    # Whoever ends the tests from outside must not leave a cloud behind.
    signal.signal(signal.SIGTERM, lambda *_: pytest.exit("ended from outside", returncode=143))
    lanes = Lanes(tmp_path_factory.mktemp("cloud"))
    yield lanes
    if request.session.testsfailed:
        lanes.stop()
    else:
        lanes.wipe()


@pytest.fixture(scope="module")
def lane() -> Lane:
    """In which way the cloud runs for these tests."""
    return PLAIN


@pytest.fixture(scope="module")
def town(lanes: Lanes, lane: Lane) -> Town:
    """The city, up and running."""
    return Town(lanes.enter(lane))


@pytest.fixture(scope="module")
def stack_file(lanes: Lanes, town: Town) -> Path:
    """`stack.json` of the running city, for command lines and browsers."""
    return lanes.stack_file


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Say something measured; it is printed when all tests are done."""
    return lambda words: record_property(FIGURE, words)


@pytest.fixture(autouse=True)
def _lanes_told(request: pytest.FixtureRequest, figure: Callable[[str], None]) -> None:
    """How long the cloud took to come up is a figure too."""
    if "town" in request.fixturenames:
        request.getfixturevalue("town")
        log = request.getfixturevalue("lanes").log
        while log:
            figure(log.pop(0))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What was measured."""
    reports = [report for state in ("passed", "failed") for report in terminalreporter.stats.get(state, [])]
    figures = [value for report in reports for name, value in getattr(report, "user_properties", []) if name == FIGURE]
    if figures:
        terminalreporter.write_sep("-", "end to end")
        for line in figures:
            terminalreporter.write_line(line)
