"""An address that is closed stays closed, however it is written; the others stay open."""

from __future__ import annotations

from nabiz.domain.messages import Suppression
from tests.contract.conftest import House
from tests.support.things import NOON

GONE = Suppression("zeynep@posta.example", "bounce", "Permanent/General", "f-1", NOON)


def test_only_closed_addresses_are_named(house: House) -> None:
    house.suppressions.add([GONE])

    assert house.suppressions.among(["zeynep@posta.example", "ali@posta.example"]) == {"zeynep@posta.example"}


def test_capitals_make_no_other_address(house: House) -> None:
    house.suppressions.add([GONE])

    assert house.suppressions.among(["Zeynep@Posta.example"]) == {"Zeynep@Posta.example"}


def test_closing_it_again_changes_nothing(house: House) -> None:
    house.suppressions.add([GONE])
    house.suppressions.add([GONE])

    assert house.suppressions.among([GONE.address]) == {GONE.address}


def test_nothing_is_closed_at_first(house: House) -> None:
    assert house.suppressions.among([GONE.address]) == frozenset()
