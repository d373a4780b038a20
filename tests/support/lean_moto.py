"""moto without the work that nobody sees: copies of what never changes, guesses at names that are known.

Each patch keeps what moto answers and spares processor time only. moto copies the whole table for each transaction and
sorts it for each query; here a transaction copies the items that it names, and a query looks through its own partition.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from copy import copy, deepcopy
from dataclasses import dataclass
from typing import Any
from unittest import mock

from moto.core.serialize import ResponseSerializer
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType, Item, LimitedSizeDict
from moto.dynamodb.models.table import StreamRecord, Table

_SHARED = frozenset({"S", "N", "BOOL", "NULL"})  # DynamoDB's types of a single value
_CAST = DynamoType.cast_value.fget
_PICK = ResponseSerializer.get_value
_QUERY, _ALL_ITEMS, _TRANSACT = Table.query, Table.all_items, DynamoDBBackend.transact_write_items


@dataclass
class _Named:
    """What a transaction names, and the table as it was before."""

    keys: list[tuple[DynamoType, DynamoType]]
    before: Table | None = None


_named: ContextVar[_Named | None] = ContextVar("named by the transaction", default=None)
_narrowed: ContextVar[list[Item] | None] = ContextVar("items that the query can find", default=None)


@contextmanager
def lean_moto() -> Iterator[None]:
    """moto, leaner, within the context."""
    with ExitStack() as stack:
        for patch in (
            mock.patch.object(StreamRecord, "__deepcopy__", lambda record, memo: record, create=True),
            mock.patch.object(Item, "__deepcopy__", _copy_item),
            mock.patch.object(Table, "__deepcopy__", _copy_table, create=True),
            mock.patch.object(Table, "query", _query),
            mock.patch.object(Table, "all_items", _all_items),
            mock.patch.object(DynamoDBBackend, "transact_write_items", _transact),
            mock.patch.object(DynamoType, "cast_value", property(_cast)),
            mock.patch.object(ResponseSerializer, "get_value", _pick),
        ):
            stack.enter_context(patch)
        yield


def _transact(backend: DynamoDBBackend, items: list[dict[str, Any]]) -> None:
    """A transaction changes the items that it names, and no other."""
    operations = [next(iter(item.values())) for item in items]
    table = backend.tables[operations[0]["TableName"]]
    names = (table.hash_key_attr, str(table.range_key_attr))
    given = [operation.get("Key") or operation["Item"] for operation in operations]
    token = _named.set(_Named([(DynamoType(key[names[0]]), DynamoType(key[names[1]])) for key in given]))
    try:
        _TRANSACT(backend, items)
    finally:
        _named.reset(token)


def _copy_table(table: Table, memo: dict[int, Any]) -> Table:
    """A transaction copies the table to take itself back; what it may change are its items and the stream.

    moto asks for a copy for each item before it changes the first: one will do.
    """
    named = _named.get()
    assert named is not None, "only transactions copy a table"
    if named.before is None:
        named.before = _copy_named(table, named, memo)
    return named.before


def _copy_named(table: Table, named: _Named, memo: dict[int, Any]) -> Table:
    copied = copy(table)
    copied.items = defaultdict(dict)
    copied.items.update(table.items)
    for partition, key in named.keys:
        if partition in table.items:
            items = dict(copied.items[partition])
            if key in items:
                items[key] = _copy_item(items[key], memo)
            copied.items[partition] = items
    if table.stream_shard:
        copied.stream_shard = copy(table.stream_shard)
        copied.stream_shard.table = copied
        copied.stream_shard.items = list(table.stream_shard.items)
    return copied


def _query(table: Table, hash_key: DynamoType | None, *args: Any, **more: Any) -> Any:
    """moto looks at every item of the table; those of another key are no answer."""
    conditions = more.get("hash_key_conditions")
    if conditions:
        name, wanted = conditions[0]
        found = [item for item in _every(table) if (value := item.attrs.get(name)) and value.value == wanted.value]
    else:
        found = list(table.items[hash_key].values()) if hash_key in table.items else []
    token = _narrowed.set(found)
    try:
        return _QUERY(table, hash_key, *args, **more)
    finally:
        _narrowed.reset(token)


def _all_items(table: Table) -> list[Item]:
    narrowed = _narrowed.get()
    return _ALL_ITEMS(table) if narrowed is None else narrowed


def _every(table: Table) -> Iterator[Item]:
    for items in table.items.values():
        yield from items.values()


def _copy_item(item: Item, memo: dict[int, Any]) -> Item:
    """moto replaces texts and numbers of an item but never changes them, so copies may share them; sets it changes."""
    copied: Item = object.__new__(Item)
    copied.hash_key, copied.range_key = item.hash_key, item.range_key
    copied.attrs = LimitedSizeDict.__new__(LimitedSizeDict)
    shared = {name: value if value.type in _SHARED else deepcopy(value, memo) for name, value in item.attrs.items()}
    dict.update(copied.attrs, shared)
    return copied


def _cast(value: DynamoType) -> Any:
    """Most values are texts, and a text is itself."""
    return value.value if value.type == "S" else _CAST(value)


def _pick(serializer: Any, value: Any, key: str, shape: Any) -> Any:
    """DynamoDB's answers are made with the names that the model gives them: no other spelling need be tried."""
    if type(value) is dict and serializer.operation_model.service_model.service_name == "dynamodb":
        return value.get(key)
    return _PICK(serializer, value, key, shape)
