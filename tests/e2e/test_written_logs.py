"""What the functions wrote to their logs holds nothing of any person: no number, no name, no word."""

from __future__ import annotations

from collections.abc import Iterator

from nabiz_tools.client import wait_until
from tests.support.town import ARRIVAL_SECONDS, Town

PRIVATE = ("Nilüfer", "Gümüşoğlu", "Ihlamur Apartmanı", "kapıcı dairesi", "nilufer@example.com", "38.99217", "tavşanım")


def test_no_log_line_of_any_function_tells_who_or_what(town: Town) -> None:
    nilufer = town.resident("Nilüfer Gümüşoğlu")
    nilufer.writes("Ihlamur Apartmanı önünde yaralı bir köpek var, kapıcı dairesi, nilufer@example.com")
    number = nilufer.ticket()["number"]
    nilufer.sends({"type": "location", "location": {"latitude": 38.99217, "longitude": 33.00663}})
    nilufer.sends(nilufer.photo("7700998877"))
    town.api.post_whatsapp(nilufer.envelope({"type": "text", "text": {"body": "tavşanım"}}), signature="sha256=00")
    town.api.create("/public/tickets", {"text": "tavşanım kayıp", "citizen": {"phone": "Nilüfer"}}).expect(422)
    wait_until(lambda: len(town.page(number)["messages"]) == 3, ARRIVAL_SECONDS, "three messages")
    town.move(number, "department", "resolved", outcome="solved", message_to_citizen="Nilüfer Hanım, köpek iyi.")
    town.settle()

    lines = list(written(town))

    assert {group for group, _ in lines} >= {f"/{town.api.stack.stack_name}/{name}" for name in (
        "APIHandler", "ReceiveInbound", "SendNotification", "RelayEvents", "RecordFacts", "FetchMedia")}  # fmt: skip
    private = {*PRIVATE, nilufer.phone[2:], "veteriner@cinarova.example", *town.said}
    told = [(group, word, line[:300]) for group, line in lines for word in private if word in line]
    assert not told, told[:5]


def written(town: Town) -> Iterator[tuple[str, str]]:
    """Every line of every log group, with its group."""
    logs = town.clients.session.client("logs", endpoint_url=town.clients.endpoint_url)
    for page in logs.get_paginator("describe_log_groups").paginate():
        for group in page["logGroups"]:
            name = group["logGroupName"]
            for events in logs.get_paginator("filter_log_events").paginate(logGroupName=name):
                yield from ((name, event["message"]) for event in events["events"])
