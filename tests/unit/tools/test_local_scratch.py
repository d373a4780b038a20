"""Functions are unpacked in memory where there is plenty of it, on disk elsewhere, and nothing is left of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from nabiz_tools.local import scratch
from nabiz_tools.local.scratch import Scratch


@pytest.fixture(autouse=True)
def _little_is_plenty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scratch, "PLENTY", 1024**2)


def scratch_with(folder: Path, available: str) -> Scratch:
    (folder / "memory").mkdir()
    (folder / "meminfo").write_text(f"MemTotal: 9 kB\nMemAvailable:   {available} kB\n")
    return Scratch(folder / "state", folder / "memory", folder / "meminfo")


def test_in_memory_where_there_is_plenty(tmp_path: Path) -> None:
    made = scratch_with(tmp_path, "9000000").make()

    assert made.parent == tmp_path / "memory"
    assert made.stat().st_mode & 0o777 == 0o700


def test_on_disk_where_memory_is_short(tmp_path: Path) -> None:
    assert scratch_with(tmp_path, "900").make() == tmp_path / "state" / "tmp"


def test_on_disk_where_nobody_says_how_much_there_is(tmp_path: Path) -> None:
    made = Scratch(tmp_path / "state", tmp_path, tmp_path / "no-such-file").make()

    assert made == tmp_path / "state" / "tmp"


def test_nothing_is_left(tmp_path: Path) -> None:
    one = scratch_with(tmp_path, "9000000")
    (one.make() / "unpacked").write_text("code")

    one.remove()

    assert list((tmp_path / "memory").iterdir()) == []
