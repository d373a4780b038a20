"""Persons, for the staff: what they wish to be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalice import Blueprint, Response

from chalicelib import answers_identity as answers
from chalicelib import bodies_identity as bodies
from chalicelib.preconditions import read_version
from chalicelib.reading_bodies import read_body
from chalicelib.signin import STAFF, acting
from chalicelib.views import json_answer
from nabiz.bootstrap import app

if TYPE_CHECKING:
    from nabiz.domain.identity import Person
    from nabiz.domain.preferences import Preferences

persons = Blueprint(__name__)


@persons.route("/citizens/{id}/preferences", methods=["GET"], authorizer=STAFF)
def show_preferences(id: str) -> Response:
    """What a citizen wishes to be told and by which channel, with the history of it."""
    actor = acting(persons.current_request)
    person = app().persons.person(id)
    app().reader.record_access(person.head.id, actor, "preferences", app().now())
    return _shown(person)


@persons.route("/citizens/{id}/preferences", methods=["PUT"], authorizer=STAFF)
def change_preferences(id: str) -> Response:
    """Somebody of the staff writes down what a citizen said."""
    from nabiz.domain.preferences import How
    from nabiz.services.change_preferences import ChangePreferences, change_preferences

    request = persons.current_request
    actor, version = acting(request), read_version(request)
    body = read_body(request, bodies.PreferencesBody)
    command = ChangePreferences(id, body.wishes(), str(actor), How.OPERATOR, body.reason, version)
    change_preferences(command, app().new_work, app().now())
    return _shown(app().persons.person(id))


def _shown(person: Person) -> Response:
    history = [
        answers.WishChangeShown(at=change.at, by=change.by, how=change.how, before=show_wishes(change.before),
                                after=show_wishes(change.after), reason=change.reason)
        for change in app().persons.wishes(person.head.id)
    ]  # fmt: skip
    head = person.head
    body = answers.PreferencesShown(**wishes_of(head.preferences), version=head.version, history=history)
    return json_answer(body, ETag=f'"{head.version}"')


def wishes_of(wishes: Preferences) -> dict[str, Any]:
    """The fields of wishes, as every answer has them."""
    from nabiz.domain.messages import Channel

    refused = [
        answers.RefusalShown(purpose=no.purpose, channel=Channel(no.channel) if no.channel else None)
        for no in wishes.refused
    ]
    return {"channel": wishes.channel or None, "refused": refused, "agreed": list(wishes.agreed)}


def show_wishes(wishes: Preferences) -> answers.WishesShown:
    """Wishes alone."""
    return answers.WishesShown(**wishes_of(wishes))
