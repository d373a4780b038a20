"""What runs on the exchange: every line once or more, in spite of rotations, restarts and a city out of reach."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import ModuleType

import pytest

from nabiz.channels.telephony import Provider
from nabiz.channels.telephony.security import is_genuine

SCRIPT = Path(__file__).parents[3] / "tools" / "forwarders" / "queue_log.py"
KEY = "the-key"


class City:
    """Takes posts; answers with the statuses that it was given, then with 200."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.statuses: list[int] = []
        self.genuine = True
        city = self

        class Webhook(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status = city.statuses.pop(0) if city.statuses else 200
                headers = {name.lower(): value for name, value in self.headers.items()}
                city.genuine &= is_genuine(Provider.ASTERISK, headers, body, KEY, time.time())
                city.taken += body.decode().splitlines() if status == 200 else []
                self.send_response(status)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Webhook)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/"


@pytest.fixture
def city() -> Iterator[City]:
    made = City()
    thread = threading.Thread(target=made.server.serve_forever)
    thread.start()
    yield made
    made.server.shutdown()
    thread.join()
    made.server.server_close()


@pytest.fixture
def forwarder(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("queue_log_forwarder", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "PATIENCE", (0,))
    return module


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "queue_log"
    path.write_text("one\ntwo\n")
    return path


def bring_all(forwarder: ModuleType, log: Path, city: City) -> None:
    """As a process that was just started."""
    follower = forwarder.Follower(log, log.with_suffix(".state"))
    while forwarder.bring(follower, city.url, KEY):
        pass


def add(log: Path, text: str) -> None:
    with log.open("a") as file:
        file.write(text)


def test_lines_are_brought_once_and_signed(forwarder: ModuleType, log: Path, city: City) -> None:
    bring_all(forwarder, log, city)
    add(log, "three\n")
    bring_all(forwarder, log, city)

    assert city.taken == ["one", "two", "three"]
    assert city.genuine


def test_half_a_line_waits_for_its_end(forwarder: ModuleType, log: Path, city: City) -> None:
    add(log, "thr")
    bring_all(forwarder, log, city)
    assert city.taken == ["one", "two"]

    add(log, "ee\n")
    bring_all(forwarder, log, city)

    assert city.taken == ["one", "two", "three"]


def test_a_rotated_log_is_read_to_its_end(forwarder: ModuleType, log: Path, city: City) -> None:
    bring_all(forwarder, log, city)
    add(log, "three\n")
    log.rename(log.with_name("queue_log.1"))
    log.write_text("four\n")

    bring_all(forwarder, log, city)

    assert city.taken == ["one", "two", "three", "four"]


def test_a_log_that_was_cut_off_begins_anew(forwarder: ModuleType, log: Path, city: City) -> None:
    bring_all(forwarder, log, city)
    log.write_text("new\n")

    bring_all(forwarder, log, city)

    assert city.taken == ["one", "two", "new"]


@pytest.mark.parametrize("statuses", [[503, 500], [401], [429, 413]])
def test_what_was_refused_is_brought_again(
    forwarder: ModuleType, log: Path, city: City, statuses: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    city.statuses = list(statuses)

    bring_all(forwarder, log, city)

    assert city.taken == ["one", "two"]
    assert capsys.readouterr().err.count("not taken") == len(statuses)


def test_many_lines_go_in_batches(forwarder: ModuleType, log: Path, city: City) -> None:
    log.write_text("".join(f"{number}\n" for number in range(450)))
    follower = forwarder.Follower(log, log.with_suffix(".state"))

    posts = 0
    while forwarder.bring(follower, city.url, KEY):
        posts += 1

    assert posts == 3
    assert city.taken == [str(number) for number in range(450)]


def test_it_runs_by_itself(log: Path, city: City, tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text(f"{KEY}\n")
    command = [sys.executable, str(SCRIPT), str(log), city.url, "--once"]

    without = subprocess.run(command, env={}, capture_output=True, text=True, check=False)
    with_key = subprocess.run(command, env={"NABIZ_KEY_FILE": str(key)}, capture_output=True, text=True, check=False)

    assert (without.returncode, with_key.returncode) == (2, 0)
    assert "NABIZ_KEY_FILE" in without.stderr
    assert city.taken == ["one", "two"]
