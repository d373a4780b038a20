"""One citizen in several channels: proven by a code or by the staff, suggested, merged, and taken apart again."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from nabiz import bootstrap
from nabiz.domain.messages import Channel, Identifier
from tests.support.city import Citizen, City
from tests.support.gateway import Answer, call, token_of

PHONE, MAIL = "905321112233", "zeynep@posta.example"
DOG = "116. Sokakta yaralı bir köpek var"
OPERATOR = token_of("operator")
WHY = {"reason": "Kimliğini gösterdi"}


@pytest.fixture
def zeynep(city: City) -> Citizen:
    return city.citizen(whatsapp=PHONE)


def opens(text: str, citizen: dict[str, str], **location: Any) -> str:
    body: dict[str, Any] = {"text": text, "citizen": citizen} | ({"location": location} if location else {})
    answer = call("POST", "/tickets", body, OPERATOR)
    assert answer.status == 201, answer.text
    return str(answer.json["number"])


def find(query: str) -> str:
    (found,) = call("GET", f"/citizens?{query}", token=OPERATOR).json["items"]
    return str(found["id"])


def by_phone() -> str:
    return find(f"phone=%2B{PHONE}")


def by_mail() -> str:
    return find(f"email={MAIL}")


def card(who: str) -> dict[str, Any]:
    shown: dict[str, Any] = call("GET", f"/citizens/{who}", token=OPERATOR).json
    return shown


def does(who: str, what: str, **body: object) -> Answer:
    return call("POST", f"/citizens/{who}/{what}", body, OPERATOR)


def numbers(who: str) -> set[str]:
    return {ticket["number"] for ticket in card(who)["tickets"]["items"]}


def code_sent(city: City, channel: Channel, to: str) -> str:
    sent = [message for message in city.cloud.senders[channel].sent if message.to == to]
    found = re.search(r"\b\d{6}\b", sent[-1].text)
    assert found
    return found.group()


@pytest.mark.parametrize("written", ["0532 111 22 33", "90 532 111 22 33", "+90 (532) 111-22-33", "5321112233"])
def test_one_number_is_one_citizen_however_it_is_written(city: City, zeynep: Citizen, written: str) -> None:
    zeynep.writes(DOG)

    number = opens("Çöpümüz alınmadı", {"phone": written})

    assert number in numbers(by_phone())


def test_a_code_proves_a_new_address(city: City, zeynep: Citizen) -> None:
    zeynep.writes(DOG)
    who = by_phone()

    sent = does(who, "links", email=MAIL)
    city.cloud.settle()
    code = code_sent(city, Channel.EMAIL, MAIL)
    linked = does(who, "links/verify", link=sent.json["sent"]["link"], code=code)
    again = does(who, "links/verify", link=sent.json["sent"]["link"], code=f"{code[:3]} {code[3:]}")

    assert (sent.status, sent.json["sent"]["to"]) == (201, "z***@posta.example")
    assert linked.json == again.json == {"citizen": who, "merged": None}
    assert by_mail() == who
    (act,) = call("GET", f"/citizens/{who}/identity", token=OPERATOR).json["history"]
    assert (act["act"], act["other"], act["proof"]) == ("linked", "email", "code")


def test_the_code_stands_in_no_record(city: City, zeynep: Citizen) -> None:
    zeynep.writes(DOG)
    does(by_phone(), "links", email=MAIL)
    city.cloud.settle()

    code = code_sent(city, Channel.EMAIL, MAIL)

    assert not any(f'"{code}"' in str(record["dynamodb"]).replace("'", '"') for record in city.cloud.stream())


def test_a_code_that_proves_somebodys_address_makes_them_one_person(city: City, zeynep: Citizen) -> None:
    zeynep.writes(DOG)
    mine = opens("Çöpümüz alınmadı", {"name": "Zeynep Kaya", "email": MAIL})
    other = by_mail()
    who = by_phone()
    sent = does(who, "links", email=MAIL).json["sent"]
    city.cloud.settle()

    linked = does(who, "links/verify", link=sent["link"], code=code_sent(city, Channel.EMAIL, MAIL))

    assert linked.json == {"citizen": who, "merged": other}
    assert by_mail() == by_phone() == who
    assert mine in numbers(who)


def test_wrong_codes_are_counted_and_a_code_runs_out(city: City, zeynep: Citizen) -> None:
    zeynep.writes(DOG)
    who = by_phone()
    first, second = (does(who, "links", email=MAIL).json["sent"]["link"] for _ in range(2))
    city.cloud.settle()
    code = code_sent(city, Channel.EMAIL, MAIL)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"

    tries = [does(who, "links/verify", link=first, code=wrong) for _ in range(6)]
    city.passes(minutes=11)
    late = does(who, "links/verify", link=second, code=code)

    assert [answer.status for answer in tries] == [422] * 5 + [429]
    assert [answer.json["tries_left"] for answer in tries[:5]] == [4, 3, 2, 1, 0]
    assert late.status == 410


def test_nobody_is_flooded_with_codes(city: City, zeynep: Citizen) -> None:
    zeynep.writes(DOG)

    answers = [does(by_phone(), "links", email=MAIL).status for _ in range(6)]
    city.cloud.settle()

    assert answers == [201] * 5 + [429]
    assert len([mail for mail in city.cloud.mail.sent if mail.to == MAIL]) == 5


def test_a_landline_is_proven_by_checking_only(city: City, zeynep: Citizen) -> None:
    zeynep.writes(DOG)
    who = by_phone()

    refused = does(who, "links", phone="0312 444 12 34")
    without = does(who, "links", phone="0312 444 12 34", proof="checked")
    checked = does(who, "links", phone="0312 444 12 34", proof="checked", reason="Numarayı geri aradık")

    assert (refused.status, without.status, checked.status) == (422, 422, 201)
    assert find("phone=%2B903124441234") == who


def test_the_same_name_at_the_same_place_is_suggested_and_nothing_is_merged(city: City, zeynep: Citizen) -> None:
    at = {"address": "116. Sokak No 4, Kavaklı", "neighbourhood": ""}
    opens(DOG, {"name": "Zeynep KAYA", "phone": "0532 111 22 33"}, **at)
    opens("Çöpümüz alınmadı", {"name": "zeynep kaya", "email": MAIL}, **at)
    opens("Çöpümüz alınmadı", {"name": "Zeynep Kaya", "phone": "0533 999 88 77"}, address="Başka Cadde 9")
    opens("Çöpümüz alınmadı", {"name": "Zeynep Kayan", "phone": "0533 999 88 78"}, **at)
    city.cloud.settle()

    found = call("GET", f"/citizens/{by_phone()}/suggestions", token=OPERATOR).json["items"]

    assert [(one["id"], "address" in one["shared"]) for one in found] == [(by_mail(), True)]
    assert by_mail() != by_phone()


def test_merged_and_split_again_everything_is_where_it_was(city: City, zeynep: Citizen) -> None:
    zeynep.writes(DOG)
    opens("Çöpümüz alınmadı", {"name": "Zeynep Kaya", "email": MAIL})
    who, other = by_phone(), by_mail()
    before = (numbers(who), numbers(other))

    merged = does(who, "merge", other=other, **WHY)
    again = does(other, "merge", other=who, **WHY)
    together = (numbers(who), numbers(other))
    since = opens("Kaldırım kırık", {"email": MAIL})
    searched = call("GET", f"/tickets?q={MAIL}", token=OPERATOR).json["items"]
    split = does(who, "split", part=other, reason="Adaşıymış")

    assert (merged.status, merged.json["citizen"], merged.json["parts"]) == (200, who, [other])
    assert again.json["parts"] == [other]
    assert together == (before[0] | before[1],) * 2
    assert {ticket["number"] for ticket in searched} == before[0] | before[1] | {since}
    assert (split.status, split.json["parts"]) == (200, [])
    assert (numbers(who), numbers(other)) == (before[0], before[1] | {since})
    assert (by_phone(), by_mail()) == (who, other)
    assert [act["act"] for act in split.json["history"]] == ["split", "merged"]
    assert split.json["history"][1]["reason"] == WHY["reason"]


def test_a_merge_writes_the_records_of_the_person_and_no_ticket(city: City, zeynep: Citizen) -> None:
    zeynep.writes(DOG)
    for _ in range(5):
        opens("Çöpümüz alınmadı", {"email": MAIL})
    who, other = by_phone(), by_mail()
    city.cloud.settle()
    before = len(city.cloud.stream())

    does(who, "merge", other=other, **WHY)

    written = [record["dynamodb"]["NewImage"]["type"]["S"] for record in city.cloud.stream()[before:]]
    assert sorted(written) == ["citizen", "citizen", "identity_change", "identity_change"]


def test_a_person_is_told_by_the_addresses_of_all_their_records(city: City, zeynep: Citizen) -> None:
    zeynep.writes(DOG)
    mine = opens("Çöpümüz alınmadı", {"name": "Zeynep Kaya", "email": MAIL})
    does(by_mail(), "merge", other=by_phone(), **WHY)

    seen = call("POST", f"/tickets/{mine}/messages/preview", {"text": "Yoldayız."}, OPERATOR).json

    assert {way["channel"] for way in seen["ways"]} >= {"email", "sms"}


def test_a_no_of_one_record_counts_for_the_person(city: City, zeynep: Citizen) -> None:
    zeynep.writes(DOG)
    mine = opens("Çöpümüz alınmadı", {"name": "Zeynep Kaya", "email": MAIL})
    zeynep.writes("DUR HEPSİ")
    does(by_mail(), "merge", other=by_phone(), **WHY)
    zeynep.writes("BAŞLA")

    wishes = call("GET", f"/citizens/{by_mail()}/preferences", token=OPERATOR).json

    assert wishes["refused"] == []
    assert [change["how"] for change in wishes["history"]] == ["keyword", "merge"]
    assert mine


def test_merging_from_both_sides_at_once_ends_in_one_person(city: City, zeynep: Citizen) -> None:
    zeynep.writes(DOG)
    opens("Çöpümüz alınmadı", {"email": MAIL})
    who, other = by_phone(), by_mail()

    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(lambda pair: does(pair[0], "merge", other=pair[1], **WHY),
                                   [(who, other), (other, who)]))  # fmt: skip

    assert [answer.status for answer in answers] == [200, 200]
    person = bootstrap.app().persons.person(who)
    assert (len(person.ids), bootstrap.app().persons.person(other).head.id) == (2, person.head.id)
    assert Identifier("email", MAIL) in person.as_one().identifiers
