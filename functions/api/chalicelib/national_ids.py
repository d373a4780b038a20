"""T.C. identity numbers, for the staff: taken where the law needs one, found by it, never shown whole."""

from __future__ import annotations

from chalice import Blueprint, Response

from chalicelib import answers
from chalicelib import answers_identity as identity
from chalicelib import bodies_identity as bodies
from chalicelib.reading_bodies import read_body
from chalicelib.signin import STAFF, acting
from chalicelib.views import json_answer
from nabiz.bootstrap import app
from nabiz.domain.numbers import parse_number

national_ids = Blueprint(__name__)


@national_ids.route("/tickets/{number}/national-id", methods=["PUT"], authorizer=STAFF)
def take(number: str) -> Response:
    """Write down the number of the ticket's citizen; only where the ticket's category needs it."""
    actor = acting(national_ids.current_request)
    body = read_body(national_ids.current_request, bodies.NationalIdBody)
    shown = app().national_ids().take(parse_number(number), body.national_id, actor, app().now())
    return json_answer(identity.NationalIdShown(number=shown, ticket=parse_number(number), by=None, at=None))


@national_ids.route("/citizens/{id}/national-id", methods=["GET"], authorizer=STAFF)
def show(id: str) -> Response:
    """Whether one is known, its last digits, and for which ticket it was taken."""
    from nabiz.domain.national_id import masked

    acting(national_ids.current_request)
    kept = app().national_ids().seen(app().persons.person(id).ids)
    if kept is None:
        return json_answer(identity.NationalIdShown(number=None, ticket=None, by=None, at=None))
    return json_answer(
        identity.NationalIdShown(number=masked(kept.ending), ticket=kept.ticket, by=kept.by, at=kept.at)
    )  # fmt: skip


@national_ids.route("/citizens/{id}/national-id/reveal", methods=["POST"], authorizer=STAFF)
def reveal(id: str) -> Response:
    """More of it, to be compared with a paper; never all. The look and its reason stay in the log of looks."""
    actor = acting(national_ids.current_request)
    body = read_body(national_ids.current_request, bodies.RevealBody)
    shown = app().national_ids().reveal(app().persons.person(id).ids, actor, body.reason, app().now())
    return json_answer(identity.NationalIdShown(number=shown, ticket=None, by=None, at=None), Cache_Control="no-store")


@national_ids.route("/citizens/national-id", methods=["POST"], authorizer=STAFF)
def find() -> Response:
    """The citizen who has a number."""
    actor = acting(national_ids.current_request)
    body = read_body(national_ids.current_request, bodies.NationalIdBody)
    found = app().national_ids().find(body.national_id, actor, app().now())
    if not found:
        return json_answer(answers.CitizenList(items=[], cursor=None))
    one = app().persons.person(found).as_one()
    shown = answers.CitizenShown(id=one.id, name=one.name, language=one.language, identifiers=one.identifiers)
    return json_answer(answers.CitizenList(items=[shown], cursor=None))
