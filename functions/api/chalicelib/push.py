"""Browsers that want to be told of a ticket; whoever holds its key may say so."""

from __future__ import annotations

from chalice import Blueprint, Response

from chalicelib import answers_identity as answers
from chalicelib import bodies_identity as bodies
from chalicelib.reading_bodies import read_body
from chalicelib.views import json_answer
from nabiz.bootstrap import app
from nabiz.domain import tokens
from nabiz.domain.numbers import parse_number

push = Blueprint(__name__)


@push.route("/public/push", methods=["GET"])
def show_key() -> Response:
    """The key that a browser subscribes with."""
    from nabiz.channels.webpush import public_key

    return json_answer(answers.PushKey(key=public_key(app().secrets.vapid_private_key) or None))


@push.route("/public/tickets/{number}/push", methods=["POST"])
def subscribe(number: str) -> Response:
    """Tell this browser what becomes of the ticket; the newest five are told."""
    from nabiz.domain.push import read_subscription, with_one_more

    body, digits = read_body(push.current_request, bodies.PushBody), parse_number(number)
    tokens.check_tracking_key(app().secrets.link_key, digits, body.key)
    one = read_subscription(body.endpoint, body.keys.p256dh, body.keys.auth, app().now())
    kept = app().browsers.change(digits, lambda known: with_one_more(known, one))
    return json_answer(answers.PushKept(browsers=len(kept)), 201)


@push.route("/public/tickets/{number}/push/removal", methods=["POST"])
def unsubscribe(number: str) -> Response:
    """Tell this browser no more; doing it again changes nothing."""
    from nabiz.domain.push import without

    body, digits = read_body(push.current_request, bodies.PushEndBody), parse_number(number)
    tokens.check_tracking_key(app().secrets.link_key, digits, body.key)
    kept = app().browsers.change(digits, lambda known: without(known, frozenset({body.endpoint})))
    return json_answer(answers.PushKept(browsers=len(kept)))
