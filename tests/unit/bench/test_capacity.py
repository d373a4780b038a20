"""Capacity units by AWS's own rules."""

from __future__ import annotations

import pytest

from bench.capacity import index_units, item_size, read_units, write_units


def item(size: int, **keys: str) -> dict[str, dict[str, str]]:
    """An item of so many bytes."""
    small = {name: {"S": value} for name, value in {"pk": "T#1", "sk": "A", "type": "ticket", **keys}.items()}
    return small | {"text": {"S": "x" * (size - item_size(small) - len("text"))}}


@pytest.mark.parametrize(
    ("value", "bytes_"),
    [
        ({"S": "çöp"}, 5),
        ({"N": "1234"}, 3),
        ({"N": "-1234"}, 4),
        ({"N": "100"}, 2),
        ({"BOOL": True}, 1),
        ({"SS": ["ab", "cde"]}, 5),
        ({"L": [{"S": "a"}]}, 5),
    ],
)
def test_a_value_has_its_size_and_its_name(value: dict[str, object], bytes_: int) -> None:
    assert item_size({"name": value}) == 4 + bytes_


@pytest.mark.parametrize(("size", "units"), [(0, 1), (4096, 1), (4097, 2), (40_960, 10)])
def test_reading_counts_by_four_kilobytes_and_half_where_it_may_be_old(size: int, units: int) -> None:
    assert read_units(size, consistent=True) == units
    assert read_units(size, consistent=False) == units / 2


def test_a_write_counts_the_larger_image_and_twice_in_a_transaction() -> None:
    old, new = item(3000), item(900)

    assert write_units(old, new, transaction=False) == 3
    assert write_units(None, new, transaction=False) == 1
    assert write_units(old, new, transaction=True) == 6


def test_an_index_entry_that_moves_is_taken_away_and_put_again() -> None:
    old = item(1500, queue_pk="D#vet#open", queue_sk="1")
    moved = item(1500, queue_pk="D#vet#done", queue_sk="1")

    assert index_units(None, old) == 2
    assert index_units(old, moved) == 4


def test_an_index_that_holds_keys_only_ignores_what_else_changed() -> None:
    old = item(1500, clock_pk="C#1", clock_sk="1")
    changed = item(2500, clock_pk="C#1", clock_sk="1")

    assert index_units(old, changed) == 0
    assert index_units(old, item(1500)) == 1
