"""An administrator says who works here; every act is in the history, and nobody is shown a password."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.cloud import Cloud, client
from tests.support.gateway import Answer, call, token_of

ADMIN, AUDITOR = token_of("admin"), token_of("auditor")
AYSE = {"email": "ayse@cinarova.example", "name": "Ayşe Yılmaz", "role": "department", "departments": ["veteriner"]}


@pytest.fixture
def cloud() -> Iterator[Cloud]:
    with Cloud() as made:
        yield made


def invite(**other: object) -> Answer:
    return call("POST", "/users", AYSE | other, ADMIN)


def change(username: str, **body: object) -> Answer:
    return call("PUT", f"/users/{username}", body, ADMIN)


def groups_of(cloud: Cloud, username: str) -> list[str]:
    found = client("cognito-idp").admin_list_groups_for_user(UserPoolId=cloud.user_pool, Username=username)
    return [group["GroupName"] for group in found["Groups"]]


def history() -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = call("GET", "/users/history", token=AUDITOR).json["items"]
    return items


def test_an_invited_person_has_role_and_departments_and_an_open_invitation(cloud: Cloud) -> None:
    answer = invite()

    assert answer.status == 201, answer.text
    assert answer.json == AYSE | {
        "username": "ayse@cinarova.example", "enabled": True, "state": "force_change_password",
    }  # fmt: skip
    assert groups_of(cloud, "ayse@cinarova.example") == ["department"]
    assert "assword" not in answer.text.replace("force_change_password", "")


def test_everybody_is_listed_with_their_role(cloud: Cloud) -> None:
    invite()
    cloud.hire("mehmet@cinarova.example", "operator")

    listed = call("GET", "/users", token=ADMIN).json["items"]

    assert {user["username"]: user["role"] for user in listed} == {
        "ayse@cinarova.example": "department", "mehmet@cinarova.example": "operator",
    }  # fmt: skip


def test_the_list_goes_on_by_its_cursor(cloud: Cloud) -> None:
    for number in range(5):
        cloud.hire(f"worker{number}@cinarova.example", "operator")

    first = call("GET", "/users?limit=3", token=ADMIN).json
    rest = call("GET", f"/users?limit=3&cursor={first['cursor']}", token=ADMIN).json

    assert len({user["username"] for user in first["items"] + rest["items"]}) == 5
    assert rest["cursor"] is None


def test_the_same_invitation_again_is_answered_alike(cloud: Cloud) -> None:
    first, second = invite(), invite()

    assert (first.status, second.status) == (201, 201)
    assert first.json == second.json


def test_another_person_of_the_same_name_is_refused(cloud: Cloud) -> None:
    invite()

    answer = invite(role="supervisor", departments=[])

    assert answer.status == 409
    assert groups_of(cloud, "ayse@cinarova.example") == ["department"]


def test_a_new_role_replaces_the_old_one(cloud: Cloud) -> None:
    invite()

    answer = change("ayse@cinarova.example", role="supervisor")

    assert (answer.json["role"], answer.json["departments"], answer.json["name"]) == ("supervisor", [], "Ayşe Yılmaz")
    assert groups_of(cloud, "ayse@cinarova.example") == ["supervisor"]
    assert call("GET", "/users", token=ADMIN).json["items"][0]["departments"] == []


def test_who_is_kept_out_cannot_sign_in_and_may_come_back(cloud: Cloud) -> None:
    invite()
    username = "ayse@cinarova.example"

    change(username, role="department", departments=["veteriner"], enabled=False)
    assert call("GET", "/users", token=ADMIN).json["items"][0]["enabled"] is False

    change(username, role="department", departments=["veteriner"], enabled=True)
    assert call("GET", "/users", token=ADMIN).json["items"][0]["enabled"] is True


def test_a_new_password_is_chosen_by_the_person(cloud: Cloud) -> None:
    cloud.hire("mehmet@cinarova.example", "operator")

    answer = call("POST", "/users/mehmet@cinarova.example/password-reset", token=ADMIN)

    assert answer.json == {"username": "mehmet@cinarova.example"}
    state = client("cognito-idp").admin_get_user(UserPoolId=cloud.user_pool, Username="mehmet@cinarova.example")
    assert state["UserStatus"] == "RESET_REQUIRED"


def test_every_act_stands_in_the_history_with_who_and_what(cloud: Cloud) -> None:
    cloud.hire("mehmet@cinarova.example", "operator")
    for act in (lambda: invite(), lambda: change("ayse@cinarova.example", role="admin"),
                lambda: call("POST", "/users/mehmet@cinarova.example/password-reset", token=ADMIN)):  # fmt: skip
        act()
        cloud.now = cloud.now.replace(minute=cloud.now.minute + 1)

    assert [(line["what"], line["username"], line["role"], line["by"]) for line in history()] == [
        ("password_reset", "mehmet@cinarova.example", "operator", "user:admin-1"),
        ("changed", "ayse@cinarova.example", "admin", "user:admin-1"),
        ("invited", "ayse@cinarova.example", "department", "user:admin-1"),
    ]


def test_an_administrator_does_not_lock_themselves_out(cloud: Cloud) -> None:
    cloud.hire("admin-1", "admin")

    answers = [change("admin-1", role="operator"), change("admin-1", role="admin", enabled=False)]

    assert [answer.status for answer in answers] == [403, 403]
    assert groups_of(cloud, "admin-1") == ["admin"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"departments": []}, "departments"),
        ({"role": "supervisor"}, "departments"),
        ({"departments": ["yok"]}, "department"),
    ],
)
def test_role_and_departments_must_fit(cloud: Cloud, wrong: dict[str, object], field: str) -> None:
    answer = invite(**wrong)

    assert answer.status == 422
    assert answer.json["field"] == field
    assert history() == []


@pytest.mark.parametrize(("method", "path"), [("PUT", "/users/nobody"), ("POST", "/users/nobody/password-reset")])
def test_nobody_changes_who_is_not_there(cloud: Cloud, method: str, path: str) -> None:
    assert call(method, path, {"role": "operator"}, ADMIN).status == 404
