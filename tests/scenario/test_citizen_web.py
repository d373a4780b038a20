"""A citizen on the city's pages: files in one piece or in parts, words to a ticket, and what the page shows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from nabiz.domain.workflow import Status
from nabiz.services.receive_upload import PART
from tests.support.city import City
from tests.support.cloud import MEDIA, Cloud, client
from tests.support.counting import requests_of
from tests.support.gateway import Answer, call

REPORT = {"text": "116. Sokakta yaralı bir köpek var", "citizen": {"phone": "0532 111 22 33"}}
SIZE = 2 * PART + 1000


@pytest.fixture
def city() -> Iterator[City]:
    with Cloud() as cloud:
        yield City(cloud)


def report(**more: object) -> tuple[str, str]:
    """A new ticket's number and key."""
    answer = call("POST", "/public/tickets", REPORT | more)
    assert answer.status == 201, answer.text
    return answer.json["number"], answer.json["key"]


def write(number: str, key: str, text: str = "Köpek hâlâ orada.", once: str = "", **more: object) -> Answer:
    body = {"key": key, "text": text, **more}
    headers = {"Idempotency_Key": once} if once else {}
    return call("POST", f"/public/tickets/{number}/messages", body, **headers)


def look(number: str, key: str) -> dict[str, object]:
    answer = call("GET", f"/public/tickets/{number}?key={key}")
    assert answer.status == 200, answer.text
    seen: dict[str, object] = answer.json
    return seen


def announce(size: int, once: str = "") -> Answer:
    headers = {"Idempotency_Key": once} if once else {}
    return call("POST", "/public/uploads", {"mime_type": "video/mp4", "size": size}, **headers)


def put_part(upload: str, number: int, size: int) -> str:
    """What the browser does with a part's address; its ETag."""
    (found,) = (one for one in client("s3").list_multipart_uploads(Bucket=MEDIA)["Uploads"] if upload in one["Key"])
    sent = client("s3").upload_part(
        Bucket=MEDIA, Key=found["Key"], UploadId=found["UploadId"], PartNumber=number, Body=b"x" * size
    )
    return str(sent["ETag"])


# -- words --------------------------------------------------------------------------------------------------------


def test_words_of_the_citizen_join_the_ticket_and_reach_the_department(city: City) -> None:
    number, key = report()
    city.cloud.settle()

    answer = write(number, key)

    assert answer.status == 201
    assert [(word["from"], word["text"]) for word in answer.json["messages"]][-1] == ("citizen", "Köpek hâlâ orada.")
    city.cloud.settle()
    assert "CitizenReplied" in city.history(number)
    assert any("#department:veteriner" in told and "replied" in told for told in city.stages_told())


def test_the_answer_to_a_question_sets_the_ticket_going_again(city: City) -> None:
    number, key = report()
    city.department("veteriner").asks(number, "Köpek tam olarak nerede?")
    assert look(number, key)["question"] == "Köpek tam olarak nerede?"

    seen = write(number, key, "Parkın girişinde.").json

    assert seen["status"] == "in_progress"
    assert seen["question"] is None


def test_the_same_words_sent_twice_arrive_once(city: City) -> None:
    number, key = report()

    first, second = (write(number, key, once="made-offline") for _ in range(2))

    assert (first.status, second.status) == (201, 201)
    assert first.json == second.json
    assert len(first.json["messages"]) == 2


def test_a_report_sent_twice_is_one_ticket(city: City) -> None:
    answers = [call("POST", "/public/tickets", REPORT, Idempotency_Key="made-offline").json for _ in range(2)]

    assert answers[0] == answers[1]


def test_words_with_a_wrong_key_change_nothing(city: City) -> None:
    number, key = report()

    answer = write(number, "aaaaaaaaaa")

    assert answer.status == 404
    assert len(look(number, key)["messages"]) == 1  # type: ignore[arg-type]


def test_nobody_writes_to_a_finished_ticket(city: City) -> None:
    number, key = report()
    city.department("veteriner").resolves(number)

    answer = write(number, key)

    assert answer.status == 409
    assert look(number, key)["may_reply"] is False


def test_words_are_limited_in_an_hour_and_flow_again_in_the_next(city: City) -> None:
    number, key = report()
    statuses = [write(number, key, f"Söz {n}").status for n in range(21)]
    assert statuses == [201] * 20 + [429]

    refused = write(number, key)
    city.cloud.now += timedelta(hours=1)

    assert refused.headers["Retry-After"] == "3600"
    assert write(number, key).status == 201


def test_words_cost_one_read_and_one_transaction_beside_the_page(city: City) -> None:
    number, key = report()
    write(number, key)

    with requests_of(city.cloud) as requests:
        write(number, key)

    assert requests == {"dynamodb.GetItem": 1, "dynamodb.TransactWriteItems": 1, "dynamodb.Query": 1}


def test_the_page_shows_files_the_survey_and_nothing_internal(city: City) -> None:
    upload = announce(1000).json["id"]
    client("s3").put_object(Bucket=MEDIA, Key=f"uploads/{upload}", Body=b"\xff\xd8\xff\xe0 photo")
    number, key = report(media=[upload])
    city.cloud.settle()
    veteriner = city.department("veteriner")
    veteriner.resolves(number)
    for _ in range(2):  # closing, then the survey
        city.waits_for(number)

    seen = look(number, key)

    assert [file["state"] for file in seen["media"]] == ["stored"]  # type: ignore[attr-defined]
    assert seen["messages"][0]["media"] == [seen["media"][0]["id"]]  # type: ignore[index]
    assert seen["status"] == Status.CLOSED
    assert seen["survey_open"] is True
    assert call("GET", f"/public/surveys/{seen['survey_token']}").status == 200
    assert not {"TicketEscalated", "TicketClassified"} & {stage["type"] for stage in seen["stages"]}  # type: ignore[attr-defined]


# -- files --------------------------------------------------------------------------------------------------------


def test_a_small_file_goes_by_a_form(city: City) -> None:
    answer = announce(PART)

    assert answer.status == 201
    assert answer.json.keys() == {"id", "max_bytes", "url", "fields"}
    assert answer.json["max_bytes"] == PART
    assert answer.json["fields"]["key"] == f"uploads/{answer.json['id']}"


def test_a_large_file_goes_in_parts_of_signed_length(city: City) -> None:
    answer = announce(SIZE)

    assert answer.json.keys() == {"id", "parts"}
    assert [part["bytes"] for part in answer.json["parts"]] == [PART, PART, 1000]
    for part in answer.json["parts"]:
        assert "content-length" in urlsplit(part["url"]).query


def test_a_broken_upload_goes_on_where_it_stopped(city: City) -> None:
    upload = announce(SIZE).json["id"]
    etags = {1: put_part(upload, 1, PART)}

    state = call("POST", f"/public/uploads/{upload}/parts", {"numbers": [2, 3]}).json

    assert [part["number"] for part in state["parts"]] == [2, 3]
    assert [(part["number"], part["etag"]) for part in state["arrived"]] == [(1, etags[1])]
    etags |= {2: put_part(upload, 2, PART), 3: put_part(upload, 3, 1000)}
    body = {"parts": [{"number": number, "etag": etag} for number, etag in etags.items()]}
    assert call("POST", f"/public/uploads/{upload}/complete", body).json == {"id": upload}
    assert client("s3").head_object(Bucket=MEDIA, Key=f"uploads/{upload}")["ContentLength"] == SIZE


def test_completing_again_after_a_lost_answer_is_fine(city: City) -> None:
    upload = announce(PART + 1).json["id"]
    body = {"parts": [{"number": 1, "etag": put_part(upload, 1, PART)}, {"number": 2, "etag": put_part(upload, 2, 1)}]}

    answers = [call("POST", f"/public/uploads/{upload}/complete", body) for _ in range(2)]

    assert [answer.status for answer in answers] == [200, 200]


@pytest.mark.parametrize(
    ("parts", "detail"),
    [
        ([{"number": 1, "etag": "x"}], "Each part once"),
        ([{"number": 1, "etag": "x"}, {"number": 2, "etag": "y"}], "A part is missing"),
    ],
)
def test_what_is_not_whole_is_not_put_together(city: City, parts: list[dict[str, object]], detail: str) -> None:
    upload = announce(PART + 1).json["id"]
    put_part(upload, 1, PART)

    answer = call("POST", f"/public/uploads/{upload}/complete", {"parts": parts})

    assert answer.status == 422
    assert detail in answer.json["detail"]


@pytest.mark.parametrize("size", [1000, SIZE])
def test_the_same_announcement_names_the_same_file(city: City, size: int) -> None:
    first, second = (announce(size, once="made-offline").json for _ in range(2))

    assert first["id"] == second["id"]
    assert len(client("s3").list_multipart_uploads(Bucket=MEDIA).get("Uploads", [])) == int(size == SIZE)
    assert announce(size, once="another").json["id"] != first["id"]


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(city: City) -> None:
    answer = announce(200 * 1024 * 1024)

    assert answer.status == 422


def test_one_address_cannot_announce_files_without_end(city: City) -> None:
    table = city.cloud
    limit = 600
    assert announce(1000).status == 201
    (counted,) = (
        record["dynamodb"]["Keys"] for record in table.stream()
        if record["dynamodb"].get("NewImage", {}).get("type") == {"S": "rate"}
    )  # fmt: skip
    assert "192.0.2.1" not in str(counted)
    client("dynamodb").update_item(
        TableName="nabiz-test", Key=counted, UpdateExpression="SET told = :n",
        ExpressionAttributeValues={":n": {"N": str(limit)}},
    )  # fmt: skip

    assert announce(1000).status == 429
