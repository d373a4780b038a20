"""One background process: started once, found again by another command, stopped cleanly.

The process inherits a locked file and so holds the lock as long as it lives: whoever finds the lock free knows that it
is gone, whatever became of its number. Its number stands in the file.
"""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from nabiz_tools.failures import ToolError

POLL = 0.05  # seconds


class BackgroundProcess:
    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self._file = folder / f"{name}.pid"
        self.log = folder / f"{name}.log"

    def is_running(self) -> bool:
        if not self._file.exists():
            return False
        with self._file.open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    def start(self, command: Sequence[str | Path], environment: Mapping[str, str], folder: Path) -> None:
        """Start it in its own session, so that Ctrl-C in the terminal leaves it alone."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.open("a+") as lock, self.log.open("ab") as log:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise ToolError(f"{self.name} is already running") from None
            process = subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=dict(environment),
                cwd=folder,
                start_new_session=True,
                pass_fds=(lock.fileno(),),
            )
            # It goes on after this command; without this its object would warn that it still runs.
            process.returncode = 0
            lock.truncate(0)
            lock.write(str(process.pid))

    def wait_until(self, ready: Callable[[], bool], seconds: float) -> None:
        """Raises ToolError with the log's last lines when it dies or is not ready in time."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if ready():
                return
            if not self.is_running():
                raise ToolError(f"{self.name} ended at once. Its last words, from {self.log}:\n{self.last_words()}")
            time.sleep(POLL)
        raise ToolError(f"{self.name} was not ready after {seconds:.0f} s; see {self.log}")

    def stop(self, seconds: float) -> bool:
        """SIGTERM, and SIGKILL if it takes longer. False when it was not running."""
        if not self.is_running():
            return False
        pid = int(self._file.read_text())
        os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + seconds
        while self.is_running():
            if time.monotonic() > deadline:
                os.kill(pid, signal.SIGKILL)
                raise ToolError(f"{self.name} did not stop within {seconds:.0f} s and was killed; see {self.log}")
            _reap(pid)
            time.sleep(POLL)
        return True

    def last_words(self, lines: int = 8) -> str:
        if not self.log.exists():
            return "(nothing)"
        return "\n".join(self.log.read_text("utf-8", "replace").splitlines()[-lines:])


def _reap(pid: int) -> None:
    """When this very program started it, its remains must be collected."""
    try:
        os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return


def answers(url: str) -> bool:
    """Whether somebody speaks HTTP there, whatever they say."""
    try:
        with urllib.request.urlopen(url, timeout=2):
            return True
    except urllib.error.HTTPError:
        return True
    except (urllib.error.URLError, OSError):
        return False
