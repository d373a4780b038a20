"""A sample day of three telephone systems through the running city: its figures equal a count over the raw records."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from nabiz_tools.client import wait_until
from nabiz_tools.standins.telephony import TelephoneSystems
from nabiz_tools.standins.telephony_day import contact_event, plan_day, posts
from tests.support.town import ARRIVAL_SECONDS, Town
from tests.unit.telephony.test_day_of_calls import count_by_hand

CALLS, THRESHOLDS = 240, (0, 5, 10, 60, 300)


def test_a_day_of_calls_is_counted_as_by_hand(town: Town, figure: Callable[[str], None]) -> None:
    day = (datetime.now(UTC) - timedelta(days=2)).date()
    raw = posts(plan_day(day, CALLS, 11), 11)
    by_hand, systems = count_by_hand(raw), TelephoneSystems(town.api.stack)
    asked = {"from": str(day), "to": str(day), "within": ",".join(map(str, THRESHOLDS)), "by": "hour"}

    for provider, body in raw:
        systems.post(provider, body).expect(200)

    def whole() -> Any:
        report = town.figures("calls", **asked)
        seconds = report["talk"] + report["hold"] + report["after_work"]
        return report if (report["handled"], seconds) == (len(by_hand.handling), sum(by_hand.handling)) else None

    report = wait_until(whole, ARRIVAL_SECONDS, "a day of calls in the figures", every=2)
    assert report["within"] == {str(limit): sum(wait <= limit for wait in by_hand.answered) for limit in THRESHOLDS}
    assert (report["answered"], report["abandoned"]) == (len(by_hand.answered), len(by_hand.abandoned))
    assert not town.dead_letters()
    figure(f"calls: {CALLS} in {len(raw)} posts, answered within 5 s {report['within']['5']} of {report['offered']}")


def test_a_contact_event_of_connect_reaches_the_operators_screen(town: Town) -> None:
    operator = town.api.stack.users["operator"]["username"]
    systems = TelephoneSystems(town.api.stack)
    contact = f"e2e-{datetime.now(UTC).timestamp()}"

    systems.contact_event(contact_event(operator, "+905559998822", contact, "connected"))
    shown = wait_until(
        lambda: town.api.call("GET", "/calls/current", role="operator").expect(200).json["call"] is not None,
        ARRIVAL_SECONDS, "a call on the operator's screen",
    )  # fmt: skip
    systems.contact_event(contact_event(operator, "+905559998822", contact, "ended"))

    assert shown
    wait_until(
        lambda: town.api.call("GET", "/calls/current", role="operator").expect(200).json["call"] is None,
        ARRIVAL_SECONDS, "an empty screen",
    )  # fmt: skip
