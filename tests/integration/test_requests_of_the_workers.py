"""How many requests to AWS the functions behind the API make once they are warm, for each thing that they handle."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from nabiz.domain.messages import Remedy
from nabiz.domain.tokens import survey_token
from nabiz.domain.workflow import Status
from nabiz.storage.keys import TIMER_SHARDS
from nabiz_tools import whatsapp_payloads as payloads
from tests.support.city import Citizen, City
from tests.support.cloud import LINK_KEY, Cloud
from tests.support.counting import Requests, requests_of

DOG = "116. Sokakta yaralı bir köpek var"
READ_AND_WRITE = {"dynamodb.BatchGetItem": 1, "dynamodb.TransactWriteItems": 1}


@pytest.fixture
def warm(city: City) -> City:
    """A city whose functions have each run once."""
    somebody = city.citizen(whatsapp="+905009998877")
    somebody.writes("Çöp kutusu devrilmiş")
    somebody.sends_photo()
    return city


@pytest.fixture
def zeynep(warm: City) -> Citizen:
    return warm.citizen(whatsapp="+905321112233")


def receiving(city: City) -> Requests:
    """What `receive_inbound` asks of AWS for the batch that waits."""
    with requests_of(city.cloud) as made:
        assert city.cloud.poll(city.cloud.inbound, "receive_inbound")
    return made


def test_opening_a_ticket_is_one_read_and_one_transaction(warm: City, zeynep: Citizen) -> None:
    zeynep.sends(payloads.text(DOG), settle=False)

    made = receiving(warm)

    assert zeynep.ticket.department == "veteriner"
    assert made == READ_AND_WRITE


def test_opening_another_ticket_of_a_known_citizen_is_the_same(warm: City, zeynep: Citizen) -> None:
    zeynep.writes(DOG)
    zeynep.writes("yeni")
    zeynep.sends(payloads.text("Sokak lambası yanmıyor"), settle=False)

    made = receiving(warm)

    assert len(warm.tickets_of(zeynep)) == 2
    assert made == READ_AND_WRITE


def test_joining_a_message_reads_the_ticket_too(warm: City, zeynep: Citizen) -> None:
    zeynep.writes(DOG)
    zeynep.sends(payloads.text("Hâlâ orada"), settle=False)

    made = receiving(warm)

    assert zeynep.ticket.messages == 2
    assert made == READ_AND_WRITE | {"dynamodb.GetItem": 1}


def test_a_greeting_is_one_read_and_one_transaction(warm: City, zeynep: Citizen) -> None:
    zeynep.sends(payloads.text("merhaba"), settle=False)

    assert receiving(warm) == READ_AND_WRITE


def test_a_message_delivered_again_is_refused_by_its_marker(warm: City, zeynep: Citizen) -> None:
    zeynep.writes(DOG, id="wamid.same")
    warm.cloud.now += timedelta(hours=1)
    zeynep.sends(payloads.text(DOG), id="wamid.same", settle=False)

    made = receiving(warm)

    assert zeynep.ticket.messages == 1
    assert made == READ_AND_WRITE | {"dynamodb.GetItem": 1}


def test_answering_a_survey_by_button_is_two_reads_and_one_transaction(warm: City, zeynep: Citizen) -> None:
    zeynep.writes(DOG)
    number = zeynep.ticket.number
    warm.department("veteriner").starts(number)
    warm.department("veteriner").resolves(number)
    warm.waits_for(number)
    warm.waits_for(number)
    choice = f"survey:{survey_token(LINK_KEY, number, 1)}:satisfied"
    zeynep.sends(payloads.reply("list_reply", choice, "Memnunum", "wamid.0"), settle=False)

    made = receiving(warm)

    assert "SurveyAnswered" in warm.history(number)
    assert made == READ_AND_WRITE | {"dynamodb.GetItem": 1}


def test_telling_the_citizen_is_one_read_a_claim_and_its_outcome(warm: City, zeynep: Citizen) -> None:
    zeynep.writes(DOG)
    warm.department("veteriner").moves(zeynep.ticket.number, Status.IN_PROGRESS, settle=False)
    stream_arrives(warm.cloud)

    with requests_of(warm.cloud) as made:
        assert warm.cloud.poll(warm.cloud.outbound, "send_notification")

    assert warm.told(zeynep)[-1].reference.split("|")[1].split("#")[1] == "ticket_started"
    assert made == {"dynamodb.BatchGetItem": 1, "dynamodb.TransactWriteItems": 2}


def test_a_way_that_is_closed_costs_one_claim_more(warm: City, zeynep: Citizen) -> None:
    zeynep.writes(DOG)
    warm.department("veteriner").moves(zeynep.ticket.number, Status.IN_PROGRESS, settle=False)
    stream_arrives(warm.cloud)
    warm.cloud.whatsapp.refuse("131026", Remedy.FALLBACK)

    with requests_of(warm.cloud) as made:
        assert warm.cloud.poll(warm.cloud.outbound, "send_notification")

    assert warm.cloud.sms.sent
    assert made == {"dynamodb.BatchGetItem": 1, "dynamodb.TransactWriteItems": 4}


def test_an_event_told_already_is_one_read_and_one_look_at_what_was_told(warm: City, zeynep: Citizen) -> None:
    zeynep.writes(DOG)
    warm.department("veteriner").moves(zeynep.ticket.number, Status.IN_PROGRESS, settle=False)
    stream_arrives(warm.cloud)
    (event,) = (message.body for message in warm.cloud.outbound.messages)
    warm.cloud.settle()
    warm.cloud.outbound.send(event, warm.cloud.now)

    with requests_of(warm.cloud) as made:
        assert warm.cloud.poll(warm.cloud.outbound, "send_notification")

    assert made == {"dynamodb.BatchGetItem": 1, "dynamodb.TransactWriteItems": 1, "dynamodb.GetItem": 1}


def test_the_stream_is_published_ten_events_to_a_request(warm: City) -> None:
    for number in range(12):
        warm.citizen(whatsapp=f"+90532111{number:04}").sends(payloads.text(DOG), settle=False)
    while warm.cloud.poll(warm.cloud.inbound, "receive_inbound"):
        pass

    with requests_of(warm.cloud) as made:
        warm.cloud.read_stream("relay_events")

    assert made == {"events.PutEvents": 3}  # opened and assigned, twelve times


def test_a_batch_of_the_stream_is_counted_in_one_transaction_and_one_object(warm: City, zeynep: Citizen) -> None:
    zeynep.sends(payloads.text(DOG), settle=False)
    warm.cloud.poll(warm.cloud.inbound, "receive_inbound")

    with requests_of(warm.cloud) as made:
        warm.cloud.read_stream("record_facts")

    assert made == {"dynamodb.TransactWriteItems": 1, "s3.PutObject": 1}


def test_a_photo_is_one_read_one_object_and_one_write(warm: City, zeynep: Citizen) -> None:
    zeynep.sends(payloads.image("media-9", b""), settle=False)
    warm.cloud.poll(warm.cloud.inbound, "receive_inbound")
    stream_arrives(warm.cloud)

    with requests_of(warm.cloud) as made:
        assert warm.cloud.poll(warm.cloud.media, "fetch_media")

    assert made == {"dynamodb.GetItem": 1, "s3.PutObject": 1, "dynamodb.UpdateItem": 1, "sqs.SendMessageBatch": 1}


@pytest.mark.parametrize("due", [0, 1, 3])
def test_escalation_asks_for_what_is_due_and_not_for_what_is_open(city: City, due: int) -> None:
    city.cloud.run_schedules()  # reads the configuration
    late = [city.citizen(whatsapp=f"+90532111{number:04}") for number in range(due)]
    for citizen in late:
        citizen.writes(DOG)
    city.cloud.now += timedelta(minutes=10)
    for number in range(8):
        city.citizen(whatsapp=f"+90532222{number:04}").writes(DOG)
    city.cloud.now = moment_of(late) or city.cloud.now
    city.cloud.pretend_runs(city.cloud.now - timedelta(minutes=5))

    with requests_of(city.cloud) as made:
        run = city.cloud.run("escalate_overdue", {"scheduled_time": city.cloud.now.isoformat()})

    assert run["changed"] == due
    queries = made.pop("dynamodb.Query")
    assert queries <= 3 * TIMER_SHARDS  # the hour before the mark, the hour of the mark, this hour
    found = {"dynamodb.BatchGetItem": 1, "dynamodb.TransactWriteItems": due} if due else {}
    assert made == {"dynamodb.GetItem": 1, "dynamodb.PutItem": 1} | found


def moment_of(citizens: list[Citizen]) -> datetime | None:
    """When the timers of their tickets are due: they opened at the same moment."""
    timers = [timer for citizen in citizens if (timer := citizen.ticket.timer)]
    return max((timer.at for timer in timers), default=None)


def stream_arrives(cloud: Cloud) -> None:
    """Everything that was written goes out on the bus, and to the queues behind it."""
    while cloud.read_stream("relay_events"):
        pass
