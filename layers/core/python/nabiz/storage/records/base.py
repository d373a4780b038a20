"""The one table: its keys, its indexes, and the attributes that hold more than text."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module
from types import GenericAlias
from typing import Any, Generic, TypeVar

import botocore.session
import msgspec
from pynamodb.attributes import Attribute, DiscriminatorAttribute, TTLAttribute, UnicodeAttribute
from pynamodb.constants import STRING
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, IncludeProjection
from pynamodb.models import Model

V = TypeVar("V")


class Shape:
    """A class of the domain, loaded when a value of it is first read: not every function reads every record.

    Args:
        path: module and name within `nabiz`.
        many: the attribute holds a tuple of them.
    """

    def __init__(self, path: str, *, many: bool = False) -> None:
        self._path, self._many = path, many

    def load(self) -> Any:
        """The class, or the type of a tuple of it."""
        module, _, name = self._path.rpartition(".")
        found: Any = getattr(import_module(f"nabiz.{module}"), name)
        return GenericAlias(tuple, (found, ...)) if self._many else found


class StructAttribute(Attribute[V], Generic[V]):
    """A dataclass, list or mapping as JSON text: one attribute, readable in the console."""

    attr_type = STRING

    def __init__(self, shape: Any, **options: Any) -> None:
        super().__init__(**options)
        self._shape = shape

    def serialize(self, value: V) -> str:
        """JSON of the value."""
        return msgspec.json.encode(value).decode()

    def deserialize(self, value: str) -> V:
        """The value again, checked against its shape."""
        if isinstance(self._shape, Shape):
            self._shape = self._shape.load()
        return msgspec.json.decode(value, type=self._shape)  # type: ignore[no-any-return]


class MomentAttribute(Attribute[datetime]):
    """A moment with its time zone, as ISO 8601 text."""

    attr_type = STRING

    def serialize(self, value: datetime) -> str:
        """Refuses a naive moment: it would mean different things on different machines."""
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        return value.isoformat()

    def deserialize(self, value: str) -> datetime:
        """The moment in the zone in which it was written."""
        return datetime.fromisoformat(value)


class QueueIndex(GlobalSecondaryIndex["Record"]):
    """`queue`: the tickets of one department, open ones soonest first."""

    class Meta:
        index_name = "queue"
        projection = AllProjection()

    queue_pk = UnicodeAttribute(hash_key=True)
    queue_sk = UnicodeAttribute(range_key=True)


class PoolIndex(GlobalSecondaryIndex["Record"]):
    """`pool`: the tickets of all departments, open ones soonest first."""

    class Meta:
        index_name = "pool"
        projection = AllProjection()

    pool_pk = UnicodeAttribute(hash_key=True)
    pool_sk = UnicodeAttribute(range_key=True)


class PersonIndex(GlobalSecondaryIndex["Record"]):
    """`person`: the tickets of one citizen."""

    class Meta:
        index_name = "person"
        projection = AllProjection()

    person_pk = UnicodeAttribute(hash_key=True)
    person_sk = UnicodeAttribute(range_key=True)


class ClockIndex(GlobalSecondaryIndex["Record"]):
    """`clock`: running timers by the hour in which they are due; an item is in it only while its timer runs.

    Beside the keys it holds `type`, without which PynamoDB's query drops every item.
    """

    class Meta:
        index_name = "clock"
        projection = IncludeProjection(["type"])

    clock_pk = UnicodeAttribute(hash_key=True)
    clock_sk = UnicodeAttribute(range_key=True)


class MineIndex(GlobalSecondaryIndex["Record"]):
    """`mine`: the open tickets of one of the staff; an item is in it only while somebody's name stands on it.

    Keys alone: most changes of a ticket leave them as they are, and cost this index nothing.
    """

    class Meta:
        index_name = "mine"
        projection = IncludeProjection(["type"])

    mine_pk = UnicodeAttribute(hash_key=True)
    mine_sk = UnicodeAttribute(range_key=True)


class Record(Model):
    """Anything in the table. `type` says what; `expires_at` lets DynamoDB remove it by itself."""

    class Meta:
        table_name = "set-by-open-table"
        # boto's own names for endpoint, region and retries hold for PynamoDB too.
        region = None
        host = None
        connect_timeout_seconds = 3
        read_timeout_seconds = 10

    queue_index = QueueIndex()
    pool_index = PoolIndex()
    person_index = PersonIndex()
    clock_index = ClockIndex()
    mine_index = MineIndex()

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    type = DiscriminatorAttribute()
    expires_at = TTLAttribute(null=True)


def open_table(name: str, session: botocore.session.Session) -> None:
    """Point every record at a table, through the process's one session: a second one would cost a cold start 60 ms."""
    Record.Meta.table_name = name
    Record._connection = None
    connection = Record._get_connection().connection
    connection._local.session = session
