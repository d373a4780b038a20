"""A thousand messages over all channels at once: repeated, out of order, while AWS throttles and a worker dies."""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

import pytest
from botocore.exceptions import ClientError

from tests.support.city import City
from tests.support.cloud import Cloud
from tests.support.crowd import (
    Saying,
    call_words,
    mail_people,
    messenger_people,
    phone_calls,
    web_people,
    whatsapp_people,
    x_people,
)
from tests.support.exchange import Exchange
from tests.support.faults import Faults, WorkerKilled
from tests.support.mailbox import Mailbox

SEED = 153
MESSAGES = 1000
WAVES = 20  # of arrivals, a minute apart
THROTTLED_WAVES = range(5, 10)
THROTTLED_SHARE = 0.6  # of the requests to the table
SDK_ATTEMPTS = 4  # bootstrap/ground.py: what the SDK tries before a throttled request is an error of ours
KILLED_AT = 4000  # the request during which a worker dies


@dataclass
class Weather(Faults):
    """What AWS does to the crowd: throttles the table for a while, and lets one worker die within a request."""

    random: Random = field(default_factory=lambda: Random(SEED))
    throttling: bool = False
    throttled: int = 0
    refused: int = 0
    killed: int = 0
    made: int = 0

    def before(self, service: str, operation: str) -> bool:
        self.made += 1
        if not self.killed and self.made >= KILLED_AT and self.worker == "receive_inbound":
            self.killed += 1
            raise WorkerKilled
        if self.throttling and service == "dynamodb" and self._is_throttled():
            raise ClientError({"Error": {"Code": "ThrottlingException", "Message": "Rate exceeded"},
                               "ResponseMetadata": {"HTTPStatusCode": 400}}, operation)  # fmt: skip
        return False

    def _is_throttled(self) -> bool:
        for _ in range(SDK_ATTEMPTS):
            if self.random.random() >= THROTTLED_SHARE:
                return False
            self.throttled += 1
        self.refused += 1
        return True


@pytest.fixture
def cloud() -> Iterator[Cloud]:
    logging.disable(logging.CRITICAL)
    with Cloud(Weather(), people=False) as cloud:
        yield cloud
    logging.disable(logging.NOTSET)


def crowd_of(city: City) -> list[Saying]:
    """Everybody who says something."""
    now = city.cloud.now
    return [
        *whatsapp_people(100, 5), *messenger_people(now, 20, 5), *x_people(now, 10, 5),
        *mail_people(Mailbox(city), 120), *web_people(80), *phone_calls(Exchange(city), 50),
    ]  # fmt: skip


def test_a_thousand_messages_become_exactly_the_expected_conversations(
    cloud: Cloud, record_property: Callable[[str, object], None]
) -> None:
    random, weather, city = Random(SEED), cloud.faults, City(cloud)
    assert isinstance(weather, Weather)
    sayings = crowd_of(city)
    deliveries = [saying for saying in sayings for _ in range(random.randint(1, 3))]
    random.shuffle(deliveries)

    for wave in range(WAVES):
        weather.throttling = wave in THROTTLED_WAVES
        for saying in deliveries[wave::WAVES]:
            saying.deliver()
            cloud.work()
        cloud.now += timedelta(minutes=1)
    weather.throttling = False
    cloud.settle()

    assert conversations_of(cloud) == expected(sayings)
    assert not any(queue.messages or queue.dead for queue in cloud.queues.values())
    told = Counter(city.stages_told())
    assert [reference for reference, times in told.items() if times > 1] == []
    assert weather.refused > 100
    assert weather.killed == 1
    by_channel = ", ".join(f"{name} {number}" for name, number in Counter(one.channel for one in sayings).items())
    record_property("counted", f"{len(sayings)} messages ({by_channel}) in {len(deliveries)} deliveries, "
                    f"{weather.throttled} requests throttled, {weather.refused} of them for good, a worker killed: "
                    f"{expected(sayings).total()} conversations, none lost, none twice")  # fmt: skip


def expected(sayings: list[Saying]) -> Counter[frozenset[str]]:
    """The words of each conversation."""
    said: dict[tuple[str, str], set[str]] = defaultdict(set)
    for saying in sayings:
        said[saying.channel, saying.person].add(saying.text)
    return Counter(frozenset(words) for words in said.values())


def conversations_of(cloud: Cloud) -> Counter[frozenset[str]]:
    """The words under each ticket; what stands there twice makes a difference."""
    found: dict[str, list[str]] = {}
    calls: dict[str, str] = {}
    for record in cloud.stream():
        image = record["dynamodb"].get("NewImage", {})
        if image.get("type") == {"S": "call"}:
            calls[image["pk"]["S"]] = call_words(int(image["talk"]["N"]), int(image["after_work"]["N"]))
        if record["eventName"] != "INSERT":
            continue
        if image.get("type") == {"S": "ticket"}:
            found.setdefault(image["pk"]["S"], [])
        if image.get("type") == {"S": "message"} and image.get("direction") == {"S": "in"}:
            found.setdefault(image["pk"]["S"], []).append(image["text"]["S"])
    by_phone = Counter(frozenset({words}) for words in calls.values())
    return by_phone + Counter(frozenset(_marked(said)) for said in found.values())


def _marked(said: list[str]) -> Iterator[str]:
    """The words, with a mark on what is there more than once."""
    for words, times in Counter(said).items():
        yield words if times == 1 else f"{words} ({times} times)"
