"""What a file says of its position, which results of scans count, and when a file may be opened."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nabiz.domain.files import media_key, read_media_key, sniff
from nabiz.domain.messages import Place
from nabiz.domain.pictures import Scan, closed_because, outweighed, read_gps, read_iso_6709
from nabiz.domain.timeline import Media, MediaState

FILE = Media("T#1", "f1", "m1", "whatsapp", "media-1", "image", "image/jpeg", state=MediaState.STORED)
NUMBERS = st.floats() | st.integers() | st.fractions() | st.none() | st.text(max_size=3)
TRIPLES = st.tuples(NUMBERS, NUMBERS, NUMBERS)
ANYTHING = st.sampled_from(["N", "S", b"E\0", "w"]) | TRIPLES | st.lists(NUMBERS, max_size=3) | NUMBERS


def test_degrees_minutes_and_seconds_are_a_position() -> None:
    gps = {1: "N", 2: (Fraction(38), Fraction(25), Fraction(2544, 100)), 3: "E", 4: (27.0, 8.0, 34.17)}

    assert read_gps(gps) == Place("38.423733", "27.142825")


def test_south_and_west_are_below_zero() -> None:
    assert read_gps({1: b"S\0", 2: (33, 30, 0), 3: "w", 4: (70, 0, 0)}) == Place("-33.500000", "-70.000000")


@pytest.mark.parametrize(
    "gps",
    [
        {}, {1: "N", 2: (38, 25, 25)}, {1: "N", 2: (0, 0, 0), 3: "E", 4: (0, 0, 0)},
        {1: "N", 2: (91, 0, 0), 3: "E", 4: (27, 0, 0)}, {1: "N", 2: (38, 61, 0), 3: "E", 4: (27, 0, 0)},
        {1: "X", 2: (38, 25, 0), 3: "E", 4: (27, 0, 0)}, {1: "N", 2: (float("nan"), 0, 0), 3: "E", 4: (27, 0, 0)},
        {1: "N", 2: "38,25,0", 3: "E", 4: (27, 0, 0)},
    ],
)  # fmt: skip
def test_what_cannot_be_is_no_position(gps: dict[int, object]) -> None:
    assert read_gps(gps) is None


@given(st.dictionaries(st.integers(0, 6), ANYTHING))
def test_any_directory_is_a_position_on_earth_or_none(gps: dict[int, object]) -> None:
    found = read_gps(gps)

    assert found is None or (abs(float(found.lat)) <= 90 and abs(float(found.lon)) <= 180)


def test_a_videos_position_is_read() -> None:
    assert read_iso_6709("+38.4237+027.1428+005.1/") == Place("38.423700", "27.142800")
    assert read_iso_6709("somewhere") is None


@given(st.text())
def test_any_words_are_a_position_or_none(words: str) -> None:
    read_iso_6709(words)


@given(st.binary(max_size=80))
def test_any_bytes_have_a_type(head: bytes) -> None:
    assert "/" in sniff(head)


def test_where_a_file_lies_says_whose_it_is() -> None:
    assert read_media_key(media_key("T#123456789", "f1")) == ("T#123456789", "f1")
    for key in ("uploads/x", "media/", "media/T/1", "shown/T/1/f1/small.webp"):
        assert read_media_key(key) is None


@pytest.mark.parametrize("order", list(permutations(Scan)))
def test_results_in_any_order_end_the_same(order: tuple[Scan, ...]) -> None:
    standing = order[0]
    for result in order[1:]:
        standing = result if standing in outweighed(result) else standing

    assert standing is Scan.INFECTED


def test_nothing_opens_before_it_was_found_clean() -> None:
    assert closed_because(FILE, scanning=False) == ""
    assert closed_because(FILE, scanning=True) == "scan: pending"
    assert closed_because(replace(FILE, verdict="clean"), scanning=True) == ""
    assert closed_because(replace(FILE, verdict="unsupported"), scanning=True) == "scan: unsupported"


def test_what_was_found_infected_stays_closed_when_scanning_is_switched_off() -> None:
    assert closed_because(replace(FILE, verdict="infected"), scanning=False) == "scan: infected"


def test_a_missing_file_says_why() -> None:
    missing = replace(FILE, state=MediaState.MISSING, reason="provider: 131052")

    assert closed_because(missing, scanning=False) == "provider: 131052"
