"""Citizens write and a department works while AWS fails in every way it knows: nothing is lost or told twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from nabiz_tools import whatsapp_payloads as payloads
from nabiz_tools.client import Answer, wait_until
from tests.support.fault_proxy import FaultProxy, Rule
from tests.support.town import ARRIVAL_SECONDS, Resident, Town, at_once

NAMES = ("Zeynep Yılmaz", "Mehmet Kaya", "Ayşe Demir", "Elif Şahin", "Hasan Öztürk", "Fatma Çelik")
ATTEMPTS = 4  # of a person or a provider who got no answer
DOG = "116. Sokakta yaralı bir köpek var"
REPLY = "Hala orada, kanıyor"
STAGES = ("Başvuru numaranız", "çalışmaya başladı", "tedaviye alındı")
LOST = {"response": {"abort_bytes": 0}}  # carried out, but the answer never comes
RESET = {"reset": True}


def fails(code: str, status: int) -> dict[str, Any]:
    return {"error": {"code": code, "status": status}}


def every(passing: int, service: str, operation: str, effect: Rule) -> Rule:
    """One failure and then so many successes, again and again; the operation `*` is any."""
    which = {} if operation == "*" else {"operation": operation}
    return {"service": service, **which, "sequence": {"fail": 1, "pass": passing}, **effect}


# Of one operation at most three rules may strike one after another: the SDK tries four times. Where it gives up, the
# queue or the stream delivers again; that is what the bursts below are for.
RULES: tuple[Rule, ...] = (
    every(6, "dynamodb", "TransactWriteItems", LOST),
    every(9, "dynamodb", "TransactWriteItems", fails("ThrottlingException", 400)),
    every(11, "dynamodb", "TransactWriteItems", RESET),
    every(6, "dynamodb", "PutItem", LOST),
    every(8, "dynamodb", "PutItem", fails("InternalServerError", 500)),
    every(6, "dynamodb", "UpdateItem", LOST),
    every(8, "dynamodb", "UpdateItem", fails("ProvisionedThroughputExceededException", 400)),
    every(7, "dynamodb", "Query", fails("InternalServerError", 500)),
    every(9, "dynamodb", "Query", RESET),
    every(7, "dynamodb", "GetItem", fails("ProvisionedThroughputExceededException", 400)),
    every(7, "dynamodb", "BatchGetItem", RESET),
    every(4, "sqs", "SendMessageBatch", LOST),
    every(5, "sqs", "SendMessageBatch", fails("ServiceUnavailable", 503)),
    {"service": "events", "operation": "PutEvents", "sequence": {"fail": 5, "pass": 20},
     **fails("InternalException", 500)},
    every(3, "events", "PutEvents", LOST),
    every(3, "s3", "PutObject", fails("SlowDown", 503)),
    every(4, "s3", "PutObject", LOST),
    every(5, "ses", "*", fails("TooManyRequestsException", 429)),
    every(7, "ses", "*", LOST),
    {"service": "*", "probability": 0.3, "latency": {"min": 5, "max": 60}},
)  # fmt: skip


def test_many_citizens_are_served_although_aws_fails(
    town: Town, proxy: FaultProxy, figure: Callable[[str], None]
) -> None:
    citizens = [town.resident(name) for name in NAMES]
    before = proxy.requests()
    proxy.set_rules(RULES)

    at_once([lambda who=who: write(who) for who in citizens])
    numbers = [wait_until(lambda who=who: who.tickets, ARRIVAL_SECONDS, "a ticket")[0]["number"] for who in citizens]
    for number in numbers:
        wait_until(lambda number=number: arrived(town, number), ARRIVAL_SECONDS, f"photo and words of {number}")
    at_once([lambda number=number: work(town, number) for number in numbers])
    for who in citizens:
        who.hears("the outcome", lambda entry: STAGES[-1] in entry["text"])
    injected, requests = proxy.injected(), proxy.requests() - before
    proxy.set_rules([])
    town.settle()

    for who, number in zip(citizens, numbers, strict=True):
        check(town, who, number)
    assert town.dead_letters() == {}
    failures = Counter({name: times for name, times in injected.items() if "latency" not in name})
    figure(f"faults injected between functions and AWS: {failures.total()} in {requests} requests, all survived")
    for name, times in sorted(failures.items()):
        figure(f"  {times:4}  {name}")
    assert failures.total() > 50, injected
    kinds = {name.split()[0] for name in failures}
    assert {"dynamodb.TransactWriteItems", "sqs.SendMessageBatch", "events.PutEvents", "s3.PutObject"} <= kinds, (
        injected
    )


def write(who: Resident) -> None:
    """Words, a photo, more words: three posts, each sent again until it is answered."""
    for message in (payloads.text(DOG), who.photo(f"88{who.phone[-7:]}"), payloads.text(REPLY)):
        body = who.envelope(message)
        insist(lambda body=body: who.town.api.post_whatsapp(body))


def work(town: Town, number: str) -> None:
    """A department begins and resolves; whoever got no answer sends the same change again."""
    change(town, number, {"to": "in_progress"})
    change(town, number, {"to": "resolved", "outcome": "solved", "message_to_citizen": "Köpek tedaviye alındı."})


def change(town: Town, number: str, transition: dict[str, str]) -> None:
    page = insist(lambda: town.api.call("GET", f"/tickets/{number}", role="department")).json
    headers = {"If-Match": f'"{page["ticket"]["version"]}"', "Idempotency-Key": f"{number}-{transition['to']}"}
    path = f"/tickets/{number}/transitions"
    insist(lambda: town.api.call("POST", path, transition, role="department", headers=headers))


def insist(ask: Callable[[], Answer]) -> Answer:
    """Ask again where our side failed, as a provider or a browser does."""
    for _ in range(ATTEMPTS):
        answer = ask()
        if answer.status < 500:
            break
    return answer.expect(200, 201)


def arrived(town: Town, number: str) -> bool:
    answer = town.api.call("GET", f"/tickets/{number}", role="supervisor")
    if answer.status != 200:
        return False
    page = answer.json
    return len(page["messages"]) == 3 and [file["state"] for file in page["media"]] == ["stored"]


def check(town: Town, who: Resident, number: str) -> None:
    """One ticket with everything that was written, every stage told once, figures of the history alone."""
    assert [ticket["number"] for ticket in who.tickets] == [number]
    page = town.page(number)
    inbound = [message for message in page["messages"] if message["direction"] == "in"]
    assert [message["text"] for message in inbound if message["text"]] == [DOG, REPLY]
    assert len(inbound) == 3
    types = Counter(entry["type"] for entry in town.history(number))
    expected = {"TicketOpened": 1, "TicketAssigned": 1, "CitizenReplied": 2, "TicketStarted": 1, "TicketResolved": 1}
    assert types == expected, types
    told = [entry["text"] for entry in who.told]
    assert [sum(stage in text for text in told) for stage in STAGES] == [1, 1, 1], told
    assert len(told) == len(STAGES), told
    mails = Counter((mail["to"], mail["subject"], mail["text"]) for mail in town.mails_about(number))
    assert set(mails.values()) == {1}, {key[:2]: times for key, times in mails.items() if times > 1}
    assert len(mails) == 2, [key[:2] for key in mails]  # a new ticket, and words of the citizen; a photo has none
