"""A file on its way through the house: stored, scanned, copied, shown; what fails says why and is tried again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from nabiz.domain.errors import SendFailed
from nabiz.domain.messages import Remedy
from nabiz_tools.standins.malware import EICAR, scan
from tests.support.city import Citizen, City
from tests.support.cloud import MEDIA, Cloud, client
from tests.support.gateway import Answer, call, token_of
from tests.support.pictures import OWNER, picture

DOG = "116. Sokakta yaralı bir köpek var"
OPERATOR, VET, AUDITOR = token_of("operator"), token_of("department", "veteriner"), token_of("auditor")
OTHER = token_of("department", "temizlik")


@pytest.fixture
def city() -> Iterator[City]:
    with Cloud() as cloud:
        yield City(cloud)


@pytest.fixture
def careful() -> Iterator[City]:
    """A city that scans for malware."""
    with Cloud(scanning=True) as cloud:
        yield City(cloud)


def writes_with_photo(city: City, content: bytes | None = None, phone: str = "+905321112233") -> Citizen:
    zeynep = city.citizen(whatsapp=phone)
    zeynep.writes(DOG)
    city.cloud.whatsapp.media[f"photo-{phone}"] = picture() if content is None else content
    zeynep.sends_photo(f"photo-{phone}")
    return zeynep


def files(number: str, token: Any = OPERATOR) -> list[dict[str, Any]]:
    answer = call("GET", f"/tickets/{number}", token=token)
    assert answer.status == 200, answer.text
    found: list[dict[str, Any]] = answer.json["media"]
    return found


def key_of(url: str) -> str:
    """Which object an address of the bucket is about."""
    return url.partition("?")[0].partition(f"{MEDIA}")[2].partition("/")[2]


def body_of(url: str) -> bytes:
    content: bytes = client("s3").get_object(Bucket=MEDIA, Key=key_of(url))["Body"].read()
    return content


def scans(city: City, number: str) -> dict[str, Any]:
    """GuardDuty scans the ticket's one file; its event."""
    (file,) = city.page(number).media
    body = client("s3").get_object(Bucket=MEDIA, Key=file.key)["Body"].read()
    event = scan(MEDIA, file.key, body, city.cloud.now)
    tell(city, event)
    return event


def tell(city: City, event: dict[str, Any]) -> None:
    city.cloud.render.send(json.dumps(event), city.cloud.now)
    city.cloud.settle()


def original(number: str, media: str, token: Any = OPERATOR) -> Answer:
    return call("GET", f"/tickets/{number}/media/{media}/original", token=token)


def retry(number: str, media: str, token: Any = OPERATOR) -> Answer:
    return call("POST", f"/tickets/{number}/media/{media}/retry", token=token)


# -- copies -------------------------------------------------------------------------------------------------------


def test_departments_get_a_copy_that_does_not_say_who_took_it(city: City) -> None:
    zeynep = writes_with_photo(city)

    (file,) = files(zeynep.ticket.number, VET)

    assert OWNER.encode() not in body_of(file["url"])
    assert key_of(file["thumbnail"]).endswith("small.webp")
    assert (file["position"], file["reason"], file["note"]) == ({"lat": "38.423734", "lon": "27.142826"}, "", "")


def test_the_position_of_a_photo_is_offered_and_never_set(city: City) -> None:
    zeynep = writes_with_photo(city)

    assert zeynep.ticket.location is None
    assert "TicketLocated" not in city.history(zeynep.ticket.number)


def test_the_original_is_for_the_desk_and_every_look_is_recorded(city: City) -> None:
    zeynep = writes_with_photo(city)
    number = zeynep.ticket.number
    (file,) = files(number)

    answer = original(number, file["id"])

    assert OWNER.encode() in body_of(answer.json["url"])
    assert original(number, file["id"], VET).status == 403
    looks = client("dynamodb").query(
        TableName="nabiz-test", KeyConditionExpression="pk = :p AND begins_with(sk, :l)",
        ExpressionAttributeValues={":p": {"S": f"P#{zeynep.ticket.citizen}"}, ":l": {"S": "L#"}},
    )["Items"]  # fmt: skip
    assert f"file {number} {file['id']}" in {look["what"]["S"] for look in looks}


def test_whoever_holds_the_key_gets_the_copy_alone(city: City) -> None:
    report = call("POST", "/public/tickets", {"text": DOG, "citizen": {"phone": "0532 111 22 33"}}).json
    upload = call("POST", "/public/uploads", {"mime_type": "image/jpeg"}).json["id"]
    client("s3").put_object(Bucket=MEDIA, Key=f"uploads/{upload}", Body=picture())
    address = f"/public/tickets/{report['number']}"
    call("POST", f"{address}/messages", {"key": report["key"], "text": "Resmi", "media": [upload]})
    city.cloud.settle()

    (file,) = call("GET", f"{address}?key={report['key']}").json["media"]

    assert key_of(file["url"]).startswith("shown/")
    assert OWNER.encode() not in body_of(file["url"])


def test_a_damaged_photo_says_so_and_can_be_tried_again(city: City) -> None:
    zeynep = writes_with_photo(city, picture()[:200])
    number = zeynep.ticket.number

    (file,) = files(number)

    assert (file["state"], file["url"], file["note"]) == ("stored", None, "unreadable")
    assert retry(number, file["id"]).json == {"again": "render"}


def test_rendering_twice_changes_nothing(city: City) -> None:
    zeynep = writes_with_photo(city)
    number = zeynep.ticket.number
    before = city.page(number).media

    city.cloud.render.send(json.dumps({"aggregate": f"T#{number}", "media": before[0].id}), city.cloud.now)
    city.cloud.settle()

    assert city.page(number).media == before


# -- scans --------------------------------------------------------------------------------------------------------


def test_nothing_opens_before_the_scan_found_it_clean(careful: City) -> None:
    number = writes_with_photo(careful).ticket.number

    (waiting,) = files(number)
    refused = original(number, waiting["id"])
    scans(careful, number)
    (file,) = files(number)

    assert (waiting["url"], waiting["thumbnail"], waiting["reason"]) == (None, None, "scan: pending")
    assert refused.status == 409
    assert file["url"]
    assert file["reason"] == ""


def test_malware_stays_closed_with_its_reason(careful: City) -> None:
    number = writes_with_photo(careful, b"%PDF-1.7\n" + EICAR).ticket.number

    scans(careful, number)

    (file,) = files(number)
    assert (file["url"], file["reason"]) == (None, "scan: infected")
    assert original(number, file["id"]).status == 409
    assert retry(number, file["id"]).status == 409


def test_results_that_come_twice_and_late_change_nothing(careful: City) -> None:
    number = writes_with_photo(careful, b"%PDF-1.7\n" + EICAR).ticket.number
    found = scans(careful, number)
    (file,) = careful.page(number).media

    tell(careful, scan(MEDIA, file.key, b"clean", careful.cloud.now))
    tell(careful, found)

    assert files(number)[0]["reason"] == "scan: infected"


def test_a_result_that_comes_before_the_file_is_noted_waits_for_it(careful: City) -> None:
    zeynep = careful.citizen(whatsapp="+905321112233")
    zeynep.writes(DOG)
    number = zeynep.ticket.number
    careful.cloud.whatsapp.media["early"] = picture()
    careful.cloud.whatsapp.media_failures = 1
    zeynep.sends_photo("early")  # fails once, so the record is there and the file is not
    (file,) = careful.page(number).media

    tell(careful, scan(MEDIA, f"media/T/{number}/{file.id}", picture(), careful.cloud.now))

    assert files(number)[0]["url"]


def test_without_scanning_an_infected_file_is_closed_too(city: City) -> None:
    number = writes_with_photo(city, b"%PDF-1.7\n" + EICAR).ticket.number

    scans(city, number)

    assert files(number)[0]["url"] is None


# -- the same bytes -----------------------------------------------------------------------------------------------


def test_the_same_photo_twice_is_named_once_and_hinted_on_another_ticket(city: City) -> None:
    zeynep = writes_with_photo(city)
    city.cloud.whatsapp.media["again"] = picture()
    zeynep.sends_photo("again")
    ali = writes_with_photo(city, phone="+905329998877")

    first, second = files(zeynep.ticket.number)
    (other,) = files(ali.ticket.number)

    assert (first["duplicate_of"], second["duplicate_of"]) == (None, first["id"])
    assert other["also_on"] == [zeynep.ticket.number]


# -- missing ------------------------------------------------------------------------------------------------------


def refuse_for_good(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(source_id: str) -> Any:
        raise SendFailed("gone", code="131052", remedy=Remedy.FALLBACK)

    monkeypatch.setattr(city.cloud.whatsapp, "fetch_media", refused)


def test_a_missing_file_is_fetched_again_when_somebody_asks(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        refuse_for_good(city, broken)
        number = writes_with_photo(city).ticket.number
    (missing,) = files(number)
    assert (missing["state"], missing["reason"]) == ("missing", "provider: 131052")

    answers = [retry(number, missing["id"]) for _ in range(2)]
    city.cloud.settle()

    assert [(answer.status, answer.json) for answer in answers] == [(202, {"again": "fetch"})] * 2
    assert files(number)[0]["url"]


def test_nobody_retries_what_is_there_or_is_not_theirs(city: City) -> None:
    number = writes_with_photo(city).ticket.number
    (file,) = files(number)

    assert retry(number, file["id"]).status == 409
    assert retry(number, "nothing").status == 404
    assert retry(number, file["id"], AUDITOR).status == 403
    assert retry(number, file["id"], OTHER).status == 404
