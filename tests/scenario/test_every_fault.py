"""Every call to AWS of the main story fails once: before it takes effect, and after, when its answer is lost."""

from __future__ import annotations

import gc
import logging
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest

from nabiz import bootstrap
from nabiz.domain.figures import count
from nabiz.domain.tokens import survey_token
from tests.support.city import City
from tests.support.cloud import Cloud
from tests.support.faults import AFTER, BEFORE, Faults, ForkingFaults

SHARES = 4  # of the calls, each a test: the workers take them
DOG = "116. Sokakta yaralı bir köpek var"
EXPECTED = [
    "TicketOpened", "TicketAssigned", "CitizenReplied", "TicketEscalated", "TicketStarted", "TicketResolved",
    "TicketClosed", "SurveyDue", "SurveyAnswered",
]  # fmt: skip
TOLD_IN_ALL = 8


def tell_story(city: City) -> str:
    """The main job in short; the ticket's number."""
    zeynep, vets = city.citizen(whatsapp="+905321112233"), city.department("veteriner")
    zeynep.writes(DOG, id="wamid.1")
    zeynep.sends_photo()
    number = zeynep.ticket.number
    city.waits_for(number)
    vets.starts(number)
    vets.resolves(number)
    city.waits_for(number)
    city.waits_for(number)
    zeynep.chooses(f"survey:{survey_token('test-key', number, 1)}:satisfied")
    return number


def check(city: City, number: str) -> None:
    """One ticket, everything told once, each rung once, one survey, and figures that equal the history."""
    page = city.page(number)
    types = [event.type for event in sorted(page.events, key=lambda event: event.seq)]
    assert types == EXPECTED
    assert len(city.tickets_of(city.citizen(whatsapp="+905321112233"))) == 1
    told = Counter(city.stages_told())
    assert set(told.values()) == {1}, [reference for reference, times in told.items() if times > 1]
    stages = Counter(reference.split("|")[1] for reference in told)
    assert len(stages) == TOLD_IN_ALL
    assert [file.state for file in page.media] == ["stored"]
    assert not any(queue.messages or queue.dead for queue in city.cloud.queues.values())
    assert figures(city) == history_figures(city, number)


def figures(city: City) -> dict[tuple[str, str], int]:
    counters, day = bootstrap.app().counters, date(2026, 11, 1)
    city.cloud.counting = False
    found = {
        (report, measure): total
        for report in ("tickets", "satisfaction")
        for measures in counters.read(report, "all", day, day + timedelta(days=60)).values()
        for measure, total in measures.items()
    }
    city.cloud.counting = True
    return found


def history_figures(city: City, number: str) -> dict[tuple[str, str], int]:
    zone = bootstrap.app().configuration.city.timezone
    counted = Counter(
        (report, measure)
        for event in city.page(number).events
        for report, dimension, _, measure in count(event, zone)
        if dimension == "all"
    )
    return dict(counted)


def story_with(faults: Faults) -> int:
    """Tell the story once; how many calls it made."""
    logging.disable(logging.CRITICAL)
    try:
        with Cloud(faults, people=False) as cloud:
            city = City(cloud)
            number = tell_story(city)
            made = len(faults.calls)
            check(city, number)
    finally:
        logging.disable(logging.NOTSET)
    return made


def test_the_story_goes_well_without_faults() -> None:
    faults = Faults()

    made = story_with(faults)

    print(f"\n{made} calls: {dict(Counter(faults.calls))}")
    assert made > 50


@pytest.fixture
def lasting() -> Iterator[None]:
    """What was loaded so far stays: the collector need not look through it hundreds of times."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("lasting")
@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("when", [BEFORE, AFTER])
def test_every_call_may_fail_once(when: str, share: int, record_property: Callable[[str, object], None]) -> None:
    faults = ForkingFaults(when=when, share=share, shares=SHARES)

    try:
        made = story_with(faults)
    except Exception as error:
        if not faults.child:
            raise
        faults.report(f"{type(error).__name__} {error}")
    if faults.child:
        faults.report("" if faults.struck else "the fault never struck")

    broken = [outcome for outcome in faults.outcomes if outcome]
    tried = len(faults.outcomes)
    record_property("faults", [tried, tried - len(broken)])
    assert tried == len(range(share, made, SHARES))
    assert not broken, "\n".join(broken)
