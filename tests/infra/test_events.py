"""The rule that has people told knows every event of which somebody is told, and no other."""

from __future__ import annotations

from nabiz.domain.stages import TOLD
from nabiz.services.record_delivery import DELIVERY_FAILED
from tests.infra.stack import Stack


def test_every_event_that_somebody_is_told_about_reaches_the_outbound_queue(stack: Stack) -> None:
    rule = stack.resources["OutboundEvents"]["Properties"]["EventPattern"]

    assert set(rule["detail-type"]) == {*TOLD, DELIVERY_FAILED}
