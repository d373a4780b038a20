"""Background processes are found again, stopped cleanly, and explain themselves when they fail; ports likewise."""

from __future__ import annotations

import json
import socket
import sys
from pathlib import Path

import pytest

from nabiz_tools.failures import ToolError
from nabiz_tools.local.ministack import MiniStack
from nabiz_tools.local.ports import Ports, free_ports, require_free
from nabiz_tools.local.processes import BackgroundProcess

SLEEPS = """
import signal, sys, time
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
print("up", flush=True)
time.sleep(60)
"""


def test_another_command_finds_and_stops_the_process(tmp_path: Path) -> None:
    started = BackgroundProcess("sleeper", tmp_path)
    started.start([sys.executable, "-c", SLEEPS], {}, tmp_path)
    started.wait_until(lambda: "up" in started.last_words(), 10)

    found = BackgroundProcess("sleeper", tmp_path)

    assert found.is_running()
    assert found.stop(10) is True
    assert not started.is_running()
    assert found.stop(10) is False


def test_a_process_is_not_started_twice(tmp_path: Path) -> None:
    process = BackgroundProcess("sleeper", tmp_path)
    process.start([sys.executable, "-c", SLEEPS], {}, tmp_path)
    process.wait_until(lambda: "up" in process.last_words(), 10)

    with pytest.raises(ToolError, match="already running"):
        BackgroundProcess("sleeper", tmp_path).start([sys.executable, "-c", SLEEPS], {}, tmp_path)

    process.stop(10)


def test_a_number_left_behind_by_a_crash_means_nothing(tmp_path: Path) -> None:
    (tmp_path / "sleeper.pid").write_text("1")

    assert not BackgroundProcess("sleeper", tmp_path).is_running()


def test_a_process_that_dies_at_once_leaves_its_last_words(tmp_path: Path) -> None:
    process = BackgroundProcess("broken", tmp_path)
    process.start([sys.executable, "-c", "raise SystemExit('no such thing')"], {}, tmp_path)

    with pytest.raises(ToolError, match="no such thing"):
        process.wait_until(lambda: False, 10)


def test_a_taken_port_is_named_with_a_way_out() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        with pytest.raises(ToolError, match=f"Port {taken.getsockname()[1]} .*--ports"):
            require_free(taken.getsockname()[1], "the local cloud")


def test_free_ports_are_three_different_ones() -> None:
    ports = free_ports()

    assert len({ports.cloud, ports.providers, ports.front}) == 3


def test_saved_stream_positions_are_set_back_and_nothing_else(tmp_path: Path) -> None:
    positions = {"__account_region_scoped__": True, "data": {"000000000000\0eu-central-1\0'id'": 5}}
    state = {"__ministack_format__": 2, "payload": {"esms": {"data": {"x": 5}}, "dynamodb_stream_positions": positions}}
    path = tmp_path / "state" / "lambda.json"
    path.parent.mkdir()
    path.write_text(json.dumps(state))

    with pytest.raises(ToolError, match="make env"):
        MiniStack(tmp_path, tmp_path / "no-environment", Ports().cloud, False, None).start()
    untouched = json.loads(path.read_text())
    MiniStack(tmp_path, tmp_path, Ports().cloud, False, None).read_streams_from_their_beginning()

    assert untouched == state
    positions["data"] = {"000000000000\0eu-central-1\0'id'": 0}
    assert json.loads(path.read_text()) == state
