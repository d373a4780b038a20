"""Who works here: the staff's accounts, for administrators."""

from __future__ import annotations

from typing import Any

from chalice import Blueprint, Response

from chalicelib import answers_administration as answers
from chalicelib import bodies_administration as bodies
from chalicelib.preconditions import read_limit
from chalicelib.reading_bodies import read_body
from chalicelib.signin import STAFF, acting
from chalicelib.views import json_answer
from nabiz.bootstrap import app
from nabiz.domain.people import Role

users = Blueprint(__name__)


@users.route("/users", methods=["GET"], authorizer=STAFF)
def list_users() -> Response:
    """Everybody who may sign in, or could once; sixty at most on a page."""
    acting(users.current_request)
    params = dict(users.current_request.query_params or {})
    page = app().users.directory.page(read_limit(params), params.get("cursor", ""))
    return json_answer(answers.Users(items=[_shown(user) for user in page.items], cursor=page.cursor or None))


@users.route("/users", methods=["POST"], authorizer=STAFF)
def invite_user() -> Response:
    """Make an account; the user pool sends the invitation with a first password, which is shown to nobody."""
    from nabiz.domain.staff import StaffUser

    request = users.current_request
    actor = acting(request)
    body = read_body(request, bodies.InvitationBody)
    user = StaffUser(
        (body.username or body.email).lower(), body.email, body.name, Role(body.role), tuple(body.departments)
    )
    made = app().users.invite(user, app().configuration.catalogue, actor, app().now())
    return json_answer(_shown(made), 201)


@users.route("/users/{username}", methods=["PUT"], authorizer=STAFF)
def change_user(username: str) -> Response:
    """Bring an account to this name, role and departments, or keep it out. Who loses a right is signed out."""
    from nabiz.domain.staff import StaffUser

    request = users.current_request
    actor = acting(request)
    body = read_body(request, bodies.UserBody)
    name = app().users.directory.get(username).name if body.name is None else body.name
    user = StaffUser(username, "", name, Role(body.role), tuple(body.departments), body.enabled)
    changed = app().users.change(user, app().configuration.catalogue, actor, app().now())
    return json_answer(_shown(changed))


@users.route("/users/{username}/password-reset", methods=["POST"], authorizer=STAFF)
def reset_password(username: str) -> Response:
    """Send a code by which the user chooses a new password."""
    actor = acting(users.current_request)
    app().users.reset_password(username, actor, app().now())
    return json_answer(answers.PasswordReset(username=username))


@users.route("/users/history", methods=["GET"], authorizer=STAFF)
def show_changes() -> Response:
    """What was done to which account, by whom and when, newest first."""
    acting(users.current_request)
    params = dict(users.current_request.query_params or {})
    page = app().users.changes.page(read_limit(params), params.get("cursor", ""))
    items = [answers.UserChanged(username=change.username, what=change.what, role=change.role,
                                 departments=list(change.departments), enabled=change.enabled, at=change.at,
                                 by=change.by) for change in page.items]  # fmt: skip
    return json_answer(answers.UserChanges(items=items, cursor=page.cursor or None))


def _shown(user: Any) -> answers.UserShown:
    return answers.UserShown(
        username=user.username, email=user.email, name=user.name, role=user.role, departments=list(user.departments),
        enabled=user.enabled, state=user.state,
    )  # fmt: skip
