"""Who is asking, from the token that the gateway has checked, and which route is for whom."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from chalice import CognitoUserPoolAuthorizer

from nabiz.domain.errors import Forbidden
from nabiz.domain.people import STAFF_ROLES, Actor, Role

# The template puts the user pool's real ARN here (infra/template/api.yaml).
STAFF = CognitoUserPoolAuthorizer(
    "Staff", provider_arns=["arn:aws:cognito-idp:eu-central-1:0:userpool/of-the-template"]
)

EVERYBODY = STAFF_ROLES
READERS = frozenset({Role.OPERATOR, Role.DEPARTMENT, Role.FIELD, Role.SUPERVISOR, Role.AUDITOR})
WORKERS = READERS - {Role.AUDITOR}
DESK = frozenset({Role.OPERATOR, Role.SUPERVISOR, Role.AUDITOR})
FIGURES = frozenset({Role.SUPERVISOR, Role.EXECUTIVE, Role.AUDITOR, Role.OPERATOR})
ADMINS = frozenset({Role.ADMIN})
ADMINISTRATION = ADMINS | {Role.SUPERVISOR, Role.AUDITOR}

# Every staff route, by method and path: a route that is not here is for nobody.
ACCESS: Mapping[tuple[str, str], frozenset[Role]] = {
    ("GET", "/me"): EVERYBODY,
    ("GET", "/me/views"): EVERYBODY,
    ("PUT", "/me/views"): EVERYBODY,
    ("GET", "/queues"): READERS,
    ("GET", "/tickets"): READERS,
    ("POST", "/tickets"): WORKERS,
    ("GET", "/tickets/{number}"): READERS,
    ("GET", "/tickets/{number}/history"): READERS,
    ("POST", "/tickets/{number}/transitions"): WORKERS,
    ("POST", "/tickets/{number}/assignment"): WORKERS,
    ("POST", "/tickets/{number}/classification"): WORKERS,
    ("POST", "/tickets/{number}/escalation"): WORKERS,
    ("POST", "/tickets/{number}/messages"): WORKERS,
    ("POST", "/tickets/{number}/messages/preview"): WORKERS,
    ("POST", "/tickets/{number}/notes"): WORKERS,
    ("GET", "/tickets/{number}/media/{id}/original"): DESK,
    ("POST", "/tickets/{number}/media/{id}/retry"): WORKERS,
    ("GET", "/citizens"): DESK,
    ("GET", "/citizens/{id}"): DESK,
    ("GET", "/citizens/{id}/preferences"): DESK,
    ("PUT", "/citizens/{id}/preferences"): DESK - {Role.AUDITOR},
    ("POST", "/citizens/{id}/links"): DESK - {Role.AUDITOR},
    ("POST", "/citizens/{id}/links/verify"): DESK - {Role.AUDITOR},
    ("GET", "/citizens/{id}/suggestions"): DESK,
    ("POST", "/citizens/{id}/merge"): DESK - {Role.AUDITOR},
    ("POST", "/citizens/{id}/split"): DESK - {Role.AUDITOR},
    ("GET", "/citizens/{id}/identity"): DESK,
    ("PUT", "/tickets/{number}/national-id"): WORKERS,
    ("GET", "/citizens/{id}/national-id"): DESK,
    ("POST", "/citizens/{id}/national-id/reveal"): DESK - {Role.AUDITOR},
    ("POST", "/citizens/national-id"): DESK - {Role.AUDITOR},
    ("GET", "/calls"): DESK,
    ("GET", "/calls/current"): frozenset({Role.OPERATOR, Role.SUPERVISOR}),
    ("GET", "/calls/{id}"): DESK,
    ("POST", "/calls/{id}/tickets"): frozenset({Role.OPERATOR, Role.SUPERVISOR}),
    ("GET", "/desk"): READERS,
    ("GET", "/desk/visits"): READERS,
    ("POST", "/desk/visits"): WORKERS,
    ("GET", "/desk/visits/{id}"): READERS,
    ("POST", "/desk/visits/{id}/transitions"): WORKERS,
    ("POST", "/desk/next"): WORKERS,
    ("GET", "/field/teams"): READERS,
    ("POST", "/tickets/{number}/team"): WORKERS,
    ("GET", "/field/teams/{code}/route"): READERS,
    ("PUT", "/field/teams/{code}/route"): WORKERS,
    ("GET", "/statistics/desk"): FIGURES,
    ("GET", "/statistics/calls"): FIGURES,
    ("GET", "/statistics/standing"): FIGURES,
    ("GET", "/statistics/{report}"): FIGURES,
    ("GET", "/dead-letters"): ADMINS,
    ("POST", "/dead-letters/{id}/replay"): ADMINS,
    ("POST", "/dead-letters/{id}/drop"): ADMINS,
    ("GET", "/dead-letters/history"): ADMINS | {Role.AUDITOR},
    ("GET", "/users"): ADMINS,
    ("POST", "/users"): ADMINS,
    ("PUT", "/users/{username}"): ADMINS,
    ("POST", "/users/{username}/password-reset"): ADMINS,
    ("GET", "/users/history"): ADMINS | {Role.AUDITOR},
    ("GET", "/configuration"): ADMINISTRATION,
    ("GET", "/configuration/{part}"): ADMINISTRATION,
    ("PUT", "/configuration/{part}"): ADMINS,
    ("GET", "/configuration/history"): ADMINISTRATION,
    ("GET", "/configuration/{part}/versions/{version}"): ADMINISTRATION,
    ("POST", "/configuration/texts/preview"): ADMINISTRATION,
    ("GET", "/configuration/templates"): ADMINISTRATION,
}


def acting(request: Any) -> Actor:
    """The one who asks, if the route is for them.

    Raises:
        Forbidden: the token is no ID token, or the route is for other roles.
    """
    claims = request.context.get("authorizer", {}).get("claims", {})
    if claims.get("token_use") != "id":
        raise Forbidden("Sign in with the ID token.")
    actor = read_claims(claims)
    allowed = ACCESS.get((request.method, request.context["resourcePath"]), frozenset())
    if not actor.roles & allowed:
        raise Forbidden("This is not for your role.")
    return actor


def read_claims(claims: Mapping[str, object]) -> Actor:
    """The actor of a token. Groups come as `a,b` from API Gateway, as `[a b]` from the local cloud."""
    roles = frozenset(Role(name) for name in _names(claims.get("cognito:groups")) if name in {*STAFF_ROLES})
    departments = frozenset(_names(claims.get("custom:departments")))
    return Actor(str(claims.get("cognito:username", "")), roles, departments)


def _names(written: object) -> list[str]:
    parts = written if isinstance(written, list) else re.split(r"[\s,\[\]]+", str(written or ""))
    return [str(part) for part in parts if part]
