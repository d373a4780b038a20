"""What citizens reach without signing in: a ticket with its key, a survey with its token, the catalogue."""

from __future__ import annotations

import secrets
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from chalice import Blueprint, Response

from chalicelib import answers, bodies
from chalicelib.commands import UPLOADS, open_from, read_once
from chalicelib.views import json_answer, promised, show_due
from nabiz.bootstrap import app
from nabiz.domain import tokens
from nabiz.domain.files import MAX_UPLOAD
from nabiz.domain.numbers import parse_number
from nabiz.domain.workflow import Status

public = Blueprint(__name__)
UPLOAD_VALID = timedelta(hours=1)


@public.route("/public/uploads", methods=["POST"])
def prepare_upload() -> Response:
    """An id for a file, and the form that a browser posts it with, straight to the bucket."""
    body = bodies.read_body(public.current_request, bodies.UploadBody)
    upload = secrets.token_hex(16)
    form = app().media.presign_upload(UPLOADS + upload, body.mime_type, MAX_UPLOAD, UPLOAD_VALID)
    return json_answer(answers.UploadForm(id=upload, max_bytes=MAX_UPLOAD, url=form.url, fields=form.fields), 201)


@public.route("/public/tickets", methods=["POST"])
def open_ticket() -> Response:
    """A citizen reports; the key in the answer opens the ticket later."""
    request = public.current_request
    body = bodies.read_body(request, bodies.TicketBody)
    opened = open_from(body, "web", None, read_once(request), app().now())
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
    page = app().reader.ticket_page(digits)
    ticket = page.ticket
    stages = [answers.StageSeen(type=event.type, at=event.at) for event in page.events
              if event.type.startswith("Ticket")]  # fmt: skip
    words = [answers.WordsSeen(from_="citizen" if message.direction == "in" else "city", at=message.at,
                               text=message.text)
             for message in page.messages if message.direction in ("in", "out")]  # fmt: skip
    seen = answers.TicketSeen(
        number=ticket.number, status=ticket.status, department=ticket.department or None,
        category=ticket.category or None, opened_at=ticket.opened_at, due=show_due(ticket), stages=stages,
        messages=words,
    )  # fmt: skip
    return json_answer(seen, Cache_Control="no-store")


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

    body = bodies.read_body(public.current_request, bodies.SurveyBody)
    command = AnswerSurvey(token, body.answer, body.comment, body.reopen)
    seen = answer_survey(
        command, app().new_work, app().reader, app().configuration, app().secrets.link_key, app().now()
    )
    return json_answer(answers.SurveyPage(**asdict(seen)))


@public.route("/public/catalogue", methods=["GET"])
def show_catalogue() -> Response:
    """Kinds, categories and neighbourhoods in the asked language."""
    from nabiz.domain.ticket import Kind

    configuration = app().configuration
    params: dict[str, Any] = dict(public.current_request.query_params or {})
    language = params.get("language", configuration.city.default_language)
    catalogue = configuration.catalogue.categories.values()
    categories = [answers.CategoryShown(code=category.code, name=category.name(language),
                                        department=category.department) for category in catalogue]  # fmt: skip
    places = [answers.PlaceShown(code=place.code, name=place.name) for place in configuration.neighbourhoods]
    return json_answer(answers.CatalogueShown(kinds=list(Kind), categories=categories, neighbourhoods=places))
