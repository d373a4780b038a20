"""Records become one person and are taken apart again, and nothing is left of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from nabiz.domain import tokens
from nabiz.domain.citizen import Citizen, Part
from nabiz.domain.errors import IllegalMove, InvalidInput
from nabiz.domain.identity import MOST_PARTS, Person, Proof, merge, split, under_of
from nabiz.domain.messages import Identifier
from nabiz.domain.preferences import Preferences, Purpose, Refusal

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
PHONE, EMAIL = Identifier("phone", "+905321112233"), Identifier("email", "zeynep@x.example")
NO_SURVEYS = Preferences(refused=(Refusal(Purpose.SURVEY),))


def a_citizen(id: str, *identifiers: Identifier, wishes: Preferences | None = None) -> Citizen:
    return Citizen(id, NOW, identifiers=identifiers, preferences=wishes or Preferences())


def put(head: Citizen, part: Citizen, *brought: Citizen) -> bool:
    return merge(head, part, brought, "user:ayse", Proof.CHECKED, "Kimliğini gösterdi", NOW)


def apart(head: Citizen, part: Citizen, *brought: Citizen, undoing: int | None = -1) -> None:
    last = None if undoing is None else [act for act in part.acts if act.act == "merged"][undoing]
    split(head, part, brought, last, "user:ayse", "Adaşıymış", NOW)


def test_one_stands_for_both_and_has_the_addresses_of_both() -> None:
    one, other = a_citizen("one", PHONE), a_citizen("other", EMAIL)

    assert put(one, other)

    assert (one.parts, other.merged_into) == ((Part("other"),), "one")
    assert Person(one, (other,)).as_one().identifiers == (PHONE, EMAIL)
    assert Person(one, (other,)).as_one("other").identifiers == (EMAIL, PHONE)


def test_what_either_refused_is_refused() -> None:
    one, other = a_citizen("one", wishes=Preferences("sms")), a_citizen("other", wishes=NO_SURVEYS)

    put(one, other)

    assert one.preferences == Preferences("sms", NO_SURVEYS.refused)


def test_merging_again_changes_nothing() -> None:
    one = a_citizen("one")

    assert not put(one, one)
    assert not one.changed


def test_splitting_undoes_it_down_to_the_wishes() -> None:
    one, other = a_citizen("one", wishes=Preferences("sms")), a_citizen("other", wishes=NO_SURVEYS)
    put(one, other)

    apart(one, other)

    assert (one.parts, other.merged_into) == ((), "")
    assert (one.preferences, other.preferences) == (Preferences("sms"), NO_SURVEYS)
    assert [act.act for act in one.acts] == [act.act for act in other.acts] == ["merged", "split"]


def test_what_was_wished_since_holds_for_both() -> None:
    one, other = a_citizen("one"), a_citizen("other")
    put(one, other)
    one.preferences = NO_SURVEYS

    apart(one, other)

    assert (one.preferences, other.preferences) == (NO_SURVEYS, NO_SURVEYS)


def test_a_part_leaves_with_what_it_brought_and_stands_for_it_again() -> None:
    one, two, three, four = (a_citizen(name) for name in ("one", "two", "three", "four"))
    put(three, four)
    put(two, three, four)
    put(one, two, three, four)
    assert {part.id for part in one.parts} == {"two", "three", "four"}
    assert {record.merged_into for record in (two, three, four)} == {"one"}

    assert under_of(one, "two") == ("three", "four")
    apart(one, two, three, four)

    assert (one.parts, two.parts) == ((), (Part("three"), Part("four", "three")))
    assert (two.merged_into, three.merged_into, four.merged_into) == ("", "two", "two")


def test_a_part_in_the_middle_leaves_the_others_where_they_are() -> None:
    one, two, three = (a_citizen(name) for name in ("one", "two", "three"))
    put(one, two)
    put(one, three)

    apart(one, two)

    assert (one.parts, three.merged_into) == ((Part("three"),), "one")


def test_a_stranger_cannot_be_split_off() -> None:
    with pytest.raises(IllegalMove):
        apart(a_citizen("one"), a_citizen("other"), undoing=None)


def test_a_person_has_only_so_many_records() -> None:
    one = a_citizen("one")
    for number in range(MOST_PARTS):
        put(one, a_citizen(f"part-{number}"))

    with pytest.raises(InvalidInput):
        put(one, a_citizen("too many"))


def test_a_code_belongs_to_its_link_and_to_the_key_of_the_house() -> None:
    codes = {tokens.link_code("key", f"link-{number}") for number in range(50)} | {tokens.link_code("other", "link-0")}

    assert len(codes) == 51
    assert all(len(code) == 6 and code.isdigit() for code in codes)
