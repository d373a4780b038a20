"""Who works here, as administrators see it, and what they did to an account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from nabiz.domain.people import Role


@dataclass(frozen=True, slots=True)
class StaffUser:
    """Somebody who may sign in; `state` is the user pool's word for how far the account has come."""

    username: str
    email: str
    name: str
    role: Role | None
    departments: tuple[str, ...] = ()
    enabled: bool = True
    state: str = ""


@dataclass(frozen=True, slots=True)
class UserChange:
    """One line of the accounts' history: what was done to whom, and as what they stood then; `by` is an actor."""

    username: str
    what: str
    role: Role | None
    departments: tuple[str, ...]
    enabled: bool
    at: datetime
    by: str
