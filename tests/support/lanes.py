"""One local cloud of the tests' own, in three lanes: plain, with IAM enforced, and with faults on the functions' way.

A lane is a way of starting the same cloud: its stack is deployed once, and changing lanes is a clean stop and a start
that keep all data.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from nabiz_tools.client import ApiClient
from nabiz_tools.local.cloud import LocalCloud
from nabiz_tools.local.ports import free_ports
from nabiz_tools.local.stack import Stack
from tests.support.fault_proxy import FaultProxy, free_port


@dataclass(frozen=True)
class Lane:
    """`enforced`: every request is checked against the caller's policy. `faulty`: the functions call AWS by a proxy.

    MiniStack checks signatures only where policies are enforced, and a proxy breaks them: a lane is one or the other.
    """

    name: str
    enforced: bool = False
    faulty: bool = False


PLAIN = Lane("plain")
ENFORCED = Lane("enforced", enforced=True)
FAULTY = Lane("faulty", faulty=True)


class Lanes:
    """The cloud under `root`, in one lane at a time. `log` tells what took how long."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.log: list[str] = []
        self._ports = free_ports()
        self._lane: Lane | None = None
        self._cloud = LocalCloud(root, self._ports)
        self.proxy = FaultProxy(root / "run", free_port(), self._cloud.endpoint_url)

    @property
    def stack_file(self) -> Path:
        """What there is and where, as `make up` writes it."""
        return self._cloud.stack_file

    def enter(self, lane: Lane) -> ApiClient:
        """The API of the running cloud, started anew where it runs in another lane."""
        if lane != self._lane:
            self.stop()
            self._start(lane)
        return ApiClient(self._cloud.stack())

    def restart(self) -> ApiClient:
        """A clean stop and a start in the same lane."""
        lane = self._lane
        assert lane is not None
        self.stop()
        return self.enter(lane)

    def stop(self) -> None:
        """Let queues run dry, save everything, end."""
        if self._lane is None:
            return
        began = time.monotonic()
        self._cloud.stop()
        self.proxy.stop()
        self.log.append(f"lane {self._lane.name} stopped in {time.monotonic() - began:.1f} s")
        self._lane = None

    def wipe(self) -> None:
        """Stop and leave nothing behind."""
        self.stop()
        self._cloud.wipe()

    def _start(self, lane: Lane) -> Stack:
        began = time.monotonic()
        if lane.faulty:
            self.proxy.start()
        endpoint = self.proxy.url if lane.faulty else None

        def note(words: str) -> None:
            self.log.append(f"  {time.monotonic() - began:5.1f} s  {words}")

        self._cloud = LocalCloud(self.root, self._ports, lane.enforced, endpoint, progress=note)
        self._lane = lane  # from here on there is something to stop, whatever happens
        stack = self._cloud.up()
        self.log.append(f"lane {lane.name} up in {time.monotonic() - began:.1f} s")
        return stack
