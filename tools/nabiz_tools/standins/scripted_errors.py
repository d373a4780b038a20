"""Errors on demand: `POST /admin/errors` scripts the next answers of one service."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nabiz_tools.standins.journal import same_recipient

SERVICES = ("whatsapp", "media", "sms", "webhook", "messenger", "instagram", "x")


@dataclass
class ScriptedError:
    """Answers `status` and `body` to the next `times` requests whose facts hold everything in `match`."""

    service: str
    times: int = 1
    status: int = 503
    body: Any = None
    match: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0  # seconds before the answer; a status of 0 closes the connection without one

    @classmethod
    def parse(cls, value: Mapping[str, Any]) -> ScriptedError:
        """Raises ValueError with the allowed names when the script cannot be understood."""
        allowed = {"service", "times", "status", "body", "match", "delay"}
        unknown = set(value) - allowed
        if unknown:
            raise ValueError(f"unknown {sorted(unknown)}; allowed: {sorted(allowed)}")
        if value.get("service") not in SERVICES:
            raise ValueError(f"service must be one of {', '.join(SERVICES)}")
        match = {key: str(wanted) for key, wanted in (value.get("match") or {}).items()}
        return cls(
            service=value["service"],
            times=int(value.get("times", 1)),
            status=int(value.get("status", 503)),
            body=value.get("body"),
            match=match,
            delay=float(value.get("delay", 0)),
        )

    def fits(self, service: str, facts: Mapping[str, str]) -> bool:
        return service == self.service and all(
            key in facts and (facts[key] == wanted or same_recipient(facts[key], wanted))
            for key, wanted in self.match.items()
        )

    def as_json(self) -> dict[str, Any]:
        return {"service": self.service, "times": self.times, "status": self.status, "match": self.match}


class ErrorScript:
    """The errors still to come, in the order they were scripted."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._errors: list[ScriptedError] = []

    def add(self, error: ScriptedError) -> None:
        with self._lock:
            self._errors.append(error)

    def take(self, service: str, facts: Mapping[str, str]) -> ScriptedError | None:
        """The error for this request, counted down; None when it may go through."""
        with self._lock:
            for error in self._errors:
                if error.times > 0 and error.fits(service, facts):
                    error.times -= 1
                    self._errors = [left for left in self._errors if left.times > 0]
                    return error
        return None

    def remaining(self) -> list[dict[str, Any]]:
        with self._lock:
            return [error.as_json() for error in self._errors]

    def clear(self) -> None:
        with self._lock:
            self._errors.clear()
