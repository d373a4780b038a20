"""What comes in many times or all at once is there once and whole."""

from __future__ import annotations

from nabiz_tools.client import wait_until
from tests.support.town import ARRIVAL_SECONDS, Town, at_once

DOG = "116. Sokakta yaralı bir köpek var"
POSTS = 50
PHOTOS = 10


def test_one_webhook_body_posted_fifty_times_at_once_is_one_message(town: Town) -> None:
    zeynep = town.resident()
    body = zeynep.envelope({"type": "text", "text": {"body": DOG}})

    answers = at_once([lambda: town.api.post_whatsapp(body)] * POSTS)
    town.settle()

    assert [answer.status for answer in answers] == [200] * POSTS
    page = town.page(zeynep.ticket()["number"])
    assert [message["text"] for message in page["messages"]] == [DOG]
    assert len(zeynep.told) == 1, [entry["text"] for entry in zeynep.told]
    assert town.dead_letters() == {}


def test_ten_photos_posted_at_once_are_one_ticket_with_ten_files(town: Town) -> None:
    mehmet = town.resident("Mehmet Kaya")
    photos = [mehmet.photo(f"77{mehmet.phone[-6:]}{index}") for index in range(PHOTOS)]

    at_once([lambda sent=sent: mehmet.sends(sent) for sent in photos])
    number = mehmet.ticket()["number"]
    wait_until(lambda: states(town, number) == ["stored"] * PHOTOS, ARRIVAL_SECONDS, "ten stored photos")
    wait_until(lambda: all(file["url"] for file in town.page(number)["media"]), ARRIVAL_SECONDS, "ten copies to show")
    town.settle()

    files = town.page(number)["media"]
    assert len({file["id"] for file in files}) == PHOTOS
    assert {file["mime_type"] for file in files} == {"image/jpeg"}
    assert len(mehmet.told) == 1, [entry["text"] for entry in mehmet.told]
    downloaded = town.api.request("GET", files[0]["url"]).expect(200).content
    assert downloaded.startswith(b"\xff\xd8\xff")


def states(town: Town, number: str) -> list[str]:
    """What became of each file of a ticket."""
    return [file["state"] for file in town.page(number)["media"]]
