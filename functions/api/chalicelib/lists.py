"""What the staff works through: their queues, the lists behind them, and the search."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from chalice import Blueprint, Response

from chalicelib import answers, asking, commands
from chalicelib.signin import STAFF, acting
from chalicelib.views import json_answer, show_ticket
from nabiz.bootstrap import app

if TYPE_CHECKING:
    from nabiz.domain.people import Actor
    from nabiz.domain.ticket import Ticket
    from nabiz.ports import Page

lists = Blueprint(__name__)


@lists.route("/queues", methods=["GET"], authorizer=STAFF)
def show_queues() -> Response:
    """The queues of who asks, with live counts. `overdue` is null where it says nothing; `more`: there are more."""
    from nabiz.services.show_queues import WAITING, show_queues

    actor, now = acting(lists.current_request), app().now()
    found = show_queues(actor, list(app().configuration.catalogue.departments), app().lists, app().counters, now)
    items = [
        answers.QueueShown(
            code=queue.code, department=queue.department, count=queue.open, more=queue.more,
            overdue=None if queue.code == WAITING else queue.overdue,
        )
        for queue in found
    ]  # fmt: skip
    return json_answer(answers.QueueList(items=items, as_of=now))


@lists.route("/statistics/standing", methods=["GET"], authorizer=STAFF)
def show_standing() -> Response:
    """How many tickets are open, overdue and waiting at this moment, by department; `triage` is nobody's yet."""
    from nabiz.services.show_queues import TRIAGE_QUEUE, Standing, show_standing, sum_up

    acting(lists.current_request)
    now = app().now()
    found = show_standing(list(app().configuration.catalogue.departments), app().lists, app().counters, now)

    def show(row: Standing, name: str) -> answers.StandingShown:
        return answers.StandingShown(
            department=name, open=row.open, overdue=row.overdue, waiting=row.waiting, more=row.more
        )

    departments = [show(row, row.department or TRIAGE_QUEUE) for row in found]
    return json_answer(answers.StandingReport(departments=departments, total=show(sum_up(found), "all"), as_of=now))


@lists.route("/tickets", methods=["GET"], authorizer=STAFF)
def list_tickets() -> Response:
    """A list, soonest promise first (done ones latest first), or what a search finds, newest first.

    A department sees its own tickets. A page may be short or empty although its cursor goes on: a filter that leaves
    little looks at so many tickets for each page and no more.
    """
    actor, now = acting(lists.current_request), app().now()
    params: Mapping[str, str] = dict(lists.current_request.query_params or {})
    asked = asking.read_asked(params, actor, now)
    page = _search(params["q"], asked, actor, now) if params.get("q", "").strip() else app().lists.tickets(asked.query)
    shown = [show_ticket(ticket) for ticket in page.items]
    return json_answer(answers.TicketList(items=shown, cursor=page.cursor or None))


def _search(words: str, asked: asking.Asked, actor: Actor, now: datetime) -> Page[Ticket]:
    """A ticket number, a phone and a mail address are recognised by how they look; the rest are words."""
    from chalicelib.asking import looks_like_number, looks_like_phone
    from nabiz.domain.numbers import parse_number
    from nabiz.services.search import Search

    search = Search(app().reader, app().search_index, app().reader, app().persons, actor, now)
    if looks_like_number(words):
        return search.by_number(parse_number(words), asked.wanted)
    if "@" in words:
        return search.by_identifier(commands.read_email(words), asked.wanted)
    if looks_like_phone(words):
        return search.by_identifier(commands.read_phone(words), asked.wanted)
    return search.by_words(words, asked.wanted)
