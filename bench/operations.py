"""The operations of the main job. Each prepares a warm city and gives the one step that is measured."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count

from nabiz.domain.messages import Remedy
from nabiz.domain.people import Role
from nabiz.domain.tokens import survey_token, tracking_key
from nabiz.domain.workflow import Status
from nabiz_tools import whatsapp_payloads as payloads
from tests.support.city import ACCOUNT, Citizen, City
from tests.support.cloud import APP_SECRET, LINK_KEY, client
from tests.support.gateway import Answer, call, token_of

Step = Callable[[], object]
OPERATIONS: dict[str, Callable[[City], Step]] = {}
DOG = "116. Sokakta yaralı bir köpek var, arka ayağı kırık görünüyor. Fırının önünde yatıyor, lütfen yardım edin."
OPERATOR, VET = token_of(Role.OPERATOR), token_of(Role.DEPARTMENT, "veteriner")
_phones: Iterator[int] = count(1)


def operation(name: str) -> Callable[[Callable[[City], Step]], Callable[[City], Step]]:
    """Enter an operation in the table under its name."""

    def enter(prepare: Callable[[City], Step]) -> Callable[[City], Step]:
        OPERATIONS[name] = prepare
        return prepare

    return enter


def somebody(city: City) -> Citizen:
    return city.citizen(whatsapp=f"+9053200{next(_phones):05}")


def ticket(city: City) -> tuple[Citizen, str]:
    """A citizen with a ticket that everybody concerned has heard of."""
    citizen = somebody(city)
    citizen.writes(DOG)
    return citizen, citizen.ticket.number


def receive(city: City) -> Step:
    return lambda: city.cloud.poll(city.cloud.inbound, "receive_inbound")


def relay(city: City) -> bool:
    return city.cloud.read_stream("relay_events")


def version_of(number: str) -> str:
    key = {"pk": {"S": f"T#{number}"}, "sk": {"S": "A"}}
    return str(client("dynamodb").get_item(TableName="nabiz-test", Key=key)["Item"]["version"]["N"])


def expect(status: int, answer: Answer) -> None:
    assert answer.status == status, answer


def webhook(messages: int) -> Step:
    sender = {"from": "905321112233", "timestamp": "1795510800"}
    unique = next(_phones)
    made = [{"id": f"wamid.{unique}-{number}", **sender, **payloads.text(DOG)} for number in range(messages)]
    value = {"contacts": [{"profile": {"name": "Zeynep"}, "wa_id": "905321112233"}], "messages": made}
    body = json.dumps(payloads.envelope(ACCOUNT, value)).encode()
    signature = "sha256=" + hmac.new(APP_SECRET.encode(), body, hashlib.sha256).hexdigest()
    return lambda: expect(200, call("POST", "/webhooks/whatsapp", body, X_Hub_Signature_256=signature))


@operation("webhook: a post with 1 message")
def _(city: City) -> Step:
    return webhook(1)


@operation("webhook: a post with 25 messages")
def _(city: City) -> Step:
    return webhook(25)


@operation("message: opens a ticket, new citizen")
def _(city: City) -> Step:
    somebody(city).sends(payloads.text(DOG), settle=False)
    return receive(city)


@operation("message: joins an open ticket")
def _(city: City) -> Step:
    citizen, _ = ticket(city)
    citizen.sends(payloads.text("Hâlâ orada, bekliyoruz."), settle=False)
    return receive(city)


@operation("message: greeting")
def _(city: City) -> Step:
    somebody(city).sends(payloads.text("merhaba"), settle=False)
    return receive(city)


@operation("stream: opened ticket to the bus")
def _(city: City) -> Step:
    somebody(city).sends(payloads.text(DOG), settle=False)
    receive(city)()
    return lambda: relay(city)


@operation("stream: opened ticket into figures")
def _(city: City) -> Step:
    somebody(city).sends(payloads.text(DOG), settle=False)
    receive(city)()
    return lambda: city.cloud.read_stream("record_facts")


@operation("file: fetched and stored (200 bytes)")
def _(city: City) -> Step:
    somebody(city).sends(payloads.image("media-1", b""), settle=False)
    receive(city)()
    relay(city)
    return lambda: city.cloud.poll(city.cloud.media, "fetch_media")


@operation("notification: citizen, first way")
def _(city: City) -> Step:
    _, number = ticket(city)
    city.department("veteriner").moves(number, Status.IN_PROGRESS, settle=False)
    relay(city)
    return lambda: city.cloud.poll(city.cloud.outbound, "send_notification")


@operation("notification: citizen, second way")
def _(city: City) -> Step:
    _, number = ticket(city)
    city.department("veteriner").moves(number, Status.IN_PROGRESS, settle=False)
    relay(city)
    city.cloud.whatsapp.refuse("131026", Remedy.FALLBACK)
    return lambda: city.cloud.poll(city.cloud.outbound, "send_notification")


@operation("web form: opens a ticket")
def _(city: City) -> Step:
    body = {"text": DOG, "citizen": {"phone": f"053200{next(_phones):05}"}}
    return lambda: expect(201, call("POST", "/public/tickets", body, Idempotency_Key=str(next(_phones))))


@operation("citizen: follows a ticket")
def _(city: City) -> Step:
    _, number = ticket(city)
    return lambda: expect(200, call("GET", f"/public/tickets/{number}?key={tracking_key(LINK_KEY, number)}"))


@operation("staff: list page of 20 tickets")
def _(city: City) -> Step:
    for _ in range(20):
        call("POST", "/tickets", {"text": DOG}, OPERATOR)
    return lambda: expect(200, call("GET", "/tickets?limit=20", token=OPERATOR))


@operation("staff: ticket page, 30 notes")
def _(city: City) -> Step:
    _, number = ticket(city)
    for note in range(30):
        call("POST", f"/tickets/{number}/notes", {"text": f"Not {note}"}, VET, If_Match=version_of(number))
    return lambda: expect(200, call("GET", f"/tickets/{number}", token=VET))


@operation("staff: moves a ticket")
def _(city: City) -> Step:
    _, number = ticket(city)
    seen, body = version_of(number), {"to": "in_progress"}
    return lambda: expect(200, call("POST", f"/tickets/{number}/transitions", body, VET, If_Match=seen))


@operation("staff: opens a ticket for a caller")
def _(city: City) -> Step:
    body = {"text": DOG, "citizen": {"phone": f"053200{next(_phones):05}"}}
    return lambda: expect(201, call("POST", "/tickets", body, OPERATOR))


@operation("staff: figures of a year")
def _(city: City) -> Step:
    ticket(city)
    return lambda: expect(200, call("GET", "/statistics/tickets", token=OPERATOR))


@operation("time: a run with nothing due, 10 open")
def _(city: City) -> Step:
    for _ in range(10):
        ticket(city)
    city.cloud.pretend_runs(city.cloud.now - timedelta(minutes=5))
    return lambda: city.cloud.run("escalate_overdue", {"scheduled_time": city.cloud.now.isoformat()})


@operation("time: a run with 10 of 10 due")
def _(city: City) -> Step:
    found = [ticket(city)[1] for _ in range(9)]  # and the one of the warm-up
    timer = city.page(found[-1]).ticket.timer
    assert timer is not None
    city.cloud.now = timer.at + timedelta(minutes=1)
    city.cloud.pretend_runs(city.cloud.now - timedelta(minutes=5))
    return lambda: city.cloud.run("escalate_overdue", {"scheduled_time": city.cloud.now.isoformat()})


@operation("survey: asked")
def _(city: City) -> Step:
    _, number = closed(city)
    timer = city.page(number).ticket.timer
    assert timer is not None
    city.cloud.now = timer.at + timedelta(minutes=1)
    city.cloud.pretend_runs(city.cloud.now - timedelta(minutes=5))
    return lambda: city.cloud.run("dispatch_surveys", {"scheduled_time": city.cloud.now.isoformat()})


@operation("survey: answered on the web")
def _(city: City) -> Step:
    _, number = closed(city)
    city.waits_for(number)
    token = survey_token(LINK_KEY, number, 1)
    return lambda: expect(200, call("POST", f"/public/surveys/{token}", {"answer": "satisfied"}))


def closed(city: City) -> tuple[Citizen, str]:
    citizen, number = ticket(city)
    vets = city.department("veteriner")
    vets.starts(number)
    vets.resolves(number)
    city.waits_for(number)
    return citizen, number
