"""The HTTP API: which resources there are; what they do stands in chalicelib."""

from __future__ import annotations

import json

from chalice import Chalice, Response

from chalicelib.answers.basic import Health
from chalicelib.calls import calls
from chalicelib.city import city
from chalicelib.configuration import configuration
from chalicelib.desk import desk
from chalicelib.field_teams import field_teams
from chalicelib.files import files
from chalicelib.letters import letters
from chalicelib.lists import lists
from chalicelib.me import me
from chalicelib.merging import merging
from chalicelib.national_ids import national_ids
from chalicelib.open311 import open311
from chalicelib.persons import persons
from chalicelib.problems import answering_problems, translate_errors
from chalicelib.public import public
from chalicelib.push import push
from chalicelib.staff import staff
from chalicelib.telephony import telephony
from chalicelib.templates import templates
from chalicelib.tickets import tickets
from chalicelib.uploads import uploads
from chalicelib.users import users
from chalicelib.views import json_answer
from chalicelib.webhooks import webhooks
from chalicelib.wishes import wishes

app = Chalice(app_name="nabiz", configure_logs=False)  # the one logger of that name is ours
app.api.binary_types.append("multipart/form-data")  # files come with a form
app.register_middleware(translate_errors, "http")
for blueprint in (
    webhooks,
    telephony,
    city,
    public,
    uploads,
    lists,
    tickets,
    files,
    calls,
    desk,
    field_teams,
    staff,
    me,
    configuration,
    users,
    letters,
    persons,
    merging,
    push,
    national_ids,
    templates,
    wishes,
    open311,
):
    app.register_blueprint(blueprint)


@app.route("/health")
def health() -> Response:
    """Whether the API answers at all."""
    return json_answer(Health(status="ok"))


@app.route("/openapi.json")
def show_description() -> Response:
    """This API as OpenAPI 3.1."""
    from chalicelib.openapi.document import describe

    headers: dict[str, str | list[str]] = {"Content-Type": "application/json", "Cache-Control": "max-age=300"}
    return Response(json.dumps(describe(app), ensure_ascii=False), headers)


for methods in app.routes.values():
    for route in methods.values():
        route.view_function = answering_problems(route.view_function)
