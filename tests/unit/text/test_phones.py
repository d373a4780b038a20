"""Phone numbers as people write them."""

from __future__ import annotations

import pytest

from nabiz.domain.messages import Identifier
from nabiz.text.phones import normalise_phone


@pytest.mark.parametrize(
    "written",
    ["0532 111 22 33", "5321112233", "905321112233", "00905321112233", "+905321112233", "+90 (532) 111-22-33",
     "0.532.111.22.33", " 0532 1112233 "],
)  # fmt: skip
def test_every_spelling_is_one_number(written: str) -> None:
    assert normalise_phone(written) == Identifier("phone", "+905321112233")


@pytest.mark.parametrize(
    ("written", "number"),
    [("0312 444 12 34", "+903124441234"), ("444 40 35", "+904444035"), ("+49 30 901820", "+4930901820")],
)
def test_landlines_service_numbers_and_foreign_ones(written: str, number: str) -> None:
    assert normalise_phone(written) == Identifier("phone", number)


@pytest.mark.parametrize("written", ["", "153", "185", "112", "0532", "on iki", "0532 111 22 33 dahili 5", "1" * 50])
def test_what_cannot_be_called_is_no_phone(written: str) -> None:
    assert normalise_phone(written) is None
