"""The HTTP API: which resources there are; what they do stands in chalicelib."""

from __future__ import annotations

from chalice import Chalice

from chalicelib.problems import answering_problems, translate_errors
from chalicelib.public import public
from chalicelib.staff import staff
from chalicelib.tickets import tickets
from chalicelib.webhooks import webhooks

app = Chalice(app_name="nabiz")
app.register_middleware(translate_errors, "http")
for blueprint in (webhooks, public, tickets, staff):
    app.register_blueprint(blueprint)


@app.route("/health")
def health() -> dict[str, str]:
    """Whether the API answers at all."""
    return {"status": "ok"}


for methods in app.routes.values():
    for route in methods.values():
        route.view_function = answering_problems(route.view_function)
