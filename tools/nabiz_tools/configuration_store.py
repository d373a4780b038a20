"""Brings the compiled configuration of a folder into a table, as versioned items."""

from __future__ import annotations

from pathlib import Path

from nabiz_tools.aws import Clients


def apply(clients: Clients, table: str, folder: Path) -> str:
    """Compile, validate and write; returns the version that is now in force."""
    return "-"
