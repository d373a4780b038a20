"""People are told once by a way that works; files are fetched once; figures count once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nabiz.domain.errors import SendFailed
from nabiz.domain.messages import Channel, MediaReference, MessageKind, Remedy
from nabiz.domain.timeline import Media, MediaState
from nabiz.services.change_ticket import Reply
from nabiz.services.fetch_media import FetchMedia
from nabiz.services.record_facts import record_facts
from nabiz.services.relay_events import relay_events
from tests.support.providers import JPEG
from tests.unit.services.conftest import DOG, Town


@pytest.fixture
def number(town: Town) -> str:
    return town.receives(DOG).number


def test_an_event_is_told_once(town: Town, number: str) -> None:
    assert set(town.tells(number, 1).values()) == {"sent"}

    town.tells(number, 1)

    assert len(town.whatsapp.sent) == 1
    assert number[:3] in town.whatsapp.sent[0].text


def test_what_one_way_refuses_for_good_goes_by_the_next(town: Town, number: str) -> None:
    town.whatsapp.refuse("131026", Remedy.FALLBACK)

    town.tells(number, 1)

    assert not town.whatsapp.sent
    assert [message.channel for message in town.sms.sent] == [Channel.SMS]
    states = [told.state for told in town.reader.ticket_page(number).notifications]
    assert states == ["failed", "sent"]


def test_what_fails_for_now_is_tried_again_by_the_same_way(town: Town, number: str) -> None:
    town.whatsapp.refuse("131016", Remedy.RETRY)
    with pytest.raises(SendFailed):
        town.tells(number, 1)

    town.now += timedelta(seconds=5)
    town.tells(number, 1)

    assert len(town.whatsapp.sent) == 1
    assert not town.sms.sent


def test_over_the_cap_it_is_held(town: Town, number: str) -> None:
    citizen = town.ticket(number).citizen
    limit = town.configuration.limits.notifications_per_hour
    local = town.now.astimezone(town.configuration.city.timezone)
    town.memory.told[citizen, f"{local:%Y-%m-%dT%H}"] = limit

    assert set(town.tells(number, 1).values()) == {"held"}
    assert not town.whatsapp.sent


def test_what_the_staff_wrote_is_held_back_by_no_cap(town: Town, number: str) -> None:
    limits = town.configuration.limits
    for _ in range(limits.notifications_per_hour + 1):
        town.changes(number, Reply("Ekibimiz yolda"))
        town.tells(number, town.ticket(number).seq)

    assert len(town.whatsapp.sent) == limits.notifications_per_hour + 1


@pytest.fixture
def photo(town: Town) -> Media:
    reference = (MediaReference("media-1", "image/png", "image"),)
    number = town.receives(DOG, kind=MessageKind.MEDIA, media=reference).number
    (file,) = town.reader.ticket_page(number).media
    return file


def fetch(town: Town, file: Media) -> MediaState:
    use_case = FetchMedia(town.reader, town.store, town.store, {"whatsapp": town.whatsapp})
    return use_case(file.aggregate, file.id)


def test_a_file_is_what_its_bytes_say(town: Town, photo: Media) -> None:
    assert fetch(town, photo) is MediaState.STORED

    stored = town.reader.media(photo.aggregate, photo.id)
    assert (stored.mime_type, stored.size) == ("image/jpeg", len(JPEG))
    assert town.store.files[stored.key] == (JPEG, "image/jpeg")


def test_a_file_is_fetched_once(town: Town, photo: Media) -> None:
    fetch(town, photo)
    town.whatsapp.media_failures = 1

    assert fetch(town, photo) is MediaState.STORED
    assert town.whatsapp.media_failures == 1


def test_a_file_that_may_come_later_stays_announced(town: Town, photo: Media) -> None:
    town.whatsapp.media_failures = 1

    with pytest.raises(SendFailed):
        fetch(town, photo)

    assert town.reader.media(photo.aggregate, photo.id).state is MediaState.PENDING
    assert fetch(town, photo) is MediaState.STORED


def test_a_file_over_the_limit_is_missing_with_its_reason(town: Town, photo: Media) -> None:
    town.whatsapp.media["media-1"] = JPEG + bytes(6 * 1024 * 1024)

    assert fetch(town, photo) is MediaState.MISSING
    assert town.reader.media(photo.aggregate, photo.id).reason


def test_a_batch_is_counted_once_and_its_rows_overwrite_themselves(town: Town, number: str) -> None:
    events, zone = town.reader.ticket_page(number).events, town.configuration.city.timezone

    first = record_facts(events, [], "1-2", zone, town.counters, town.facts)
    again = record_facts(events, [], "1-2", zone, town.counters, town.facts)

    day = date(2026, 11, 24)
    assert (first > 0, again) == (True, 0)
    assert town.counters.read("tickets", "all", day, day)[day]["opened"] == 1
    assert [len(rows) for rows in town.facts.objects.values()] == [2]


def test_the_bus_hears_ids_and_dimensions_and_nothing_that_anybody_said(town: Town, photo: Media) -> None:
    happened = [*town.reader.ticket_page(photo.aggregate.removeprefix("T#")).events, photo]

    assert relay_events(happened, town.bus) == 3

    assert [name for name, _, _ in town.bus.events] == ["TicketOpened", "TicketAssigned", "MediaAnnounced"]
    assert "köpek" not in str(town.bus.events)
    assert "Zeynep" not in str(town.bus.events)
