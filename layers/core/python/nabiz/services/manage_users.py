"""An administrator says who works here: invited, given a role, sent a new password, kept out. Each act is recorded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from nabiz.domain.catalogue import Catalogue
from nabiz.domain.errors import AlreadyThere, Forbidden, InvalidInput
from nabiz.domain.people import OF_A_DEPARTMENT, Actor, Role
from nabiz.domain.staff import StaffUser, UserChange
from nabiz.ports import Directory, UserChanges


@dataclass(frozen=True, slots=True)
class ManageUsers:
    """The use case with what it needs."""

    directory: Directory
    changes: UserChanges

    def invite(self, user: StaffUser, catalogue: Catalogue, by: Actor, at: datetime) -> StaffUser:
        """Make an account; the user pool sends the invitation. The same invitation again is answered alike.

        Raises:
            InvalidInput: the role and the departments do not fit.
            AlreadyThere: somebody else has this name.
        """
        _check(user, catalogue)
        self._record("invited", user, by, at)
        try:
            return self.directory.create(user)
        except AlreadyThere:
            standing = self.directory.get(user.username)
            if replace(standing, state=user.state) != user:
                raise
            # An earlier try may have got as far as the account only.
            self.directory.change(standing, user)
            return standing

    def change(self, user: StaffUser, catalogue: Catalogue, by: Actor, at: datetime) -> StaffUser:
        """Bring an account to this name, role and departments; what was taken away ends with the sign-in.

        Raises:
            NotFound: there is no such user.
            InvalidInput: the role and the departments do not fit.
            Forbidden: an administrator would lock themselves out.
        """
        _check(user, catalogue)
        standing = self.directory.get(user.username)
        changed = replace(user, email=standing.email, state=standing.state)
        if user.username == by.id and (not user.enabled or user.role is not Role.ADMIN):
            raise Forbidden("You cannot take your own administration away; another administrator can.")
        self._record("changed", changed, by, at)
        self.directory.change(standing, changed)
        return changed

    def reset_password(self, username: str, by: Actor, at: datetime) -> None:
        """Send a code for a new password. Raises `NotFound`."""
        self._record("password_reset", self.directory.get(username), by, at)
        self.directory.reset_password(username)

    def _record(self, what: str, user: StaffUser, by: Actor, at: datetime) -> None:
        """Before it is done: what was begun and broke off is in the history too."""
        self.changes.record(UserChange(user.username, what, user.role, user.departments, user.enabled, at, str(by)))


def _check(user: StaffUser, catalogue: Catalogue) -> None:
    if user.role in OF_A_DEPARTMENT and not user.departments:
        raise InvalidInput("This role works for a department; say which.", field="departments")
    if user.role not in OF_A_DEPARTMENT and user.departments:
        raise InvalidInput("This role works for the whole city and has no departments.", field="departments")
    _known(user.departments, catalogue)


def _known(departments: Iterable[str], catalogue: Catalogue) -> None:
    for code in departments:
        catalogue.department(code)
