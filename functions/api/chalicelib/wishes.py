"""What citizens wish to be told, on the page that a signed link opens, and by one press in a mail program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalice import Blueprint, Response

from chalicelib import answers_identity as answers
from chalicelib import bodies_identity as bodies
from chalicelib.persons import wishes_of
from chalicelib.reading_bodies import read_body
from chalicelib.views import json_answer
from nabiz.bootstrap import app
from nabiz.domain import tokens
from nabiz.domain.errors import InvalidInput
from nabiz.domain.people import citizen

if TYPE_CHECKING:
    from nabiz.domain.preferences import Purpose

wishes = Blueprint(__name__)
# RFC 8058: the program posts a form; nothing in it is read, the address says all.
FORMS = ["application/x-www-form-urlencoded", "multipart/form-data", "application/json"]


@wishes.route("/public/preferences/{token}", methods=["GET"])
def show_own(token: str) -> Response:
    """The wishes of whoever holds the link. Looking changes nothing."""
    return _own(tokens.read_preferences_token(app().secrets.link_key, token))


@wishes.route("/public/preferences/{token}", methods=["POST"])
def change_own(token: str) -> Response:
    """The citizen says what they wish."""
    from nabiz.domain.preferences import How
    from nabiz.services.change_preferences import ChangePreferences, change_preferences

    who = tokens.read_preferences_token(app().secrets.link_key, token)
    body = read_body(wishes.current_request, bodies.WishesBody)
    command = ChangePreferences(who, body.wishes(), str(citizen(who)), How.PAGE)
    change_preferences(command, app().new_work, app().now())
    return _own(who)


@wishes.route("/public/preferences/{token}/unsubscribe", methods=["POST"], content_types=FORMS)
def unsubscribe(token: str) -> Response:
    """One press in a mail program (List-Unsubscribe-Post): nothing more of one purpose."""
    from nabiz.services.change_preferences import unsubscribe

    who = tokens.read_preferences_token(app().secrets.link_key, token)
    purpose = _purpose()
    unsubscribe(who, purpose, str(citizen(who)), app().new_work, app().now())
    return json_answer(answers.Unsubscribed(purpose=purpose))


@wishes.route("/public/preferences/{token}/unsubscribe", methods=["GET"])
def show_instead(token: str) -> Response:
    """Some programs open the address in a browser: the page asks there. A scanner that follows it changes nothing."""
    tokens.read_preferences_token(app().secrets.link_key, token)
    page = f"{app().settings.public_url.rstrip('/')}/tercihler/{token}"
    return Response("", {"Location": page, "Content-Type": "text/plain"}, 303)


def _purpose() -> Purpose:
    from nabiz.domain.preferences import OPTIONAL, Purpose

    written = dict(wishes.current_request.query_params or {}).get("purpose", Purpose.SURVEY)
    if written not in OPTIONAL:
        raise InvalidInput("This purpose cannot be refused this way.", field="purpose", allowed=list(OPTIONAL))
    return Purpose(written)


def _own(who: str) -> Response:
    from nabiz.domain.messages import Channel
    from nabiz.domain.reaching import takes_sms

    one = app().persons.person(who).as_one()
    phone = one.address("phone")
    networks = ((Channel.MESSENGER, "facebook"), (Channel.INSTAGRAM, "instagram"), (Channel.X, "x"))
    known = ((Channel.WHATSAPP, bool(phone or one.address("whatsapp"))), (Channel.SMS, takes_sms(phone)),
             (Channel.EMAIL, bool(one.address("email"))),
             *((channel, bool(one.address(kind))) for channel, kind in networks))  # fmt: skip
    own = answers.OwnWishes(**wishes_of(one.preferences), channels=[channel for channel, there in known if there])
    return json_answer(own, Cache_Control="no-store")
