"""Told once, forward only, within the cap; counted once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from nabiz.domain.errors import NotFound, RateLimited, StorageConflict
from nabiz.domain.events import Event
from nabiz.domain.messages import DeliveryState, Place
from nabiz.domain.pictures import Copies, Scan
from nabiz.domain.timeline import Media, MediaState
from nabiz.ports import Count, RateCap
from tests.contract.conftest import House
from tests.support.things import NOON, a_notification

LEASE = timedelta(minutes=2)
DAY = date(2026, 11, 24)


def claim(house: House, *caps: RateCap, **about: object) -> object:
    return house.outbox.claim(a_notification(**about), caps=caps, lease=LEASE)  # type: ignore[arg-type]


def advance(house: House, state: DeliveryState, **more: object) -> bool:
    return house.outbox.advance("T#1", a_notification().key, state, NOON, **more)  # type: ignore[arg-type]


def test_the_first_claim_may_send(house: House) -> None:
    assert claim(house) is None


def test_the_same_attempt_may_claim_again_for_its_answer_may_have_been_lost(house: House) -> None:
    mine = a_notification()
    house.outbox.claim(mine, caps=(), lease=LEASE)

    assert house.outbox.claim(mine, caps=(), lease=LEASE) is None


def test_nobody_else_sends_while_a_claim_lasts(house: House) -> None:
    claim(house)

    with pytest.raises(StorageConflict):
        claim(house, at=NOON + timedelta(minutes=1))


def test_a_claim_of_a_run_that_died_is_taken_over(house: House) -> None:
    claim(house)

    assert claim(house, at=NOON + timedelta(minutes=3)) is None


def test_a_claim_that_was_given_back_need_not_wait(house: House) -> None:
    mine = a_notification()
    house.outbox.claim(mine, caps=(), lease=LEASE)
    house.outbox.release(mine, NOON)

    assert claim(house, at=NOON + timedelta(seconds=5)) is None


def test_what_was_sent_is_shown_to_who_comes_later(house: House) -> None:
    claim(house)
    advance(house, DeliveryState.SENT, provider_id="wamid.1")

    standing = claim(house)

    assert (standing.state, standing.provider_id) == (DeliveryState.SENT, "wamid.1")  # type: ignore[attr-defined]


def test_a_full_cap_holds_it_and_says_so(house: House) -> None:
    cap = RateCap("c1", "2026-11-24T12", 1, NOON + timedelta(hours=1))
    claim(house, cap, key="000001#a#citizen")

    with pytest.raises(RateLimited):
        claim(house, cap, key="000002#b#citizen")

    held = claim(house, key="000002#b#citizen")
    assert held.state is DeliveryState.HELD  # type: ignore[attr-defined]


def test_state_moves_forward_only(house: House) -> None:
    claim(house)

    assert advance(house, DeliveryState.SENT)
    assert advance(house, DeliveryState.READ)
    assert not advance(house, DeliveryState.DELIVERED)
    assert not advance(house, DeliveryState.READ)


def test_nothing_is_known_of_what_was_never_sent(house: House) -> None:
    assert not advance(house, DeliveryState.SENT)


def test_a_failure_comes_with_its_event_or_not_at_all(house: House) -> None:
    claim(house)
    event = Event("T#1", 0, "DeliveryFailed", NOON, "system:whatsapp", key="failed#1")

    assert advance(house, DeliveryState.FAILED, code="131026", reason="fallback", side_event=event)
    assert not advance(house, DeliveryState.FAILED, side_event=replace(event, key="failed#2"))

    assert house.reader.telling_context("T#1", 0, "failed#1", {}).event.type == "DeliveryFailed"
    with pytest.raises(NotFound):
        house.reader.telling_context("T#1", 0, "failed#2", {})


def test_an_event_is_counted_once_whatever_repeats(house: House) -> None:
    opened = Count("tickets", "all", DAY, "opened")

    assert house.counters.add({"e1": [opened], "e2": [opened]}) == 2
    assert house.counters.add({"e2": [opened], "e3": [opened, Count("tickets", "all", DAY, "closed")]}) == 1

    assert house.counters.read("tickets", "all", DAY, DAY) == {DAY: {"opened": 3, "closed": 1}}


def test_many_events_at_once_are_all_counted(house: House) -> None:
    many = {f"e{number}": [Count("tickets", "all", DAY, "opened")] for number in range(150)}

    assert house.counters.add(many) == 150
    assert house.counters.read("tickets", "all", DAY, DAY) == {DAY: {"opened": 150}}


def test_figures_are_read_for_the_days_and_the_dimension_that_are_asked_for(house: House) -> None:
    for shift in (-1, 0, 1):
        day = DAY + timedelta(days=shift)
        counts = [Count("tickets", "all", day, "opened"), Count("tickets", "channel:web", day, "opened")]
        house.counters.add({f"e{shift}": counts})

    assert house.counters.read("tickets", "all", DAY, DAY + timedelta(days=1)) == {
        DAY: {"opened": 1}, DAY + timedelta(days=1): {"opened": 1},
    }  # fmt: skip
    assert not house.counters.read("tickets", "channel:sms", DAY, DAY)


def test_a_file_is_stored_once(house: House) -> None:
    file = Media("T#1", "f1", "m1", "whatsapp", "media-1", "image", "image/jpeg")
    work = house.new_work()
    work.add(file)
    work.commit()

    assert house.media.update_media(replace(file, state=MediaState.STORED, key="media/1", size=3))
    assert not house.media.update_media(replace(file, state=MediaState.MISSING, reason="late"))

    assert house.reader.media("T#1", "f1").state is MediaState.STORED


def test_what_is_known_of_a_file_is_written_apart_from_its_fetching(house: House) -> None:
    file = Media("T#1", "f1", "m1", "whatsapp", "media-1", "image", "image/jpeg")
    stored = replace(file, state=MediaState.STORED, key="media/1", size=3, sha256="ab")
    work = house.new_work()
    work.add(file)
    work.commit()

    assert house.copies.note_scan(file, Scan.CLEAN)
    assert house.media.update_media(stored)
    assert house.copies.note_scan(file, Scan.INFECTED)
    assert not house.copies.note_scan(file, Scan.CLEAN)
    assert not house.copies.note_copies(replace(stored, sha256="cd"), Copies("shown/2"), ())
    assert house.copies.note_copies(stored, Copies("shown/1", "image/jpeg", "shown/s", Place("1.0", "2.0")), ("42",))

    assert house.reader.media("T#1", "f1") == replace(
        stored, verdict="infected", copy="shown/1", copy_type="image/jpeg", thumbnail="shown/s",
        place=Place("1.0", "2.0"), also_on=("42",),
    )  # fmt: skip


def test_a_missing_file_is_announced_again_and_no_other(house: House) -> None:
    file = Media("T#1", "f1", "m1", "whatsapp", "media-1", "image", "image/jpeg")
    assert not house.copies.announce_again(file)
    work = house.new_work()
    work.add(file)
    work.commit()
    assert not house.copies.announce_again(file)

    house.media.update_media(replace(file, state=MediaState.MISSING, reason="gone"))

    assert house.copies.announce_again(file)
    assert house.reader.media("T#1", "f1") == file


def test_the_same_bytes_name_the_other_tickets(house: House) -> None:
    assert house.copies.note_same("ab", "1") == ()
    assert house.copies.note_same("ab", "2") == ("1",)
    assert house.copies.note_same("ab", "2") == ("1",)
    assert house.copies.note_same("cd", "3") == ()
