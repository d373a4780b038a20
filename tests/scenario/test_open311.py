"""Programs file and read by Open311 GeoReport v2, through the real handlers; answers fit the published schemas."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from xml.etree.ElementTree import Element, fromstring

import jsonschema
import pytest
from referencing import Registry, Resource

from nabiz.domain.people import Role
from tests.support.city import City
from tests.support.cloud import CLIENT_KEYS
from tests.support.desk import DOG, changes, opens
from tests.support.gateway import Answer, call, token_of

SCHEMAS = Path(__file__).parents[1] / "support/open311"
KEY, READING_KEY = CLIENT_KEYS["acik-kent"], CLIENT_KEYS["pano"]
BASE = "/open311/v2"
FORM = "application/x-www-form-urlencoded"
OPERATOR = token_of(Role.SUPERVISOR)
HOLE = {
    "service_code": "yol-cukur", "lat": "38.42371", "long": "27.14283", "attribute[boyut]": "orta",
    "description": "Okulun önünde çukur var, Zeynep Kaya 0532 111 22 33", "email": "zeynep@example.com",
    "first_name": "Zeynep", "last_name": "Kaya", "device_id": "telefon-7",
}  # fmt: skip
KERB = {name: value for name, value in HOLE.items() if not name.startswith("attribute")} | {"service_code": "kaldirim"}
REGISTRY: Registry[Any] = Registry().with_resources(
    [(path.name, Resource.opaque(json.loads(path.read_text("utf-8")))) for path in SCHEMAS.glob("*.json")]
)


def fits(schema: str, value: Any) -> Any:
    """The value, which fits a published schema."""
    content = json.loads((SCHEMAS / f"{schema}.json").read_text("utf-8"))
    jsonschema.Draft7Validator(content, registry=REGISTRY).validate(value)
    return value


def reads(path: str, key: str = "", **query: str) -> Answer:
    asked = urlencode({**query, **({"api_key": key} if key else {})})
    return call("GET", f"{BASE}/{path}?{asked}")


def files(fields: dict[str, str] | None = None, path: str = "requests.json", key: str = KEY, **headers: str) -> Answer:
    body = urlencode({**(HOLE if fields is None else fields), **({"api_key": key} if key else {})}).encode()
    return call("POST", f"{BASE}/{path}", body, **{"Content-Type": FORM, **headers})


def number_of(answer: Answer) -> str:
    assert answer.status == 200, answer.text
    (filed,) = answer.json
    return str(filed["service_request_id"])


def refusal(answer: Answer) -> tuple[int, str]:
    """Status and words; the body says the same."""
    (error,) = answer.json
    assert error["code"] == str(answer.status)
    return answer.status, error["description"]


def test_services_and_what_they_ask_fit_the_schemas(city: City) -> None:
    services = fits("services", reads("services.json").json)
    asked = fits("service-definition", reads("services/yol-cukur.json", locale="en").json)

    assert {one["service_code"]: one["metadata"] for one in services}["yol-cukur"] is True
    assert [one["code"] for one in asked["attributes"]] == ["boyut", "derinlik"]
    assert asked["attributes"][0]["values"][1] == {"key": "orta", "name": "As a wheel"}


def test_a_request_is_a_ticket_and_its_sender_reads_it_back(city: City) -> None:
    number = number_of(files())

    (shown,) = fits("requests", reads(f"requests/{number}.json", KEY, extensions="true").json)
    page = call("GET", f"/tickets/{number}", token=OPERATOR).json
    assert (shown["status"], shown["service_code"], shown["description"]) == ("open", "yol-cukur", HOLE["description"])
    assert (shown["lat"], shown["long"]) == (38.42371, 27.14283)
    assert shown["extended_attributes"]["device_id"] == "telefon-7"
    assert page["ticket"]["channel"] == "open311"
    assert page["ticket"]["department"] == "fen-isleri"
    assert page["messages"][0]["text"].endswith("Çukurun boyutu: Tekerlek kadar")


def test_nobody_else_is_shown_anything_of_a_person(city: City) -> None:
    number = number_of(files())

    for key in ("", READING_KEY):
        (shown,) = reads(f"requests/{number}.json", key, extensions="true").json
        assert not any(word in json.dumps(shown, ensure_ascii=False) for word in ("Zeynep", "0532", "telefon-7"))
        assert (shown["lat"], shown["long"], shown["description"]) == (38.424, 27.143, None)


def test_what_is_no_service_is_never_shown(city: City) -> None:
    number = opens(DOG, category="yarali-hayvan")["number"]

    assert reads(f"requests/{number}.json", KEY).status == 404
    assert reads("requests.json", KEY, service_request_id=number).json == []
    assert reads("requests.json", KEY).json == []


def test_the_same_key_again_is_the_same_request(city: City) -> None:
    first, again = (number_of(files(Idempotency_Key="a1")) for _ in range(2))
    other = number_of(files(Idempotency_Key="a2"))
    by_reference = {number_of(files({**HOLE, "external_reference": "K-1"})) for _ in range(3)}

    assert first == again != other
    assert len(by_reference) == 1


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({"service_code": ""}, 400, "service_code is required"),
        ({"service_code": "yok"}, 400, "no such service_code"),
        ({"lat": ""}, 400, "both lat and long"),
        ({"lat": "", "long": ""}, 400, "Say where it is"),
        ({"lat": "nan"}, 400, "number of degrees"),
        ({"lat": "91"}, 400, "number of degrees"),
        ({"attribute[boyut]": ""}, 400, "attribute[boyut] is required"),
        ({"attribute[boyut]": "dev"}, 400, "is one of: kucuk, orta, buyuk"),
        ({"attribute[derinlik]": "çok"}, 400, "attribute[derinlik] is a number"),
        ({"attribute[renk]": "sarı"}, 400, "no attribute 'renk'"),
        ({"description": "x" * 4001}, 400, "at most 4000"),
        ({"email": "zeynep"}, 400, "no mail address"),
        ({"media_url": "file:///etc/passwd"}, 400, "media_url"),
        ({"jurisdiction_id": "elsewhere"}, 404, "jurisdiction_id"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_reason(
    city: City, change: dict[str, str], status: int, words: str
) -> None:
    refused, said = refusal(files({**HOLE, **change}))

    assert refused == status
    assert words in said


@pytest.mark.parametrize(("key", "words"), [("", "required"), ("wrong", "no such"), (READING_KEY, "not for that")])
def test_without_a_key_for_it_nothing_is_filed(city: City, key: str, words: str) -> None:
    status, said = refusal(files(key=key))

    assert status == 403
    assert words in said


def test_filters_and_pages(city: City) -> None:
    began = city.cloud.now
    numbers = []
    for hour in range(4):
        city.cloud.now = began + timedelta(hours=hour)
        numbers.append(number_of(files(HOLE if hour % 2 else KERB)))
    city.cloud.now = began + timedelta(hours=5)
    changes(
        numbers[3],
        "transitions",
        {"to": "resolved", "outcome": "solved", "message_to_citizen": "Dolduruldu."},
        OPERATOR,
    )

    def found(**query: str) -> list[str]:
        return [one["service_request_id"] for one in fits("requests", reads("requests.json", **query).json)]

    newest_first = numbers[::-1]
    assert found() == newest_first
    assert found(service_code="kaldirim") == [numbers[2], numbers[0]]
    assert found(status="closed") == [numbers[3]]
    assert found(status="open", service_code="yol-cukur,kaldirim") == newest_first[1:]
    assert found(page="2", page_size="3") == [numbers[0]]
    assert found(service_request_id=f"{numbers[0]},{numbers[3]}", status="open") == [numbers[0], numbers[3]]
    at = (began + timedelta(hours=1, minutes=30)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert found(start_date=at) == newest_first[:2]
    assert found(end_date=at) == newest_first[2:]


@pytest.mark.parametrize(
    "query",
    [
        {"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-06-01T00:00:00Z"},
        {"start_date": "2026-11-25T00:00:00Z", "end_date": "2026-11-01T00:00:00Z"},
        {"start_date": "yesterday"}, {"start_date": "9999-12-31T23:59:59-01:00"}, {"end_date": "0001-01-01T00:00:00Z"},
        {"status": "half"}, {"page": "0"}, {"page_size": "1001"}, {"page": "11", "page_size": "100"},
    ],
)  # fmt: skip
def test_questions_that_cannot_be_answered_say_why(city: City, query: dict[str, str]) -> None:
    assert refusal(reads("requests.json", **query))[0] == 400


def test_what_there_is_not(city: City) -> None:
    for path in ("requests/123-456-789.json", "requests/x.json", "services/yok.json", "nothing.json", "services.pdf",
                 "nothing/here.json"):  # fmt: skip
        assert refusal(reads(path))[0] == 404, path


def plain(element: Element) -> Any:
    """An element as the JSON would say it, texts alone."""
    if not len(element):
        return element.text
    if len({child.tag for child in element}) == 1 and f"{element[0].tag}s" in (element.tag, f"service_{element.tag}"):
        return [plain(child) for child in element]
    if element.tag in ("service_requests", "service_request_updates"):
        return [plain(child) for child in element]
    return {child.tag: plain(child) for child in element}


def texts(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: texts(own) for name, own in value.items()}
    if isinstance(value, list):
        return [texts(own) for own in value]
    return {True: "true", False: "false"}.get(value, value) if isinstance(value, bool) else value and str(value)


@pytest.mark.parametrize("path", ["services", "services/yol-cukur", "requests", "discovery"])
def test_xml_says_what_json_says(city: City, path: str) -> None:
    files({**HOLE, "description": "Çukur <b>&amp; \x0b taş</b>"})

    as_xml, as_json = reads(f"{path}.xml", KEY), reads(f"{path}.json", KEY)

    assert as_xml.headers["Content-Type"] == "text/xml; charset=utf-8"
    said = texts(as_json.json)
    if path == "requests":
        said[0]["description"] = said[0]["description"].replace("\x0b", "\ufffd")
    if path == "discovery":
        said["endpoints"] = [{**said["endpoints"][0]}]
    assert plain(fromstring(as_xml.text)) == said


def test_errors_in_xml(city: City) -> None:
    answer = files(path="requests.xml", key="wrong")

    assert answer.status == 403
    assert plain(fromstring(answer.text)) == [{"code": "403", "description": "There is no such api_key."}]


def test_accept_decides_where_the_path_does_not(city: City) -> None:
    answer = call("GET", f"{BASE}/services", Accept="text/xml")

    assert fromstring(answer.text).tag == "services"
    assert call("GET", f"{BASE}/services").json


def test_a_multipart_request_keeps_its_files(city: City) -> None:
    picture = b"\xff\xd8\xff\xe0\r\n--not the boundary\r\n\x00\x80" * 20
    pieces = [f'--XX\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
              for name, value in {**HOLE, "api_key": KEY}.items()]  # fmt: skip
    head = (
        '--XX\r\nContent-Disposition: form-data; name="media"; filename="çukur.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
    )
    body = b"".join([*pieces, head.encode(), picture, b"\r\n--XX--\r\n"])

    number = number_of(call("POST", f"{BASE}/requests.json", body, Content_Type='multipart/form-data; boundary="XX"'))
    city.cloud.settle()

    (file,) = call("GET", f"/tickets/{number}", token=OPERATOR).json["media"]
    assert (file["state"], file["mime_type"], file["size"]) == ("stored", "image/jpeg", len(picture))
    assert file["file_name"] == "çukur.jpg"


def test_a_private_address_is_never_fetched(city: City) -> None:
    number = number_of(files({**HOLE, "media_url": "http://169.254.169.254/latest/meta-data/"}))
    city.cloud.settle()

    (file,) = call("GET", f"/tickets/{number}", token=OPERATOR).json["media"]
    assert (file["state"], file["reason"]) == ("missing", "provider: not_public")


def test_a_batch_service_gives_a_token_first(city: City) -> None:
    rubble = {"service_code": "moloz", "address_string": "116. Sokak 4", "description": "Moloz yığını"}
    tokens = {files(rubble, Idempotency_Key="t-1").json[0]["token"] for _ in range(2)}
    (token,) = tokens
    assert reads(f"tokens/{token}.json", KEY).json == [{"token": token}]

    city.cloud.settle()

    (known,) = reads(f"tokens/{token}.json", KEY).json
    (shown,) = reads("requests.json", KEY).json
    assert known == {"token": token, "service_request_id": shown["service_request_id"]}
    assert shown["address"] == "116. Sokak 4"
    assert reads(f"tokens/{token}.json", "").status == 403


def test_updates_tell_what_happened_to_its_own_requests(city: City) -> None:
    number, other = number_of(files()), opens(DOG, category="sahipsiz-hayvan")["number"]
    city.cloud.now += timedelta(minutes=5)
    changes(
        number, "transitions", {"to": "resolved", "outcome": "solved", "message_to_citizen": "Dolduruldu."}, OPERATOR
    )

    by_span = reads("servicerequestupdates.json", KEY).json
    by_id = reads("servicerequestupdates.json", KEY, service_request_id=f"{number},{other}").json

    assert by_span == by_id
    assert {one["service_request_id"] for one in by_span} == {number}
    assert (by_span[-1]["status"], by_span[-1]["description"]) == ("closed", "Çözüldü")
    assert len({one["update_id"] for one in by_span}) == len(by_span)
    assert reads("servicerequestupdates.json").status == 403


def test_a_client_adds_to_its_own_request_once(city: City) -> None:
    number, other = number_of(files()), opens(DOG, category="sahipsiz-hayvan")["number"]
    words = {"service_request_id": number, "update_id": "u1", "description": "Hâlâ duruyor"}
    for _ in range(2):
        assert files(words, "servicerequestupdates.json").status == 200
    changes(number, "transitions", {"to": "resolved", "outcome": "solved", "message_to_citizen": "Bitti."}, OPERATOR)
    for _ in range(2):
        late = files({**words, "update_id": "u2", "description": "Geç geldi"}, "servicerequestupdates.json")
        assert late.status == 200, late.text

    said = [
        (one["direction"], one["text"]) for one in call("GET", f"/tickets/{number}", token=OPERATOR).json["messages"]
    ]
    assert said[1:] == [("in", "Hâlâ duruyor"), ("out", "Bitti."), ("note", "Geç geldi")]
    assert files({**words, "service_request_id": other}, "servicerequestupdates.json").status == 404


SAMPLES = Path(__file__).parents[2] / "events/open311"


@pytest.mark.parametrize(
    ("sample", "kind"),
    [
        ("request.urlencoded", FORM),
        ("batch.urlencoded", FORM),
        ("request.multipart", "multipart/form-data; boundary=XX"),
    ],
)
def test_the_samples_are_filed(city: City, sample: str, kind: str) -> None:
    body = (SAMPLES / sample).read_bytes()

    answer = call("POST", f"{BASE}/requests.json?api_key={KEY}", body, **{"Content-Type": kind})
    city.cloud.settle()

    assert answer.status == 200, answer.text
    assert len(reads("requests.json", KEY).json) == 1
