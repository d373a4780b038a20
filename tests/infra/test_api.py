"""The API: Chalice's routes survive the merge, and the staff's go through the user pool."""

from __future__ import annotations

from chalicelib.signin import ACCESS
from infra.build.templates import Template
from nabiz.domain.people import STAFF_ROLES
from tests.infra.stack import Stack, target

OPEN = (
    "/health",
    "/openapi.json",
    "/public",
    "/webhooks",
    "/desk/board",
    "/open311",
)  # for everybody, or with a signature of their own


def operations(stack: Stack) -> dict[str, Template]:
    paths = stack.resources["RestAPI"]["Properties"]["DefinitionBody"]["paths"]
    return {
        f"{method.upper()} {path}": operation
        for path, methods in paths.items()
        for method, operation in methods.items()
        if method != "options"
    }


def test_the_routes_reach_the_handler(stack: Stack) -> None:
    integrations = [operation["x-amazon-apigateway-integration"] for operation in operations(stack).values()]

    assert "GET /health" in operations(stack)
    assert {integration["type"] for integration in integrations} == {"aws_proxy"}


def test_the_authorizer_trusts_our_user_pool_alone(stack: Stack) -> None:
    schemes = stack.resources["RestAPI"]["Properties"]["DefinitionBody"]["securityDefinitions"]

    assert schemes.keys() == {"Staff"}
    authorizer = schemes["Staff"]["x-amazon-apigateway-authorizer"]
    assert authorizer["type"] == "cognito_user_pools"
    assert authorizer["providerARNs"] == [{"Fn::GetAtt": ["UserPool", "Arn"]}]


def test_every_route_that_is_not_open_asks_for_sign_in(stack: Stack) -> None:
    for name, operation in operations(stack).items():
        path = name.partition(" ")[2]
        is_open = path.startswith(OPEN)
        assert operation.get("security", []) == ([] if is_open else [{"Staff": []}]), name


def test_the_authorizer_stands_on_exactly_the_routes_that_have_roles(stack: Stack) -> None:
    guarded = {name for name, operation in operations(stack).items() if operation.get("security") == [{"Staff": []}]}

    assert guarded == {f"{method} {path}" for method, path in ACCESS}


def test_errors_of_the_gateway_are_problem_details(stack: Stack) -> None:
    responses = stack.resources["RestAPI"]["Properties"]["GatewayResponses"]

    assert responses.keys() >= {
        "UNAUTHORIZED", "ACCESS_DENIED", "MISSING_AUTHENTICATION_TOKEN", "THROTTLED", "DEFAULT_4XX", "DEFAULT_5XX",
    }  # fmt: skip

    for response in responses.values():
        assert response["ResponseParameters"]["Headers"]["Content-Type"] == "'application/problem+json'"


def test_calls_are_limited(stack: Stack) -> None:
    (every,) = stack.resources["RestAPI"]["Properties"]["MethodSettings"]

    assert (every["ResourcePath"], every["HttpMethod"]) == ("/*", "*")
    assert every["ThrottlingRateLimit"] <= every["ThrottlingBurstLimit"]


def test_every_role_is_a_group_of_the_user_pool(stack: Stack) -> None:
    groups = stack.of_type("AWS::Cognito::UserPoolGroup").values()

    assert {group["GroupName"] for group in groups} == {str(role) for role in STAFF_ROLES}
    assert {target(group["UserPoolId"]) for group in groups} == {"UserPool"}


def test_nobody_signs_up_or_gives_themselves_a_department(stack: Stack) -> None:
    (pool,) = stack.of_type("AWS::Cognito::UserPool").values()
    (client,) = stack.of_type("AWS::Cognito::UserPoolClient").values()

    assert pool["AdminCreateUserConfig"]["AllowAdminCreateUserOnly"] is True
    assert "custom:departments" in client["ReadAttributes"]
    assert "custom:departments" not in client["WriteAttributes"]
    assert client["GenerateSecret"] is False
    assert client["AllowedOAuthFlows"] == ["code"]
