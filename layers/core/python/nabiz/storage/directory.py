"""The city's staff as the user pool keeps it. A role is a group, departments are an attribute."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from botocore.exceptions import ClientError

from nabiz.domain.errors import AlreadyThere, InvalidInput, NotFound
from nabiz.domain.people import STAFF_ROLES, Role
from nabiz.domain.staff import StaffUser
from nabiz.ports import Page

PAGE = 60  # Cognito: users in one answer
DEPARTMENTS = "custom:departments"


class CognitoDirectory:
    """`nabiz.ports.Directory` on a Cognito user pool."""

    def __init__(self, client: Any, pool: str) -> None:
        self._client = client
        self._pool = pool

    def page(self, limit: int, cursor: str = "") -> Page[StaffUser]:
        """See the port: one request for the page and one for each role's group (more for groups above sixty)."""
        going_on = {"PaginationToken": cursor} if cursor else {}
        try:
            found = self._client.list_users(UserPoolId=self._pool, Limit=min(limit, PAGE), **going_on)
        except ClientError as error:
            raise _refused(error) from error
        roles = {username: role for role in sorted(STAFF_ROLES) for username in self._members(role)}
        users = tuple(
            _user(row["Username"], row["Attributes"], row, roles.get(row["Username"])) for row in found["Users"]
        )
        return Page(users, found.get("PaginationToken", ""))

    def get(self, username: str) -> StaffUser:
        """See the port: two requests."""
        try:
            row = self._client.admin_get_user(UserPoolId=self._pool, Username=username)
        except ClientError as error:
            raise _refused(error) from error
        return _user(row["Username"], row["UserAttributes"], row, next(iter(self._roles(username)), None))

    def create(self, user: StaffUser) -> StaffUser:
        """See the port: two requests; the pool sends the invitation."""
        attributes = [*_attributes(user), {"Name": "email", "Value": user.email},
                      {"Name": "email_verified", "Value": "true"}]  # fmt: skip
        try:
            made = self._client.admin_create_user(
                UserPoolId=self._pool, Username=user.username, UserAttributes=attributes,
                DesiredDeliveryMediums=["EMAIL"],
            )["User"]  # fmt: skip
        except ClientError as error:
            raise _refused(error) from error
        self._join(user.username, user.role)
        return _user(made["Username"], made["Attributes"], made, user.role)

    def change(self, standing: StaffUser, wanted: StaffUser) -> None:
        """See the port. What is taken away goes first, so that a change that breaks off leaves too little, not more."""
        name = wanted.username
        taken = (standing.role, standing.departments) != (wanted.role, wanted.departments)
        for role in self._roles(name):
            if role is not wanted.role:
                self._client.admin_remove_user_from_group(UserPoolId=self._pool, Username=name, GroupName=role)
        if not wanted.enabled and standing.enabled:
            self._client.admin_disable_user(UserPoolId=self._pool, Username=name)
        if taken or not wanted.enabled:
            self._client.admin_user_global_sign_out(UserPoolId=self._pool, Username=name)
        self._client.admin_update_user_attributes(
            UserPoolId=self._pool, Username=name, UserAttributes=_attributes(wanted)
        )
        self._join(name, wanted.role)
        if wanted.enabled and not standing.enabled:
            self._client.admin_enable_user(UserPoolId=self._pool, Username=name)

    def reset_password(self, username: str) -> None:
        """See the port: one request."""
        try:
            self._client.admin_reset_user_password(UserPoolId=self._pool, Username=username)
        except ClientError as error:
            raise _refused(error) from error

    def _join(self, username: str, role: Role | None) -> None:
        if role is not None:
            self._client.admin_add_user_to_group(UserPoolId=self._pool, Username=username, GroupName=str(role))

    def _roles(self, username: str) -> list[Role]:
        found = self._client.admin_list_groups_for_user(UserPoolId=self._pool, Username=username)["Groups"]
        return [Role(group["GroupName"]) for group in found if group["GroupName"] in STAFF_ROLES]

    def _members(self, role: Role) -> Iterator[str]:
        going_on: dict[str, str] = {}
        while True:
            page = self._client.list_users_in_group(UserPoolId=self._pool, GroupName=str(role), Limit=PAGE, **going_on)
            yield from (row["Username"] for row in page["Users"])
            if not page.get("NextToken"):
                return
            going_on = {"NextToken": page["NextToken"]}


def _user(username: str, attributes: list[dict[str, str]], row: dict[str, Any], role: Role | None) -> StaffUser:
    known = {attribute["Name"]: attribute.get("Value", "") for attribute in attributes}
    departments = tuple(filter(None, known.get(DEPARTMENTS, "").split(",")))
    return StaffUser(
        username, known.get("email", ""), known.get("name", ""), role, departments, row.get("Enabled", True),
        str(row.get("UserStatus", "")).lower(),
    )  # fmt: skip


def _attributes(user: StaffUser) -> list[dict[str, str]]:
    return [{"Name": "name", "Value": user.name}, {"Name": DEPARTMENTS, "Value": ",".join(user.departments)}]


def _refused(error: ClientError) -> Exception:
    """What a refusal of the pool means for who administers it."""
    match error.response["Error"]["Code"]:
        case "UserNotFoundException":
            return NotFound("There is no such user.")
        case "UsernameExistsException":
            return AlreadyThere("There is a user of this name already.", field="username")
        case "InvalidParameterException":
            return InvalidInput("The user pool does not take it: check name, address and the account's state.")
    return error
