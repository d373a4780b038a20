"""Which tickets a request asks for: its queue, its filters, and what the asker may see of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.preconditions import read_limit
from nabiz.domain.errors import Forbidden, InvalidInput
from nabiz.domain.lists import TicketFilter, Wanted
from nabiz.domain.people import CITY_WIDE, Actor
from nabiz.domain.standing import WAITING_STATUSES
from nabiz.ports.search import TicketQuery

ME = "me"
LONGEST_SEARCH = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """The same wish for a list and for a search."""

    query: TicketQuery
    wanted: Wanted


def read_asked(params: Mapping[str, str], actor: Actor, now: datetime) -> Asked:
    """What the parameters of a request ask for.

    Raises:
        InvalidInput: there is no such queue, or a value does not fit.
        Forbidden: it is about a department that is not the asker's.
    """
    if len(params.get("q", "")) > LONGEST_SEARCH:
        raise InvalidInput(f"A search has at most {LONGEST_SEARCH} characters.", field="q")
    queue, _, code = params.get("queue", "all").partition(":")
    if (queue == "department") != bool(code) or queue not in ("all", "triage", "department", "mine", "overdue",
                                                              "waiting"):  # fmt: skip
        allowed = ["triage", "department:{code}", "mine", "overdue", "waiting", "all"]
        raise InvalidInput("There is no such queue.", field="queue", allowed=allowed)
    departments = _departments("triage" if queue == "triage" else code or params.get("department"), actor)
    assignee = ME if queue == "mine" else params.get("assignee", "")
    narrowed = TicketFilter(
        _several(params, "status"), _several(params, "category"), _several(params, "channel"),
        _several(params, "neighbourhood"), _several(params, "priority"), actor.id if assignee == ME else assignee,
        kinds=_several(params, "kind"),
    )  # fmt: skip
    done = {"true": True, "false": False}.get(params.get("done", ""))
    late = now if queue == "overdue" or params.get("overdue") == "true" else None
    limit, cursor = read_limit(params), params.get("cursor", "")
    return Asked(
        TicketQuery(departments, bool(done), narrowed, late, queue == "waiting", limit, cursor),
        Wanted(departments, _waiting(narrowed) if queue == "waiting" else narrowed,
               False if queue != "all" and done is None else done, late, limit, cursor),
    )  # fmt: skip


def _waiting(wanted: TicketFilter) -> TicketFilter:
    """Of the statuses those that wait; nothing has a status of no name, which is what is left of all others."""
    asked = wanted.statuses or WAITING_STATUSES
    return replace(wanted, statuses=asked & WAITING_STATUSES or frozenset({""}))


def looks_like_number(text: str) -> bool:
    """Whether it is meant as a ticket number: nine digits, however they are grouped."""
    return bool(re.fullmatch(r"\s*\d{3}[\s.\-–]?\d{3}[\s.\-–]?\d{3}\s*", text, re.ASCII))


def looks_like_phone(text: str) -> bool:
    """Whether it is meant as a phone: nothing but digits and what stands between them, and enough of them."""
    return bool(re.fullmatch(r"[\d\s()+./\-–]+", text, re.ASCII)) and sum(map(str.isdigit, text)) >= 10


def _departments(written: str | None, actor: Actor) -> frozenset[str] | None:
    """Whose tickets: one department's, or all that the asker may see (None: the whole city)."""
    if written is None:
        return None if actor.roles & CITY_WIDE else actor.departments
    department = "" if written == "triage" else written
    if not actor.may_see(department):
        raise Forbidden("This department's tickets are not yours to see.")
    return frozenset({department})


def _several(params: Mapping[str, str], name: str) -> frozenset[str]:
    return frozenset(filter(None, params.get(name, "").split(",")))
