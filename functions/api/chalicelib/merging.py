"""Who is one person, for the staff: addresses are proven, records are put together and taken apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalice import Blueprint, Response

from chalicelib import answers_identity as answers
from chalicelib import bodies_identity as bodies
from chalicelib import commands
from chalicelib.reading_bodies import read_body
from chalicelib.signin import STAFF, acting
from chalicelib.views import json_answer
from nabiz.bootstrap import app
from nabiz.domain.errors import InvalidInput

if TYPE_CHECKING:
    from nabiz.domain.messages import Identifier
    from nabiz.services.link_identifier import Linked

merging = Blueprint(__name__)


@merging.route("/citizens/{id}/links", methods=["POST"], authorizer=STAFF)
def link(id: str) -> Response:
    """An address is said to be theirs: a code goes there, or somebody of the staff answers for it."""
    from nabiz.domain.identity import Proof
    from nabiz.services.link_identifier import link_checked, masked, request_code

    actor = acting(merging.current_request)
    body = read_body(merging.current_request, bodies.LinkBody)
    identifier = _identifier(body)
    if body.proof is Proof.CHECKED:
        if len(body.reason.strip()) < 3:
            raise InvalidInput("Say how you checked it.", field="reason")
        linked = link_checked(id, identifier, str(actor), body.reason.strip(), app().new_work, app().now())
        return json_answer(answers.LinkAnswered(sent=None, linked=_linked(linked)), 201)
    made = request_code(id, identifier, str(actor), app().new_work, app().now())
    sent = answers.CodeSent(link=made.id, kind=made.kind, to=masked(identifier), valid_until=made.valid_until)
    return json_answer(answers.LinkAnswered(sent=sent, linked=None), 201)


@merging.route("/citizens/{id}/links/verify", methods=["POST"], authorizer=STAFF)
def verify(id: str) -> Response:
    """The code that the citizen reads out. The right one proves the address; it may be said again."""
    from nabiz.services.link_identifier import verify_code

    acting(merging.current_request)
    body = read_body(merging.current_request, bodies.CodeBody)
    head = app().persons.person(id).head.id
    linked = verify_code(head, body.link, body.code, app().secrets.link_key, app().new_work, app().persons, app().now())
    return json_answer(_linked(linked))


@merging.route("/citizens/{id}/suggestions", methods=["GET"], authorizer=STAFF)
def suggest(id: str) -> Response:
    """Others of the same name at the same place."""
    from nabiz.services.suggest_same import SuggestSame

    actor = acting(merging.current_request)
    found = SuggestSame(app().reader, app().search_index, app().persons, app().reader)(id, actor, app().now())
    items = [
        answers.SuggestionShown(id=one.citizen.id, name=one.citizen.name, shared=list(one.shared),
                                identifiers=[each.value for each in one.citizen.identifiers])
        for one in found
    ]  # fmt: skip
    return json_answer(answers.Suggestions(items=items))


@merging.route("/citizens/{id}/merge", methods=["POST"], authorizer=STAFF)
def merge(id: str) -> Response:
    """Two records are one person. Doing it again changes nothing; it can be undone by splitting."""
    from nabiz.domain.identity import Proof
    from nabiz.services.merge_citizens import MergeCitizens, merge_citizens

    actor = acting(merging.current_request)
    body = read_body(merging.current_request, bodies.MergeBody)
    command = MergeCitizens(id, body.other, str(actor), Proof.CHECKED, body.reason)
    return _shown(merge_citizens(command, app().new_work, app().now()))


@merging.route("/citizens/{id}/split", methods=["POST"], authorizer=STAFF)
def split(id: str) -> Response:
    """A record is another person after all; it leaves with its tickets and talks, also those since the merge."""
    from nabiz.services.merge_citizens import SplitCitizens, split_citizens

    actor = acting(merging.current_request)
    body = read_body(merging.current_request, bodies.SplitBody)
    command = SplitCitizens(id, body.part, str(actor), body.reason)
    return _shown(split_citizens(command, app().new_work, app().persons, app().now())[0])


@merging.route("/citizens/{id}/identity", methods=["GET"], authorizer=STAFF)
def show_identity(id: str) -> Response:
    """Which records are one person, and how that came about."""
    actor = acting(merging.current_request)
    app().reader.record_access(app().persons.person(id).head.id, actor, "identity", app().now())
    return _shown(id)


def _shown(citizen_id: str) -> Response:
    person = app().persons.person(citizen_id)
    history = [
        answers.IdentityChangeShown(at=act.at, act=act.act, by=act.by, other=act.other, proof=act.proof,
                                    reason=act.reason)
        for act in app().persons.acts(person.head.id)
    ]  # fmt: skip
    parts = [part.id for part in person.parts]
    return json_answer(answers.PersonShown(citizen=person.head.id, parts=parts, history=history))


def _linked(linked: Linked) -> answers.Linked:
    return answers.Linked(citizen=linked.citizen, merged=linked.merged or None)


def _identifier(body: bodies.LinkBody) -> Identifier:
    if bool(body.phone) == bool(body.email):
        raise InvalidInput("Say either a phone or a mail address.", field="phone")
    return commands.read_phone(body.phone) if body.phone else commands.read_email(body.email)
