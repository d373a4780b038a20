"""Prints the story as it happens: when, who, what, and how long it took."""

from __future__ import annotations

import textwrap
import time
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from nabiz_tools.client import wait_until
from nabiz_tools.failures import ToolError

T = TypeVar("T")

WHO = 12  # width of the column that says who acts


class Timeline:
    def __init__(self) -> None:
        self._began = time.monotonic()
        self.steps = 0

    def chapter(self, title: str) -> None:
        print(f"\n{title}", flush=True)

    def tell(self, who: str, what: str, seconds: float | None = None) -> None:
        took = "" if seconds is None else f"  ({seconds:.1f} s)"
        clock = datetime.now().astimezone().strftime("%H:%M:%S")
        print(f"  {clock}  {time.monotonic() - self._began:6.1f} s  {who:{WHO}} {what}{took}", flush=True)

    def quote(self, words: str) -> None:
        """What somebody reads on their screen."""
        for line in textwrap.wrap(words.strip(), 90) or [""]:
            print(f"{'':24}{'':{WHO}}│ {line}", flush=True)

    def happens(self, who: str, what: str, check: Callable[[], T | None], seconds: float = 45.0) -> T:
        """Wait for something to be true and tell how long it took. Raises ToolError when it does not happen."""
        began = time.monotonic()
        answer = wait_until(check, seconds, what)
        self.tell(who, what, time.monotonic() - began)
        self.steps += 1
        return answer

    def require(self, true: bool, what: str) -> None:
        """Raises ToolError when the story went another way."""
        if not true:
            raise ToolError(f"the story went another way: {what}")
        self.steps += 1

    def end(self) -> None:
        print(f"\n{self.steps} steps happened, {time.monotonic() - self._began:.0f} s", flush=True)
