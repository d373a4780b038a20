"""Many write at once: no update is lost, nothing happens twice, and no log line says who anybody is."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import StringIO

import pytest

from nabiz import bootstrap
from nabiz.domain.errors import StaleVersion
from nabiz.observability import logger
from nabiz.services.change_ticket import ChangeTicket, Note, change_ticket
from tests.support.city import City

DOG = "116. Sokakta yaralı bir köpek var, ben Zeynep Kaya"


def test_twenty_writers_are_recorded_or_refused_and_none_is_lost(city: City) -> None:
    zeynep, vets = city.citizen(whatsapp="+905321112233"), city.department("veteriner")
    zeynep.writes(DOG)
    ticket = zeynep.ticket
    app = bootstrap.app()
    configuration, new_work = app.configuration, app.new_work

    def write(writer: int) -> str:
        command = ChangeTicket(ticket.number, Note(f"Not {writer}"), vets.actor, version=ticket.version)
        try:
            change_ticket(command, new_work, configuration, city.cloud.now)
        except StaleVersion:
            return "refused"
        return "recorded"

    with ThreadPoolExecutor(20) as writers:
        outcomes = list(writers.map(write, range(20)))

    recorded = outcomes.count("recorded")
    assert recorded >= 1
    assert recorded + outcomes.count("refused") == 20
    assert city.history(ticket.number).count("NoteAdded") == recorded
    assert zeynep.ticket.messages == 1 + recorded


def test_ten_photos_of_one_post_make_one_ticket(city: City) -> None:
    zeynep = city.citizen(whatsapp="+905321112233")
    photos = [{"type": "image", "image": {"id": f"media-{number}", "mime_type": "image/jpeg"}} for number in range(10)]

    zeynep.sends(*photos)

    page = city.page(zeynep.ticket.number)
    assert len(page.media) == 10
    assert len(city.told(zeynep)) == 1


@pytest.fixture
def written() -> Iterator[StringIO]:
    """What the functions write to their logs, as Powertools forms it."""
    handler = logger.registered_handler
    assert isinstance(handler, logging.StreamHandler)
    stream = StringIO()
    before = handler.setStream(stream)
    yield stream
    handler.setStream(before or sys.stdout)


def test_no_log_line_tells_who_or_what(city: City, written: StringIO, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    zeynep = city.citizen(whatsapp="+905321112233", name="Zeynep Kaya")

    zeynep.writes(DOG)
    zeynep.sends_location(39.123, 35.456)
    zeynep.writes("Adresim Gül Apartmanı 4, zeynep@example.com")
    city.department("veteriner").resolves(zeynep.ticket.number, "Zeynep Hanım, köpek iyi.")
    city.cloud.inbound.send('{"type": "unreadable", "raw": "Zeynep"}', city.cloud.now, "strange", "strange")
    city.cloud.settle()

    lines = written.getvalue() + caplog.text
    assert lines.count("message received") >= 6
    for personal in ("Zeynep", "5321112233", "köpek", "Gül", "39.123", "example.com", "cinarova.example"):
        assert personal not in lines
