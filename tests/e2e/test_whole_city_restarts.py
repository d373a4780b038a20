"""`down` and `up` again: everything is as it was."""

from __future__ import annotations

from typing import Any

from nabiz_tools.client import wait_until
from tests.support.lanes import Lanes
from tests.support.town import ARRIVAL_SECONDS, Town

DOG = "116. Sokakta yaralı bir köpek var"


def test_down_and_up_keep_all_data(town: Town, lanes: Lanes) -> None:
    zeynep = town.resident()
    zeynep.sends({"type": "text", "text": {"body": DOG}}, zeynep.photo("7700112233"))
    number = zeynep.ticket()["number"]
    wait_until(
        lambda: [bool(file["thumbnail"]) for file in town.page(number)["media"]] == [True], ARRIVAL_SECONDS, "the photo"
    )
    town.settle()
    before = everything(town, number)
    sent = len(town.api.sent())

    town = Town(lanes.restart())

    assert everything(town, number) == before
    assert len(town.api.sent()) == sent
    zeynep.town = town
    zeynep.writes("Hala orada, kanıyor")
    wait_until(lambda: len(town.page(number)["messages"]) == 3, ARRIVAL_SECONDS, "a new message on the old ticket")
    town.settle()
    assert "TicketOpened CitizenReplied" in " ".join(entry["type"] for entry in town.history(number)).replace(
        "TicketAssigned ", ""
    )


def everything(town: Town, number: str) -> dict[str, Any]:
    """What a person could ask of the city; addresses that live for minutes are left out."""
    page = town.page(number)
    addresses = [file.pop(which) for file in page["media"] for which in ("url", "thumbnail")]
    content = [town.api.request("GET", address).expect(200).content for address in addresses]
    return {
        "page": page,
        "photos": content,
        "history": town.history(number),
        "tickets": town.figures("tickets"),
        "satisfaction": town.figures("satisfaction"),
        "list": [item["number"] for item in town.api.call("GET", "/tickets", role="supervisor").json["items"]],
        "catalogue": town.api.call("GET", "/public/catalogue").expect(200).json,
        "dead": town.dead_letters(),
    }
