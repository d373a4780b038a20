"""Texts that a provider approved, and whether they may be used today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

APPROVED = "APPROVED"


@dataclass(frozen=True, slots=True)
class TemplateState:
    """One template as the provider has it.

    `status` is in its own words: APPROVED, PENDING, REJECTED, PAUSED, DISABLED and others.
    """

    name: str
    language: str
    status: str
    reason: str
    at: datetime

    @property
    def usable(self) -> bool:
        """Whether a message may go out with it."""
        return self.status == APPROVED
