"""A citizen writes mails: S3, the bus and the queue carry them as they carry SES's own."""

from __future__ import annotations

import json
from typing import Any

from nabiz.domain.mail_threads import reply_address
from nabiz_tools.client import wait_until
from nabiz_tools.demo.photo import photo
from nabiz_tools.local.postman import deliver
from tests.support.mails import file, mail, multi, text
from tests.support.town import ARRIVAL_SECONDS, Town

HOLE = "Okulumuzun önündeki yolda derin bir çukur var, servisler geçemiyor. İyi günler."


def test_a_mail_opens_a_ticket_is_answered_and_its_answer_joins(town: Town) -> None:
    sender = "gulsen.demir@posta.example"
    letter = multi("mixed", text(HOLE, charset="iso-8859-9"), file("image/jpeg", photo(38.99, 33.01), "cukur.jpg"))
    post(town, mail(f"Gülşen Demir <{sender}>", letter, subject="Yoldaki çukur"))

    ticket = wait_until(lambda: tickets_of(town, sender), ARRIVAL_SECONDS, "the ticket of a mail")[0]
    answer = wait_until(lambda: town.api.sent(to=sender, channel="email"), ARRIVAL_SECONDS, "the acknowledgement")[0]
    page = town.page(ticket["number"])
    assert page["messages"][0]["text"].endswith(HOLE)
    wait_until(lambda: states(town, ticket["number"]) == {"stored"}, ARRIVAL_SECONDS, "the mail's files")

    answering = {"to": answers_to(town, ticket["number"]), "subject": f"YNT: {answer['subject']}"}
    post(town, mail(f"Gülşen Demir <{sender}>", text("Çukurun yanında bir de ızgara kırık."), **answering))

    wait_until(lambda: len(town.page(ticket["number"])["messages"]) == 2, ARRIVAL_SECONDS, "the answer in the ticket")
    assert len(tickets_of(town, sender)) == 1


def test_a_machine_that_writes_is_not_answered(town: Town) -> None:
    sender = "otomatik@sistem.example"
    words = text("Aydınlatma direği 1453 yanmıyor, sokak karanlık")
    post(town, mail(sender, words, more="Auto-Submitted: auto-generated"))

    ticket = wait_until(lambda: tickets_of(town, sender), ARRIVAL_SECONDS, "the ticket of a machine")[0]
    town.settle()

    assert town.api.sent(to=sender, channel="email") == []
    assert any(message["note"] for message in town.page(ticket["number"])["messages"])


def answers_to(town: Town, number: str) -> str:
    """The address that the answer asks to be answered at: the local cloud keeps no Reply-To of what it sends."""
    secret = town.clients.secrets.get_secret_value(SecretId=town.api.stack.secret)["SecretString"]
    return reply_address(json.loads(secret)["link_key"], number, "cinarova.example")


def post(town: Town, raw: bytes) -> None:
    deliver(town.clients, town.api.stack, raw)


def tickets_of(town: Town, address: str) -> list[dict[str, Any]]:
    found = town.api.call("GET", "/citizens", role="operator", query={"email": address}).expect(200).json["items"]
    if not found:
        return []
    card = town.api.call("GET", f"/citizens/{found[0]['id']}", role="operator").expect(200).json
    tickets: list[dict[str, Any]] = card["tickets"]["items"]
    return tickets


def states(town: Town, number: str) -> set[str]:
    return {file["state"] for file in town.page(number)["media"]}
