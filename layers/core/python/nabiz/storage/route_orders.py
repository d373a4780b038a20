"""The order of each team's way in the table."""

from __future__ import annotations

from pynamodb.exceptions import PutError
from pynamodb.expressions.condition import Condition

from nabiz.domain.errors import StaleVersion
from nabiz.ports.field_teams import RouteOrder
from nabiz.storage.records import RouteOrderRecord

ROUTE = "ROUTE"
_REFUSED = "ConditionalCheckFailedException"


class TableRouteOrders:
    """`nabiz.ports.field_teams.RouteOrders` on the table."""

    def of(self, team: str) -> RouteOrder:
        """See the port: one strongly consistent GetItem."""
        try:
            found = RouteOrderRecord.get(_partition(team), ROUTE, consistent_read=True)
        except RouteOrderRecord.DoesNotExist:
            return RouteOrder(team)
        return RouteOrder(team, found.numbers, int(found.version), found.by, found.at)

    def keep(self, order: RouteOrder) -> None:
        """See the port: one conditional PutItem; a repetition by the SDK finds its own write."""
        record = RouteOrderRecord(_partition(order.team), ROUTE, numbers=order.numbers, version=order.version,
                                  by=order.by, at=order.at)  # fmt: skip
        before: Condition = RouteOrderRecord.version == order.version - 1
        if order.version == 1:
            before = RouteOrderRecord.pk.does_not_exist()
        try:
            record.save(condition=before)
        except PutError as error:
            if error.cause_response_code != _REFUSED:
                raise
            standing = self.of(order.team)
            if standing == order:
                return
            raise StaleVersion(
                f"The order was changed by {standing.by}; read it again and decide anew.", changed_by=standing.by,
                changed_at=standing.at.isoformat() if standing.at else "", version=standing.version,
            ) from error  # fmt: skip


def _partition(team: str) -> str:
    return f"TEAM#{team}"
