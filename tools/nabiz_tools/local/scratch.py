"""Where the local cloud unpacks its functions: in memory where there is plenty of it.

Every running copy of a function is unpacked anew, 35 MB in some 2,600 small files. In memory that takes a fraction of
the time, and removing the copies of a burst takes a second instead of a minute.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

SHARED_MEMORY = Path("/dev/shm")
PLENTY = 8 * 1024**3  # bytes; a burst of fifty requests fills two of them
MEMORY_FACTS = Path("/proc/meminfo")


class Scratch:
    """The folder of one local cloud, known by the folder in which it keeps its state."""

    def __init__(self, state: Path, shared_memory: Path = SHARED_MEMORY, facts: Path = MEMORY_FACTS) -> None:
        self._on_disk = state / "tmp"
        self._in_memory = shared_memory / f"nabiz-{hashlib.sha256(str(state.resolve()).encode()).hexdigest()[:12]}"
        self._facts = facts

    def make(self) -> Path:
        """An empty folder that only this user can read."""
        self.remove()
        folder = self._in_memory if self._is_plenty() else self._on_disk
        folder.mkdir(parents=True, mode=0o700)
        return folder

    def remove(self) -> None:
        """Whichever there is."""
        for folder in (self._on_disk, self._in_memory):
            shutil.rmtree(folder, ignore_errors=True)

    def _is_plenty(self) -> bool:
        try:
            rows = dict(line.split(":", 1) for line in self._facts.read_text().splitlines() if ":" in line)
            available = int(rows["MemAvailable"].split()[0]) * 1024
            return min(available, shutil.disk_usage(self._in_memory.parent).free) > PLENTY
        except (OSError, KeyError, ValueError):
            return False
