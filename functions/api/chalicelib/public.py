"""What citizens reach without signing in: a ticket with its key, a survey with its token."""

from __future__ import annotations

from dataclasses import asdict

from chalice import Blueprint, Response

from chalicelib import answers, bodies, commands
from chalicelib.reading_bodies import read_body
from chalicelib.views import json_answer, promised
from nabiz.bootstrap import app
from nabiz.domain import tokens
from nabiz.domain.numbers import parse_number

public = Blueprint(__name__)


@public.route("/public/tickets", methods=["POST"])
def open_ticket() -> Response:
    """A citizen reports; the key in the answer opens the ticket later."""
    from nabiz.domain.workflow import Status

    request = public.current_request
    body = read_body(request, bodies.TicketBody)
    opened = commands.open_from(body, "web", None, commands.read_once(request), app().now())
    key = tokens.tracking_key(app().secrets.link_key, opened.number)
    answer = answers.TicketReported(
        number=opened.number, key=key, status=Status(opened.status), department=opened.department or None,
        category=opened.category or None, due=promised(opened),
        links=answers.Links(self=f"/public/tickets/{opened.number}?key={key}"),
    )  # fmt: skip
    return json_answer(answer, 201)


@public.route("/public/tickets/{number}", methods=["GET"])
def show_ticket(number: str) -> Response:
    """Where it stands, and what was said between citizen and city; nothing internal."""
    digits = parse_number(number)
    params = dict(public.current_request.query_params or {})
    tokens.check_tracking_key(app().secrets.link_key, digits, params.get("key", ""))
    return _seen(digits)


@public.route("/public/tickets/{number}/messages", methods=["POST"])
def write_message(number: str) -> Response:
    """The citizen writes again, or answers the city's question."""
    from nabiz.services.hear_citizen import HearCitizen, hear_citizen

    request, digits = public.current_request, parse_number(number)
    body = read_body(request, bodies.CitizenWordsBody)
    tokens.check_tracking_key(app().secrets.link_key, digits, body.key)
    command = HearCitizen(digits, body.text, commands.read_uploads(body.media), commands.read_once(request))
    hear_citizen(command, app().new_work, app().configuration, app().now())
    return _seen(digits, 201)


def _seen(number: str, status: int = 200) -> Response:
    from chalicelib.tracking import show_to_citizen

    seen = show_to_citizen(
        app().reader.ticket_page(number), app().secrets.link_key, app().configuration.rules, app().now()
    )
    return json_answer(seen, status, Cache_Control="no-store")


@public.route("/public/tickets/{number}/reopening", methods=["POST"])
def reopen_ticket(number: str) -> Response:
    """The citizen says that it is not done, in their own words."""
    from nabiz.services.reopen_ticket import reopen_ticket

    digits = parse_number(number)
    body = read_body(public.current_request, bodies.ReopeningBody)
    tokens.check_tracking_key(app().secrets.link_key, digits, body.key)
    ticket = reopen_ticket(digits, body.reason, app().new_work, app().configuration.rules, app().now())
    return json_answer(answers.Reopened(number=ticket.number, status=ticket.status))


@public.route("/public/surveys/{token}", methods=["GET"])
def show_survey(token: str) -> Response:
    """The survey of a token or a short code. Looking is no answer, so link scanners change nothing."""
    from nabiz.services.answer_survey import see_survey

    seen = see_survey(token, app().new_work, app().reader, app().secrets.link_key, app().now())
    return json_answer(answers.SurveyPage(**asdict(seen)), Cache_Control="no-store")


@public.route("/public/surveys/{token}", methods=["POST"])
def answer_survey(token: str) -> Response:
    """The citizen's answer; the first one stays."""
    from nabiz.services.answer_survey import AnswerSurvey, answer_survey

    body = read_body(public.current_request, bodies.SurveyBody)
    command = AnswerSurvey(token, body.answer, body.comment, body.reopen)
    seen = answer_survey(
        command, app().new_work, app().reader, app().configuration, app().secrets.link_key, app().now()
    )
    return json_answer(answers.SurveyPage(**asdict(seen)))
