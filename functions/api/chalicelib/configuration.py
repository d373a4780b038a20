"""The city's configuration: read, changed by parts, its history, and texts before they are in force."""

from __future__ import annotations

from typing import Any

from chalice import Blueprint, Response

from chalicelib import answers_administration as answers
from chalicelib import bodies_administration as bodies
from chalicelib.preconditions import read_limit, read_version
from chalicelib.reading_bodies import read_body
from chalicelib.signin import STAFF, acting
from chalicelib.views import json_answer
from nabiz.bootstrap import app
from nabiz.domain.errors import InvalidInput

configuration = Blueprint(__name__)


@configuration.route("/configuration", methods=["GET"], authorizer=STAFF)
def show_parts() -> Response:
    """The parts, each with its version and who changed it last."""
    from nabiz.configuration import version_of

    acting(configuration.current_request)
    current = app().configuration_versions.current()
    parts = [answers.PartShown(part=part.part, version=part.version, changed_at=part.changed_at,
                               changed_by=part.changed_by or None) for part in current.values()]  # fmt: skip
    whole = version_of({name: part.body for name, part in current.items()})
    return json_answer(answers.Parts(version=whole, parts=parts))


@configuration.route("/configuration/{part}", methods=["GET"], authorizer=STAFF)
def show_part(part: str) -> Response:
    """One part as it is now."""
    from nabiz.services.change_configuration import check_part, stale

    acting(configuration.current_request)
    check_part(part)
    found = app().configuration_versions.current().get(part)
    if found is None:
        raise stale(None)
    return _part(found)


@configuration.route("/configuration/{part}", methods=["PUT"], authorizer=STAFF)
def change_part(part: str) -> Response:
    """Put a body in place of a part's; the whole must be sound with it. Functions follow within a minute."""
    from nabiz.services.change_configuration import change_configuration

    request = configuration.current_request
    actor = acting(request)
    body = read_body(request, bodies.PartBody)
    changed = change_configuration(part, body.body, read_version(request), actor, app().configuration_versions,
                                   app().now())  # fmt: skip
    app().forget_configuration()
    return _part(changed)


@configuration.route("/configuration/history", methods=["GET"], authorizer=STAFF)
def show_changes() -> Response:
    """Who changed what and when, newest first."""
    acting(configuration.current_request)
    params = dict(configuration.current_request.query_params or {})
    page = app().configuration_versions.changes(read_limit(params), params.get("cursor", ""))
    items = [answers.PartChanged(part=change.part, version=change.version, at=change.at, by=change.by)
             for change in page.items]  # fmt: skip
    return json_answer(answers.PartChanges(items=items, cursor=page.cursor or None))


@configuration.route("/configuration/{part}/versions/{version}", methods=["GET"], authorizer=STAFF)
def show_version(part: str, version: str) -> Response:
    """One part as it was."""
    from nabiz.services.change_configuration import check_part

    acting(configuration.current_request)
    check_part(part)
    if not (version.isascii() and version.isdigit() and len(version) <= 8):
        raise InvalidInput("A version is a number, for example 3.", field="version")
    return _part(app().configuration_versions.version(part, int(version)))


@configuration.route("/configuration/texts/preview", methods=["POST"], authorizer=STAFF)
def preview() -> Response:
    """A text of a stage with sample values, as a channel would show it, and what is wrong with it."""
    from nabiz.services.preview_text import preview_text

    acting(configuration.current_request)
    body = read_body(configuration.current_request, bodies.TextPreviewBody)
    seen = preview_text(body.stage, body.channel, body.language, body.form, body.texts, app().configuration,
                        app().now())  # fmt: skip
    problems = [answers.TextProblem(path=".".join(found.path), message=found.words) for found in seen.problems]
    return json_answer(
        answers.TextPreviewed(subject=seen.subject, text=seen.text, choices=list(seen.choices),
                              segments=seen.segments, problems=problems)
    )  # fmt: skip


def _part(found: Any) -> Response:
    shown = answers.PartBodyShown(
        part=found.part, version=found.version, changed_at=found.changed_at, changed_by=found.changed_by or None,
        body=dict(found.body),
    )  # fmt: skip
    return json_answer(shown, ETag=f'"{found.version}"')
