"""The city's configuration and its history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # said in annotations only: whoever needs one port need not load the whole domain
    from nabiz.ports.reading import Page


@dataclass(frozen=True, slots=True)
class PartChange:
    """One line of the configuration's history; `by` is an actor."""

    part: str
    version: int
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class PartVersion:
    """One part of the configuration; `version` counts from 1, 0 for what was applied before versions were counted.

    `applied` is a digest of what was last applied from a folder, whatever people have put in its place since.
    """

    part: str
    version: int
    changed_at: datetime | None
    changed_by: str
    body: Mapping[str, object]
    applied: str = ""


class ConfigurationVersions(Protocol):
    """The parts of the configuration with their history."""

    def current(self) -> dict[str, PartVersion]:
        """Every part as it is now."""

    def replace(self, version: PartVersion) -> PartVersion:
        """Make it the current one. Raises `StorageConflict` where somebody else was faster."""

    def changes(self, limit: int, cursor: str = "") -> Page[PartChange]:
        """The history, newest first."""

    def version(self, part: str, version: int) -> PartVersion:
        """A part as it was. Raises `NotFound`."""
