"""A citizen reports by the web form: a photo goes straight to the bucket, and a report sent twice arrives once."""

from __future__ import annotations

from nabiz_tools.client import wait_until
from nabiz_tools.demo.photo import photo
from tests.support.town import ARRIVAL_SECONDS, Town

HOLE = {"kind": "complaint", "text": "Okulun önünde yolda derin bir çukur var, araçlar zarar görüyor"}


def test_a_photo_of_the_web_form_is_stored_with_the_ticket(town: Town) -> None:
    citizen = town.resident("Elif Şahin")
    form = town.api.create("/public/uploads", {"mime_type": "image/jpeg"}).expect(201).json
    uploaded = town.upload(form["url"], form["fields"], photo(38.99, 33.01))
    assert uploaded.status in (200, 201, 204), uploaded

    report = {**HOLE, "citizen": {"name": citizen.name, "phone": f"+{citizen.phone}"}, "media": [form["id"]],
              "location": {"lat": 38.9921, "lon": 33.0066, "address": "Okul Sokağı 4"}}  # fmt: skip
    opened = town.api.create("/public/tickets", report).expect(201).json

    def stored() -> bool:
        return [(file["state"], bool(file["url"])) for file in town.page(opened["number"])["media"]] == [
            ("stored", True)
        ]

    wait_until(stored, ARRIVAL_SECONDS, "the stored photo")
    (file,) = town.page(opened["number"])["media"]
    assert file["mime_type"] == "image/jpeg"
    kept = town.api.request("GET", file["url"]).expect(200).content
    assert kept.startswith(b"\xff\xd8\xff")
    own = town.api.call("GET", opened["links"]["self"]).expect(200).json
    assert own["number"] == opened["number"]
    assert town.api.call("GET", f"/public/tickets/{opened['number']}", query={"key": "x" * 10}).status == 404


def test_a_report_sent_again_under_its_key_opens_no_second_ticket(town: Town) -> None:
    citizen = town.resident("Hasan Öztürk")
    report = {**HOLE, "citizen": {"name": citizen.name, "phone": f"+{citizen.phone}"}}

    first = town.api.create("/public/tickets", report, key=f"offline-{citizen.phone}")
    again = town.api.create("/public/tickets", report, key=f"offline-{citizen.phone}")

    assert (first.status, again.status) == (201, 201), again
    assert {name: again.json[name] for name in ("number", "key")} == {
        name: first.json[name] for name in ("number", "key")
    }
    assert len(citizen.tickets) == 1
