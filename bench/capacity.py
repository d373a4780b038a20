"""DynamoDB's capacity units, computed from item sizes: stand-ins for AWS report them wrongly, AWS's rules are public.

Sources: Amazon DynamoDB Developer Guide, "DynamoDB read and write operations" and "Item sizes and formats". Asking for
an item that is not there costs the least unit. Index entries are counted once for a transaction, the items twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import Any

Item = Mapping[str, Mapping[str, Any]]
READ_UNIT, WRITE_UNIT = 4096, 1024  # bytes
INDEXES = {"queue": None, "pool": None, "person": None, "clock": ("type",)}  # what beside keys; None: everything


def item_size(item: Item) -> int:
    """Bytes of an item: names and values."""
    return sum(len(name.encode()) + _size(value) for name, value in item.items())


def _size(value: Mapping[str, Any]) -> int:
    ((kind, held),) = value.items()
    match kind:
        case "S":
            return len(held.encode())
        case "N":
            digits = len(held.strip("-").replace(".", "").strip("0"))
            return ceil(digits / 2) + 1 + held.startswith("-")
        case "SS":
            return sum(len(text.encode()) for text in held)
        case "B":
            return len(held)
        case "L":
            return 3 + sum(1 + _size(part) for part in held)
        case "M":
            return 3 + sum(1 + len(name.encode()) + _size(part) for name, part in held.items())
    return 1  # BOOL, NULL


def read_units(size: int, *, consistent: bool) -> float:
    """Units of reading so many bytes: of one item, or of all that a Query read."""
    return max(1, ceil(size / READ_UNIT)) * (1 if consistent else 0.5)


def write_units(old: Item | None, new: Item | None, *, transaction: bool) -> int:
    """Units of a write to the table itself: the larger of the two images counts."""
    size = max(item_size(image) for image in (old, new) if image is not None)
    return ceil(size / WRITE_UNIT) * (2 if transaction else 1)


def index_units(old: Item | None, new: Item | None) -> int:
    """Units of what follows from a write in the indexes: nothing where an entry stays the same, two where it moves."""
    return sum(_index_units(name, old, new) for name in INDEXES)


def _index_units(index: str, old: Item | None, new: Item | None) -> int:
    before, after = _entry(index, old), _entry(index, new)
    if before == after:
        return 0
    keys = (f"{index}_pk", f"{index}_sk")
    if before and after and all(before[key] == after[key] for key in keys):
        return ceil(max(item_size(before), item_size(after)) / WRITE_UNIT)
    return sum(ceil(item_size(entry) / WRITE_UNIT) for entry in (before, after) if entry)


def _entry(index: str, item: Item | None) -> Item | None:
    if item is None or f"{index}_pk" not in item:
        return None
    more = INDEXES[index]
    if more is None:
        return item
    return {name: item[name] for name in ("pk", "sk", f"{index}_pk", f"{index}_sk", *more)}
