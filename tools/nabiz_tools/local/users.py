"""Demo users of the local cloud: one for every role of the contract, with a password made on this machine."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nabiz_tools.aws import Clients

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp.type_defs import AttributeTypeTypeDef

ROLES = ("operator", "department", "field", "supervisor", "executive", "admin", "auditor")
# The department whose work the demo shows; a department or field user sees its own departments only.
DEMO_DEPARTMENT = "veteriner"


@dataclass(frozen=True)
class User:
    username: str
    password: str
    role: str
    departments: tuple[str, ...] = ()


class UserPool:
    def __init__(self, clients: Clients, pool_id: str) -> None:
        self._cognito = clients.cognito
        self._pool = pool_id

    def put(self, user: User) -> None:
        """Create the user or bring it to this password, these departments and this group."""
        attributes: list[AttributeTypeTypeDef] = [
            {"Name": "email", "Value": user.username},
            {"Name": "email_verified", "Value": "true"},
            {"Name": "custom:departments", "Value": ",".join(user.departments)},
        ]
        try:
            self._cognito.admin_create_user(
                UserPoolId=self._pool,
                Username=user.username,
                UserAttributes=attributes,
                MessageAction="SUPPRESS",
            )
        except self._cognito.exceptions.UsernameExistsException:
            self._cognito.admin_update_user_attributes(
                UserPoolId=self._pool, Username=user.username, UserAttributes=attributes
            )
        self._cognito.admin_set_user_password(
            UserPoolId=self._pool, Username=user.username, Password=user.password, Permanent=True
        )
        self._cognito.admin_add_user_to_group(UserPoolId=self._pool, Username=user.username, GroupName=user.role)

    def remove(self, username: str) -> None:
        self._cognito.admin_delete_user(UserPoolId=self._pool, Username=username)

    def list(self) -> list[User]:
        """Everybody, without passwords, by name."""
        pages = self._cognito.get_paginator("list_users").paginate(UserPoolId=self._pool)
        users = []
        for page in pages:
            for row in page["Users"]:
                values = {value["Name"]: value["Value"] for value in row["Attributes"]}
                username = values.get("email", row["Username"])
                groups = self._cognito.admin_list_groups_for_user(UserPoolId=self._pool, Username=row["Username"])
                role = ",".join(group["GroupName"] for group in groups["Groups"])
                departments = tuple(filter(None, values.get("custom:departments", "").split(",")))
                users.append(User(username, "", role, departments))
        return sorted(users, key=lambda user: user.username)


def demo_users(file: Path) -> list[User]:
    """The demo users; their passwords are made once and kept in this file, which nobody else may read."""
    passwords: dict[str, str] = json.loads(file.read_text("utf-8")) if file.exists() else {}
    missing = [role for role in ROLES if role not in passwords]
    if missing:
        passwords |= {role: new_password() for role in missing}
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(json.dumps(passwords, indent=2) + "\n", "utf-8")
    return [User(f"{role}@nabiz.example", passwords[role], role, _departments(role)) for role in ROLES]


def new_password() -> str:
    """Long, and with every kind of character that the pool's policy asks for."""
    return f"Nb1-{secrets.token_urlsafe(15)}"


def _departments(role: str) -> tuple[str, ...]:
    return (DEMO_DEPARTMENT,) if role in ("department", "field") else ()
