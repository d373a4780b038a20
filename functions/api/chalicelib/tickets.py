"""Tickets for the staff: the page, and every change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalice import Blueprint, Response

from chalicelib import answers, bodies, commands
from chalicelib.files import show_files
from chalicelib.preconditions import read_version
from chalicelib.reading_bodies import read_body
from chalicelib.signin import STAFF, acting
from chalicelib.views import json_answer, promised, show_ticket
from nabiz.bootstrap import app
from nabiz.domain.numbers import parse_number

if TYPE_CHECKING:
    from nabiz.domain.events import Event
    from nabiz.domain.people import Actor
    from nabiz.ports import TicketPage

tickets = Blueprint(__name__)


@tickets.route("/tickets", methods=["POST"], authorizer=STAFF)
def open_ticket() -> Response:
    """An operator types what a caller says."""
    from nabiz.domain.workflow import Status

    request = tickets.current_request
    actor = acting(request)
    body = read_body(request, bodies.TicketBody)
    opened = commands.open_from(body, body.channel or "phone", actor, commands.read_once(request), app().now())
    answer = answers.TicketOpened(
        number=opened.number, status=Status(opened.status), department=opened.department or None,
        category=opened.category or None, version=opened.version, due=promised(opened),
        links=answers.Links(self=f"/tickets/{opened.number}"),
    )  # fmt: skip
    return json_answer(answer, 201)


@tickets.route("/tickets/{number}", methods=["GET"], authorizer=STAFF)
def show_page(number: str) -> Response:
    """The ticket with messages, files, history, notifications and the moves that are legal for the asker."""
    from chalicelib.explaining import explain_clocks, guess
    from nabiz.domain.workflow import moves_from

    actor = acting(tickets.current_request)
    page = _page(number, actor)
    app().reader.record_access(page.ticket.citizen, actor, f"ticket {page.ticket.number}", app().now())
    moves = [answers.MoveShown(to=move.target, demands=move.demands)
             for move in moves_from(page.ticket.status, actor)]  # fmt: skip
    configuration = app().configuration
    shown = answers.TicketPageShown(
        ticket=show_ticket(page.ticket), messages=page.messages, media=show_files(page.media),
        moves=moves, history=[_entry(event) for event in page.events], notifications=page.notifications,
        clocks_explained=explain_clocks(page, configuration, app().now()),
        guesses=guess(page, configuration),
    )  # fmt: skip
    return json_answer(shown, ETag=f'"{page.ticket.version}"')


@tickets.route("/tickets/{number}/history", methods=["GET"], authorizer=STAFF)
def show_history(number: str) -> Response:
    """Everything that happened, oldest first."""
    page = _page(number, acting(tickets.current_request))
    return json_answer(answers.History(items=[_entry(event) for event in page.events], cursor=None))


@tickets.route("/tickets/{number}/transitions", methods=["POST"], authorizer=STAFF)
def move(number: str) -> Response:
    """Take one move of the workflow."""
    from nabiz.domain.workflow import Demand
    from nabiz.services.change_ticket import Transition

    body = read_body(tickets.current_request, bodies.TransitionBody)
    given = {demand: str(getattr(body, demand) or "") for demand in Demand}
    return _change(number, Transition(body.to, {demand: value for demand, value in given.items() if value}))


@tickets.route("/tickets/{number}/assignment", methods=["POST"], authorizer=STAFF)
def assign(number: str) -> Response:
    """Give it to a department or to a person."""
    from nabiz.services.change_ticket import Assignment

    body = read_body(tickets.current_request, bodies.AssignmentBody)
    return _change(number, Assignment(body.department, body.assignee, body.reason))


@tickets.route("/tickets/{number}/classification", methods=["POST"], authorizer=STAFF)
def classify(number: str) -> Response:
    """Correct the category."""
    from nabiz.services.change_ticket import Classification

    body = read_body(tickets.current_request, bodies.ClassificationBody)
    return _change(number, Classification(body.category))


@tickets.route("/tickets/{number}/escalation", methods=["POST"], authorizer=STAFF)
def hold_back(number: str) -> Response:
    """Take notice of an escalation, or put it off."""
    from nabiz.domain.errors import InvalidInput
    from nabiz.services.change_ticket import Acknowledgement, Snooze

    body = read_body(tickets.current_request, bodies.EscalationBody)
    if body.action == "acknowledge":
        return _change(number, Acknowledgement(body.reason))
    if body.until is None or body.until.tzinfo is None:
        raise InvalidInput("until is a moment with an offset, for example 2026-11-25T09:00:00+03:00.", field="until")
    return _change(number, Snooze(body.until, body.reason))


@tickets.route("/tickets/{number}/messages", methods=["POST"], authorizer=STAFF)
def reply(number: str) -> Response:
    """Write to the citizen."""
    from nabiz.services.change_ticket import Reply

    return _change(number, Reply(read_body(tickets.current_request, bodies.WordsBody).text), 201)


@tickets.route("/tickets/{number}/messages/preview", methods=["POST"], authorizer=STAFF)
def preview(number: str) -> Response:
    """Which way a reply would go now, and as what text; nothing is sent."""
    from nabiz.services.preview_reply import preview_reply
    from nabiz.services.telling import city_facts

    actor = acting(tickets.current_request)
    body = read_body(tickets.current_request, bodies.WordsBody)
    configuration = app().configuration
    city = city_facts(configuration, app().secrets.link_key, app().settings.public_url, app().templates.states)
    seen = preview_reply(parse_number(number), body.text, actor, app().new_work, app().reader,
                         app().suppressions, app().browsers, configuration, city, app().now())  # fmt: skip
    form: Any = seen.form
    reason: Any = seen.reason
    shown = answers.ReplyPreviewed(
        possible=seen.possible, channel=seen.channel, form=form, reason=reason, text=seen.text, subject=seen.subject,
        window_until=seen.window_until, segments=seen.segments, shortened=seen.shortened,
        ways=[answers.WayShown(channel=way.route.channel, form=way.route.form, why=way.why)
              for way in seen.choice.ways],
        refused=[answers.NotTakenShown(channel=no.channel, why=no.why) for no in seen.choice.refused],
    )  # fmt: skip
    return json_answer(shown)


@tickets.route("/tickets/{number}/notes", methods=["POST"], authorizer=STAFF)
def note(number: str) -> Response:
    """Write among the staff."""
    from nabiz.services.change_ticket import Note

    return _change(number, Note(read_body(tickets.current_request, bodies.WordsBody).text), 201)


def _change(number: str, change: Any, status: int = 200) -> Response:
    from nabiz.services.change_ticket import ChangeTicket, change_ticket

    request = tickets.current_request
    actor = acting(request)
    command = ChangeTicket(parse_number(number), change, actor, read_version(request), commands.read_once(request))
    ticket = change_ticket(command, app().new_work, app().configuration, app().now())
    return json_answer(show_ticket(ticket), status, ETag=f'"{ticket.version}"')


def _page(number: str, actor: Actor) -> TicketPage:
    from nabiz.services.change_ticket import check_may_see

    page = app().reader.ticket_page(parse_number(number))
    check_may_see(page.ticket, actor)
    return page


def _entry(event: Event) -> answers.EventShown:
    return answers.EventShown(
        type=event.type, at=event.at, actor=event.actor, seq=event.seq, data=dict(event.data), facts=dict(event.facts)
    )
