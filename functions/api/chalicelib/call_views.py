"""How calls and their figures look outside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from chalicelib import answers
from chalicelib.answers import calls as shown
from chalicelib.views import show_ticket

if TYPE_CHECKING:
    from nabiz.domain.call_figures import CallFigures
    from nabiz.domain.calls import Call
    from nabiz.services.show_call import Caller


def show(call: Call) -> shown.CallShown:
    """A call as a list shows it: of the number so much only that a person knows it again."""
    return shown.CallShown(
        id=call.id, provider=call.provider, line=call.line or None, queue=call.queue or None,
        operator=call.operator or None, direction=call.direction, outcome=call.outcome,
        caller=f"{call.caller[:-7]}•••••{call.caller[-2:]}" if call.caller else None, withheld=call.withheld,
        started_at=call.started_at, connected_at=call.connected_at, ended_at=call.ended_at or call.closed_at,
        wait=call.wait, talk=call.talk, hold=call.hold, after_work=call.after_work, handling=call.handling,
        tickets=sorted(call.tickets), callback=call.callback or None, version=call.version,
    )  # fmt: skip


def show_caller(caller: Caller | None) -> shown.CallerShown | None:
    """Who calls, with the whole number; null where it is not known."""
    if caller is None:
        return None
    citizen, known = caller.citizen, caller.known_by
    return shown.CallerShown(
        phone=caller.phone,
        citizen=answers.CitizenShown(id=citizen.id, name=citizen.name, language=citizen.language,
                             identifiers=citizen.identifiers) if citizen else None,
        open_tickets=[show_ticket(ticket) for ticket in caller.open_tickets],
        calls=[show(call) for call in caller.calls],
        known_by=shown.KnownBy(operator=known.operator, at=known.started_at) if known else None,
    )  # fmt: skip


def counts(found: CallFigures) -> dict[str, Any]:
    """What every table of figures has; names as `CallCounts` has them."""
    return {
        "offered": found.offered, "answered": found.answered, "abandoned": found.abandoned, "left": found.left,
        "waiting": found.waiting, "not_queued": found.not_queued, "outbound": found.outbound,
        "within": named(found.within),
        "within_share": {str(limit): found.share(count) for limit, count in found.within.items()},
        "abandoned_within": named(found.abandoned_within), "abandoned_share": found.share(found.abandoned),
        "average_wait": found.average_wait, "handled": found.handled, "average_handling": found.average_handling,
    }  # fmt: skip


def show_operator(name: str, found: CallFigures) -> shown.OperatorShown:
    """One operator's figures."""
    return shown.OperatorShown(operator=name, handled=found.handled, average_handling=found.average_handling,
                               percentiles=named(found.handling_percentiles))  # fmt: skip


def named(numbers: Mapping[int, int]) -> dict[str, int]:
    """Numbers as names, for JSON has no others."""
    return {str(name): count for name, count in numbers.items()}
