"""The messages in `data/`: what the model learns from, and what it is examined with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nabiz_tools.failures import ToolError
from nabiz_tools.paths import REPOSITORY

DATA = REPOSITORY / "data"
MESSAGES, CONTEXT, EVALUATION = DATA / "messages", DATA / "context.txt", DATA / "evaluation"
STYLES = ("plain", "ascii", "typo", "long", "indirect")


@dataclass(frozen=True, slots=True)
class Row:
    """One message and the code of what it is about; `nabiz.text.model.NOTHING` for what is about nothing."""

    category: str
    text: str


def training_rows(folder: Path = MESSAGES) -> list[Row]:
    """All training messages, file by file, each once."""
    rows = (row for path in sorted(folder.glob("*.txt")) for row in read_sections(path))
    return list(dict.fromkeys(rows))


def context(path: Path = CONTEXT) -> dict[str, list[str]]:
    """Openings, stories and closings that say nothing about the matter."""
    found: dict[str, list[str]] = {}
    for row in read_sections(path):
        found.setdefault(row.category, []).append(row.text)
    return found


def evaluation_rows(name: str, folder: Path = EVALUATION) -> list[Row]:
    """One set of the evaluation; the category holds `a + b` where a message is about two things.

    Raises:
        ToolError: a line without its category.
    """
    rows = []
    for number, line in enumerate((folder / f"{name}.txt").read_text("utf-8").splitlines(), start=1):
        if line and not line.startswith("#"):
            code, bar, text = line.partition(" | ")
            if not bar:
                raise ToolError(f"data/evaluation/{name}.txt line {number}: write `category | message`.")
            rows.append(Row(code.strip(), text.strip()))
    return rows


def read_sections(path: Path) -> Iterator[Row]:
    """Rows of a file in which `[code]` opens a category and every further line is a message.

    Raises:
        ToolError: a message before the first code.
    """
    code = ""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        if line.startswith("[") and line.endswith("]"):
            code = line[1:-1]
        elif not code:
            raise ToolError(f"{path.name} line {number}: the first line must be a category, for example [yol-cukur].")
        else:
            yield Row(code, line)


def digest(*folders: Path) -> str:
    """SHA-256 over the content of files and folders, whatever their place on the disk."""
    total = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*.txt")) if folder.is_dir() else [folder]:
            total.update(f"{path.name}\0".encode())
            total.update(path.read_bytes())
    return total.hexdigest()
