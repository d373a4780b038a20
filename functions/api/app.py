"""The HTTP API: routes only; what they do stands in chalicelib."""

from __future__ import annotations

from chalice import Chalice, CognitoUserPoolAuthorizer

from chalicelib.problems import answer_problems
from chalicelib.webhooks import webhooks

app = Chalice(app_name="nabiz")
app.register_middleware(answer_problems, "http")
app.register_blueprint(webhooks)
# The template puts the user pool's real ARN here (infra/template/api.yaml).
staff = CognitoUserPoolAuthorizer(
    "Staff", provider_arns=["arn:aws:cognito-idp:eu-central-1:0:userpool/of-the-template"]
)


@app.route("/health")
def health() -> dict[str, str]:
    """Whether the API answers at all."""
    return {"status": "ok"}


@app.route("/me", authorizer=staff)
def me() -> dict[str, object]:
    """Who is asking, as the sign-in knows them."""
    request = app.current_request
    assert request is not None  # Chalice sets it before it calls a view
    return {"username": request.context["authorizer"]["claims"]["cognito:username"]}
