"""A provider says what became of a message of ours. State only moves forward; a late failure tries the next way."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from nabiz.domain.events import Event
from nabiz.domain.messages import DeliveryReport, DeliveryState, Remedy
from nabiz.domain.people import system
from nabiz.ports import Outbox, Suppressions

DELIVERY_FAILED = "DeliveryFailed"
NEXT_WAY = frozenset({Remedy.TEMPLATE, Remedy.FALLBACK})


Find = Callable[[Sequence[str]], Sequence[tuple[str, str]]]


def record_delivery(
    report: DeliveryReport, outbox: Outbox, suppressions: Suppressions | None = None, find: Find | None = None
) -> str:
    """Record one report; what became of it: `recorded`, `known` or `not ours`.

    `find` gives aggregate and key of the notifications that had these ids at the provider, for reports that bear no
    reference of ours.

    Addresses that it closes are written down first: were the state written and they not, nobody would try again.
    """
    if report.suppress and suppressions is not None:
        suppressions.add(report.suppress)
    aggregate, _, key = report.reference.partition("|")
    if not key and find is not None and report.provider_id:
        aggregate, key = next(iter(find([report.provider_id])), ("", ""))
    if not key:
        return "not ours"  # every message of ours carries its reference; this one was sent by somebody else
    failed = report.state is DeliveryState.FAILED
    recorded = outbox.advance(
        aggregate, key, report.state, report.at, provider_id=report.provider_id, code=report.code,
        reason=report.remedy, side_event=_next_way(report, aggregate, key) if failed else None,
    )  # fmt: skip
    return "recorded" if recorded else "known"


def _next_way(report: DeliveryReport, aggregate: str, key: str) -> Event | None:
    """The event that has the telling go on by the next way, where there may be one."""
    if report.remedy not in NEXT_WAY or aggregate.startswith("P#"):
        return None  # a code goes to the address that it proves, and to no other
    data = {"notification": key, "code": report.code, "remedy": report.remedy}
    return Event(aggregate, 0, DELIVERY_FAILED, report.at, str(system(report.channel)), data, key=f"failed#{key}")
