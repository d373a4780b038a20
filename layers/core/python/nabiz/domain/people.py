"""Who acts: the roles of the staff and what an actor may see."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Roles of the user pool's groups, and the two that have no account."""

    OPERATOR = "operator"
    DEPARTMENT = "department"
    FIELD = "field"
    SUPERVISOR = "supervisor"
    EXECUTIVE = "executive"
    ADMIN = "admin"
    AUDITOR = "auditor"
    CITIZEN = "citizen"
    SYSTEM = "system"


STAFF_ROLES = frozenset(Role) - {Role.CITIZEN, Role.SYSTEM}
# Who works for the whole city; a department or a field team works for its own departments only.
CITY_WIDE = frozenset({Role.OPERATOR, Role.SUPERVISOR, Role.ADMIN, Role.AUDITOR, Role.SYSTEM})
OF_A_DEPARTMENT = frozenset({Role.DEPARTMENT, Role.FIELD})


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts. `id` is a user name, a citizen's id or the name of a process; never a phone or a name."""

    id: str
    roles: frozenset[Role]
    departments: frozenset[str] = frozenset()

    def __str__(self) -> str:
        if Role.CITIZEN in self.roles:
            return f"citizen:{self.id}"
        return f"system:{self.id}" if Role.SYSTEM in self.roles else f"user:{self.id}"

    def may_see(self, department: str) -> bool:
        """Whether tickets of this department are theirs to read."""
        if self.roles & CITY_WIDE:
            return True
        return bool(self.roles & OF_A_DEPARTMENT) and department in self.departments


def citizen(citizen_id: str) -> Actor:
    """The citizen as the one who acts."""
    return Actor(citizen_id, frozenset({Role.CITIZEN}))


def system(name: str) -> Actor:
    """One of our own processes as the one who acts, for example `routing`."""
    return Actor(name, frozenset({Role.SYSTEM}))
