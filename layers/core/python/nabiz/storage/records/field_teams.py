"""Records of field teams."""

from __future__ import annotations

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from nabiz.storage.records.base import MomentAttribute, Record, StructAttribute


class RouteOrderRecord(Record, discriminator="route_order"):
    """The order in which somebody told a team to go.

    pk  TEAM#{code}
    sk  ROUTE
    """

    numbers = StructAttribute[tuple[str, ...]](tuple[str, ...])
    version = NumberAttribute()
    by = UnicodeAttribute()
    at = MomentAttribute()
