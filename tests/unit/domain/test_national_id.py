"""T.C. identity numbers: which are ones, and how little of them is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nabiz.domain.errors import InvalidInput
from nabiz.domain.national_id import fingerprint, masked, partly_shown, read_national_id


def made(nine: int) -> str:
    """A number that is one, from its first nine digits."""
    digits = [int(one) for one in str(nine)]
    digits.append((7 * sum(digits[0::2]) - sum(digits[1::2])) % 10)
    return "".join(map(str, [*digits, sum(digits) % 10]))


@pytest.mark.parametrize("written", ["10000000146", " 100 000 001 46 "])
def test_a_number_is_read_as_people_write_it(written: str) -> None:
    assert read_national_id(written) == "10000000146"


@pytest.mark.parametrize(
    "written",
    ["", "1000000014", "100000001460", "00000000146", "10000000147", "10000000156", "1000000014x", "١٠٠٠٠٠٠٠١٤٦"],
)
def test_what_is_none_is_refused_without_being_repeated(written: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_national_id(written)
    assert not written or written not in refused.value.message


@given(st.integers(100_000_000, 999_999_999), st.integers(0, 10), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(nine: int, place: int, more: int) -> None:
    number = made(nine)
    assert read_national_id(number) == number
    wrong = number[:place] + str((int(number[place]) + more) % 10) + number[place + 1 :]

    with pytest.raises(InvalidInput):
        read_national_id(wrong)


def test_nobody_sees_all_of_it() -> None:
    assert masked("46") == "*********46"
    assert partly_shown("10000000146") == "100******46"


def test_it_is_found_by_a_keyed_hash() -> None:
    assert fingerprint("key", "10000000146") == fingerprint("key", "10000000146") != fingerprint("other", "10000000146")
