"""What somebody of the staff keeps for themselves: saved lists."""

from __future__ import annotations

from chalice import Blueprint, Response

from chalicelib import answers, bodies
from chalicelib.reading_bodies import read_body
from chalicelib.signin import STAFF, acting
from chalicelib.views import json_answer
from nabiz import ports
from nabiz.bootstrap import app

me = Blueprint(__name__)


@me.route("/me/views", methods=["GET"], authorizer=STAFF)
def show_views() -> Response:
    """The saved lists of whoever asks, in their order."""
    actor = acting(me.current_request)
    return _answer(app().saved_views.of(actor.id))


@me.route("/me/views", methods=["PUT"], authorizer=STAFF)
def save_views() -> Response:
    """Save the lists, instead of those that were there."""
    actor = acting(me.current_request)
    body = read_body(me.current_request, bodies.ViewsBody)
    views = tuple(ports.SavedView(view.name, view.query) for view in body.views)
    app().saved_views.keep(actor.id, views)
    return _answer(views)


def _answer(views: tuple[ports.SavedView, ...]) -> Response:
    return json_answer(answers.Views(views=[answers.View(name=view.name, query=view.query) for view in views]))
