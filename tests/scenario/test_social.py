"""What people write to the city on Facebook, Instagram and X, in front of everybody and to it alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from nabiz import bootstrap
from nabiz.channels import meta, x
from nabiz.domain.conversation import conversation_id
from nabiz.domain.messages import Channel, InboundItem, OutboundMessage, Remedy
from nabiz.ports import QueueEntry, TicketPage
from nabiz.storage.queues import SqsQueue
from tests.support.city import City
from tests.support.cloud import client

PAGE, IG, US = "104857601234567", "17841405309211844", "2244994945"
DOG = "116. Sokakta yaralı bir köpek var"
WASTE = "Pazar yerinde çöp konteyneri üç gündür taşıyor"


class Network:
    """One person on one network, as its webhook shows them."""

    def __init__(self, city: City, channel: Channel) -> None:
        self.city, self.channel = city, channel
        self.who = "7123456789012345"
        self.account = {Channel.MESSENGER: PAGE, Channel.INSTAGRAM: IG, Channel.X: US}[channel]

    @property
    def _seconds(self) -> int:
        return int(self.city.cloud.now.timestamp())

    def comments(self, words: str, *, id: str = "c1", post: str = "p1", flat: bool = False) -> None:
        self.post(self.comment(words, id, post, self.who, flat))

    def comment(self, words: str, id: str, post: str, who: str, flat: bool = False) -> dict[str, Any]:
        if self.channel is Channel.X:
            tweet = {"id_str": id, "text": words, "user": {"id_str": who, "name": "Zeynep"},
                     "timestamp_ms": f"{self._seconds}000",
                     "in_reply_to_status_id_str": post, "entities": {"user_mentions": [{"id_str": US}]}}  # fmt: skip
            return {"for_user_id": US, "tweet_create_events": [tweet]}
        if self.channel is Channel.INSTAGRAM:
            value = {"from": {"id": who, "username": "zeynep"}, "media": {"id": post}, "id": id, "text": words}
            change = {"field": "comments", "value": value}
            entry = change if flat else {"changes": [change]}
            return {"object": "instagram", "entry": [{"id": IG, "time": self._seconds, **entry}]}
        value = {"item": "comment", "verb": "add", "comment_id": id, "post_id": post, "created_time": self._seconds,
                 "from": {"id": who, "name": "Zeynep"}, "message": words}  # fmt: skip
        return {"object": "page", "entry": [{"id": PAGE, "time": 1, "changes": [{"field": "feed", "value": value}]}]}

    def writes(self, words: str, id: str = "m1", **more: Any) -> None:
        """To the city alone."""
        if self.channel is Channel.X:
            event = {"type": "message_create", "id": id, "created_timestamp": f"{self._seconds}000",
                     "message_create": {"sender_id": self.who, "message_data": {"text": words}}}  # fmt: skip
            return self.post({"for_user_id": US, "direct_message_events": [event], "users": {}})
        event = {"sender": {"id": self.who}, "recipient": {"id": self.account}, "timestamp": self._seconds * 1000,
                 "message": {"mid": id, "text": words, **more}}  # fmt: skip
        about = "page" if self.channel is Channel.MESSENGER else "instagram"
        return self.post({"object": about, "entry": [{"id": self.account, "time": 1, "messaging": [event]}]})

    def post(self, envelope: dict[str, Any]) -> None:
        split: Callable[[bytes], list[InboundItem]] = x.split if self.channel is Channel.X else meta.split
        items = split(json.dumps(envelope).encode())
        entries = [QueueEntry(json.dumps(item.body), item.group, item.deduplication) for item in items]
        SqsQueue(client("sqs"), self.city.cloud.inbound.url).send(entries)
        self.city.cloud.settle()

    @property
    def told(self) -> list[OutboundMessage]:
        return self.city.cloud.social[self.channel].sent

    def told_in(self, form: str) -> list[OutboundMessage]:
        return [message for message in self.told if message.form == form]

    @property
    def tickets(self) -> list[TicketPage]:
        mine = conversation_id(self.channel, self.account, self.who)
        written = [record["dynamodb"]["NewImage"] for record in self.city.cloud.stream()
                   if record["eventName"] == "INSERT"]  # fmt: skip
        numbers = {image["number"]["S"] for image in written if image.get("type") == {"S": "ticket"}}
        pages = [self.city.page(number) for number in numbers]
        return [page for page in pages if page.ticket.conversation == mine]


@pytest.fixture(params=[Channel.MESSENGER, Channel.INSTAGRAM, Channel.X], ids=str)
def network(city: City, request: pytest.FixtureRequest) -> Network:
    return Network(city, request.param)


META = pytest.mark.parametrize("network", [Channel.MESSENGER, Channel.INSTAGRAM], indirect=True, ids=str)


def test_a_comment_is_answered_in_public_without_a_word_about_it_and_a_private_message_joins(network: Network) -> None:
    network.comments(DOG)
    (page,) = network.tickets
    network.city.cloud.now += timedelta(minutes=3)
    network.writes("Fırının önünde, bacağı kanıyor")

    (page,) = network.tickets
    (public,) = network.told_in("comment")
    assert page.ticket.department == "veteriner"
    assert [message.text for message in page.messages] == [DOG, "Fırının önünde, bacağı kanıyor"]
    assert public.to == "c1"
    shown = page.ticket.number
    for secret in (shown, f"{shown[:3]}-{shown[3:6]}-{shown[6:]}", "köpek", "Veteriner", "key=", "Zeynep", "http"):
        assert secret not in public.text
    assert "özel mesaj" in public.text


@META
def test_the_receipt_of_a_comment_goes_once_to_its_author_alone(network: Network) -> None:
    network.comments(DOG)

    (receipt,) = network.told_in("private_reply")
    (page,) = network.tickets
    assert receipt.to == "c1"
    assert page.ticket.number[:3] in receipt.text
    network.city.department("veteriner").starts(page.ticket.number)
    assert len(network.told) == 2, "the city has no other way to them yet, and says nothing more in public"


def test_on_x_nothing_but_the_public_words_goes_to_who_wrote_in_public_alone(city: City) -> None:
    network = Network(city, Channel.X)

    network.comments(DOG)
    city.department("veteriner").starts(network.tickets[0].ticket.number)

    assert [message.form for message in network.told] == ["comment"]


def test_who_wrote_in_private_hears_of_the_stages_there(network: Network) -> None:
    network.writes(DOG)
    (page,) = network.tickets
    network.city.department("veteriner").resolves(page.ticket.number)

    assert [message.form for message in network.told] == ["text", "text"]
    assert {message.to for message in network.told} == {network.who}


def test_one_person_is_asked_once_under_a_post(network: Network) -> None:
    for number in range(3):
        network.comments(f"{DOG} {number}", id=f"c{number}")
    network.comments(WASTE, id="c9", post="p2")

    assert [message.to for message in network.told_in("comment")] == ["c0", "c9"]
    assert len(network.tickets) == 2, "under another post begins another matter"


def test_what_comes_again_changes_nothing(network: Network) -> None:
    for _ in range(5):
        network.comments(DOG)
        network.writes("Fırının önünde")
        network.city.cloud.inbound.accepted.clear()  # as if the queue had forgotten: days later

    (page,) = network.tickets
    assert page.ticket.messages == 2
    assert len(network.told_in("comment")) == 1


def test_our_own_words_come_back_and_are_answered_by_nobody(network: Network) -> None:
    network.comments(DOG)
    said = list(network.told)

    for number, message in enumerate(said):
        network.post(network.comment(message.text, f"ours-{number}", "p1", network.account))

    assert network.told == said
    assert len(network.tickets) == 1


def test_both_shapes_of_instagram_are_one_comment(city: City) -> None:
    network = Network(city, Channel.INSTAGRAM)

    network.comments(DOG)
    city.cloud.inbound.accepted.clear()
    network.comments(DOG, flat=True)

    (page,) = network.tickets
    assert page.ticket.messages == 1


def test_small_talk_in_public_opens_nothing_and_is_not_answered(network: Network) -> None:
    network.comments("Teşekkürler")
    network.comments("Merhaba", id="c2")

    assert (network.tickets, network.told) == ([], [])


@META
def test_after_a_day_only_what_a_person_wrote_goes_and_after_a_week_nothing(network: Network) -> None:
    network.writes(DOG)
    (page,) = network.tickets
    vet, before = network.city.department("veteriner"), len(network.told)

    network.city.cloud.now += timedelta(hours=25)
    vet.starts(page.ticket.number)
    vet.replies(page.ticket.number, "Ekibimiz yarın sabah geliyor.")
    network.city.cloud.now += timedelta(days=7)
    vet.replies(page.ticket.number, "Köpek iyileşti.")

    assert [message.form for message in network.told[before:]] == ["human_agent"]
    assert "Ekibimiz yarın sabah geliyor." in network.told[-1].text


@META
def test_a_comment_that_was_changed_or_taken_back_joins_its_ticket(network: Network) -> None:
    network.writes(DOG)
    (page,) = network.tickets
    network.writes("", id="m1", is_deleted=True)

    (page,) = network.tickets
    assert [message.kind for message in page.messages] == ["text", "deleted"]


@META
def test_what_meta_says_of_a_message_of_ours_moves_it_forward(network: Network) -> None:
    network.writes(DOG)
    (page,) = network.tickets
    told = next(one for one in page.notifications if one.recipient == "citizen")
    receipt = ({"delivery": {"mids": [told.provider_id], "watermark": 1795500000000}}
               if network.channel is Channel.MESSENGER else {"read": {"mid": told.provider_id}})  # fmt: skip
    about = "page" if network.channel is Channel.MESSENGER else "instagram"
    event = {"sender": {"id": network.who}, "timestamp": 1795500000000, **receipt}
    network.post({"object": about, "entry": [{"id": network.account, "messaging": [event]}]})

    (page,) = network.tickets
    told = next(one for one in page.notifications if one.recipient == "citizen")
    assert told.state == ("delivered" if network.channel is Channel.MESSENGER else "read")


def test_a_refused_public_answer_loses_nothing_else(network: Network) -> None:
    network.city.cloud.social[network.channel].refuse("10902", Remedy.FALLBACK)

    network.comments(DOG)

    assert len(network.tickets) == 1


@META
def test_files_join_the_ticket(network: Network) -> None:
    url = "https://scontent.xx.fbcdn.net/p.jpg"
    network.writes(DOG, attachments=[{"type": "image", "payload": {"url": url}}])

    (page,) = network.tickets
    assert [file.state for file in page.media] == ["stored"]


def test_a_survey_is_pressed_in_a_message_and_asked_nowhere_in_public(city: City) -> None:
    network = Network(city, Channel.MESSENGER)
    network.writes(DOG)
    (page,) = network.tickets
    city.department("veteriner").resolves(page.ticket.number)
    city.waits_for(page.ticket.number)
    network.city.cloud.now += timedelta(minutes=1)
    network.writes("Teşekkürler, köpek iyi", id="m2")  # opens the window again
    city.waits_for(page.ticket.number)

    asked = next(message for message in network.told if len(message.choices) == 4)
    network.writes("Çok memnun kaldım", id="m3", quick_reply={"payload": asked.choices[0].id})

    (page, *_) = [one for one in network.tickets if one.ticket.number == page.ticket.number]
    assert page.ticket.survey is not None
    assert page.ticket.survey.answer == "very_satisfied"
    assert asked.form == "text"


def test_mentions_that_are_asked_for_are_those_that_the_webhook_posts(city: City) -> None:
    network = Network(city, Channel.X)
    network.comments(DOG, id="1860000000000000001")
    polled = {"id": "1860000000000000001", "text": DOG, "author_id": network.who, "conversation_id": "p1",
              "created_at": "2026-11-24T06:00:00.000Z"}  # fmt: skip
    city.cloud.inbound.accepted.clear()

    bootstrap.app().queue_inbound([x.splitting.item_of("post", polled, US)])  # type: ignore[attr-defined]
    city.cloud.settle()

    (page,) = network.tickets
    assert page.ticket.messages == 1
