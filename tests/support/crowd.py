"""Many citizens at once, each on a channel of their own, and how the channel's provider delivers what they say.

A channel is a way of making the same delivery again: the test decides how often, when and in which order.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from typing import Any

from nabiz_tools import whatsapp_payloads as whatsapp
from tests.support.cloud import APP_SECRET
from tests.support.exchange import Exchange
from tests.support.gateway import Answer, call
from tests.support.mailbox import Mailbox, letter

ATTEMPTS = 20  # of a provider or a browser that gets no answer; they go on for hours
PAGE, ACCOUNT = "104857601234567", "2244994945"  # the city's on Facebook and X
WORDS = "116. Sokakta yaralı bir köpek var"
MORE = ("Acele eder misiniz", "Hâlâ orada duruyor", "Pazarın hemen yanında", "Komşular da gördü")


@dataclass(frozen=True)
class Saying:
    """One message of one citizen, which can be delivered any number of times.

    Attributes:
        channel: as figures name it.
        person: sayings of one person on one channel belong to one ticket.
        text: the words as the city keeps them; nobody else says the same.
    """

    channel: str
    person: str
    text: str
    deliver: Callable[[], object]


def insist(attempt: Callable[[], Answer]) -> Answer:
    """Send again what the city could not take, as providers and browsers do."""
    for _ in range(ATTEMPTS):
        answer = attempt()
        if answer.status < 500 and answer.status != 429:
            break
    assert answer.status < 300, answer
    return answer


def whatsapp_people(people: int, messages: int) -> Iterator[Saying]:
    """Each says several things within an hour."""
    for person in range(people):
        phone = f"90532{2_000_000 + person}"
        for words in _words("whatsapp", person, messages):
            body = whatsapp.encode(whatsapp.inbound("1", phone, f"Kişi {person}", [whatsapp.text(words)]))
            yield Saying("whatsapp", phone, words, partial(insist, partial(_signed, "whatsapp", body)))


def messenger_people(at: datetime, people: int, messages: int) -> Iterator[Saying]:
    """Each writes to the city's page several times."""
    for person in range(people):
        for number, words in enumerate(_words("messenger", person, messages)):
            sent = int(at.timestamp() * 1000) + number
            said = {"sender": {"id": f"71{person:014}"}, "recipient": {"id": PAGE}, "timestamp": sent,
                    "message": {"mid": f"m_{person}_{number}", "text": words}}  # fmt: skip
            entry = {"object": "page", "entry": [{"id": PAGE, "time": sent, "messaging": [said]}]}
            yield Saying("messenger", str(person), words, partial(insist, partial(_signed, "meta", _json(entry))))


def x_people(at: datetime, people: int, messages: int) -> Iterator[Saying]:
    """Each writes to the city in private."""
    for person in range(people):
        for number, words in enumerate(_words("x", person, messages)):
            created = {"target": {"recipient_id": ACCOUNT}, "sender_id": f"30{person:08}",
                       "message_data": {"text": words, "entities": {}}}  # fmt: skip
            event = {"type": "message_create", "id": f"18600{person:08}{number}", "message_create": created,
                     "created_timestamp": str(int(at.timestamp() * 1000) + number)}  # fmt: skip
            body = _json({"for_user_id": ACCOUNT, "direct_message_events": [event], "users": {}})
            yield Saying("x", str(person), words, partial(insist, partial(_posted_by_x, body)))


def mail_people(mailbox: Mailbox, people: int) -> Iterator[Saying]:
    """Each writes one letter. What SES delivers again lies under a key of its own."""
    for person in range(people):
        sender = f"kisi{person}@posta.example"
        (words,) = _words("email", person, 1)
        raw = bytes(letter(sender, words, id=f"<{person}.kalabalik@posta.example>"))
        yield Saying("email", sender, words, partial(_insist_on, partial(mailbox.receives, raw, settle=False)))


def web_people(people: int) -> Iterator[Saying]:
    """Each reports once, by a form that sends again under the same key until it is answered."""
    for person in range(people):
        (words,) = _words("web", person, 1)
        report = {"text": words, "citizen": {"phone": f"0533 {person:03} 22 33"}}
        send = partial(call, "POST", "/public/tickets", report, Idempotency_Key=f"kalabalik-{person}")
        yield Saying("web", str(person), words, partial(insist, send))


def phone_calls(exchange: Exchange, calls: int) -> Iterator[Saying]:
    """Each is told in three pieces, of which the last is right: it rang, it was answered, the operator finished."""
    for number in range(calls):
        began = exchange.now.replace(microsecond=0)
        known = {"type": "call", "id": f"kalabalik-{number}", "line": "153", "caller": f"+90534{3_000_000 + number}",
                 "queue": "beyaz-masa", "started_at": began.isoformat(), "updated_at": began.isoformat()}  # fmt: skip
        answered = known | {
            "answered_at": (began + timedelta(seconds=4)).isoformat(), "wait_seconds": 4, "operator": "hakan.yel",
            "ended_at": (began + timedelta(seconds=72)).isoformat(), "talk_seconds": 60 + number, "outcome": "answered",
            "updated_at": (began + timedelta(seconds=73)).isoformat(),
        }  # fmt: skip
        finished = answered | {"after_work_seconds": 6, "updated_at": (began + timedelta(seconds=80)).isoformat()}
        for piece in (known, answered, finished):
            body = json.dumps({"events": [piece]}).encode()
            send = partial(exchange.post, "generic", body, settle=False)
            yield Saying("phone", str(number), call_words(60 + number, 6), partial(_insist_on, send))


def call_words(talk: int, after_work: int) -> str:
    """What there is to say of a call."""
    return f"{talk} s of talk, {after_work} s of work after it"


def _words(channel: str, person: int, messages: int) -> list[str]:
    return [f"{WORDS}. {MORE[number % len(MORE)]}, {channel} {person}/{number}" for number in range(messages)]


def _posted_by_x(body: bytes) -> Answer:
    digest = base64.b64encode(hmac.new(APP_SECRET.encode(), body, hashlib.sha256).digest()).decode()
    return call("POST", "/webhooks/x", body, X_Twitter_Webhooks_Signature=f"sha256={digest}")


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _signed(channel: str, body: bytes) -> Answer:
    return call("POST", f"/webhooks/{channel}", body, X_Hub_Signature_256=whatsapp.signature(body, APP_SECRET))


def _insist_on(step: Callable[[], Any]) -> Any:
    for left in count(ATTEMPTS, -1):
        try:
            return step()
        except Exception:
            if not left:
                raise
    return None
