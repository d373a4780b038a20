"""Every route with every role, and without a token: the table says who, the gateway's authorizer stands on each."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from app import app as api
from chalicelib.signin import ACCESS, acting, read_claims
from nabiz.domain.errors import Forbidden
from nabiz.domain.people import STAFF_ROLES, Role

ROUTES = [(method, path, entry) for path, methods in api.routes.items() for method, entry in methods.items()]
OPEN = ("/health", "/openapi.json", "/public/", "/webhooks/", "/desk/board", "/open311/")


@pytest.mark.parametrize(("method", "path", "entry"), ROUTES)
def test_a_route_is_open_by_its_path_or_asks_for_a_sign_in(method: str, path: str, entry: SimpleNamespace) -> None:
    if path.startswith(OPEN):
        assert entry.authorizer is None
    else:
        assert entry.authorizer.name == "Staff"
        assert (method, path) in ACCESS


def test_the_table_names_no_route_that_is_not_there() -> None:
    assert set(ACCESS) <= {(method, path) for method, path, _ in ROUTES}


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
@pytest.mark.parametrize(("method", "path"), sorted(ACCESS))
def test_a_role_passes_where_the_table_lets_it(role: Role, method: str, path: str) -> None:
    claims = {"token_use": "id", "cognito:groups": f"[{role}]", "cognito:username": "somebody"}
    request = SimpleNamespace(method=method, context={"resourcePath": path, "authorizer": {"claims": claims}})

    if role in ACCESS[method, path]:
        assert acting(request).roles == {role}
    else:
        with pytest.raises(Forbidden):
            acting(request)


def test_an_access_token_is_refused() -> None:
    claims = {"token_use": "access", "cognito:groups": "operator", "cognito:username": "somebody"}
    request = SimpleNamespace(method="GET", context={"resourcePath": "/me", "authorizer": {"claims": claims}})

    with pytest.raises(Forbidden):
        acting(request)


@pytest.mark.parametrize("groups", ["department,field", "[department field]", ["department", "field"]])
def test_groups_are_read_in_every_form(groups: object) -> None:
    actor = read_claims(
        {"cognito:groups": groups, "custom:departments": "veteriner,zabita", "cognito:username": "ayse"}
    )

    assert actor.roles == {Role.DEPARTMENT, Role.FIELD}
    assert actor.departments == {"veteriner", "zabita"}


def test_executives_read_figures_and_nothing_else() -> None:
    allowed = [path for (_, path), roles in ACCESS.items() if Role.EXECUTIVE in roles]

    figures = ["/statistics/calls", "/statistics/desk", "/statistics/standing", "/statistics/{report}"]
    assert sorted(allowed) == ["/me", "/me/views", "/me/views", *figures]
