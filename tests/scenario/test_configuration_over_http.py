"""The city's configuration is changed by an administrator: checked as a whole, kept with its history."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from nabiz.domain.stages import STAGES
from nabiz.storage.configuration_store import write_configuration
from nabiz.texts.samples import samples
from tests.support.cloud import WARM_UP, Cloud, compiled
from tests.support.counting import requests_of
from tests.support.gateway import Answer, call, token_of

ADMIN, AUDITOR = token_of("admin"), token_of("auditor")


@pytest.fixture
def cloud() -> Iterator[Cloud]:
    with Cloud() as made:
        yield made


def read(part: str) -> Answer:
    answer = call("GET", f"/configuration/{part}", token=AUDITOR)
    assert answer.status == 200, answer.text
    return answer


def put(part: str, body: dict[str, Any], version: int) -> Answer:
    return call("PUT", f"/configuration/{part}", {"body": body}, ADMIN, If_Match=f'"{version}"')


def changed_survey() -> dict[str, Any]:
    return dict(read("survey").json["body"]) | {"delay_hours": 5}


def preview(**body: object) -> Answer:
    return call("POST", "/configuration/texts/preview", body, ADMIN)


def test_a_change_is_in_force_has_a_new_version_and_stands_in_the_history(cloud: Cloud) -> None:
    cloud.now += timedelta(minutes=5)

    answer = put("survey", changed_survey(), 1)

    assert answer.status == 200
    assert answer.headers["ETag"] == '"2"'
    assert read("survey").json["body"]["delay_hours"] == 5
    (newest, *_) = call("GET", "/configuration/history", token=AUDITOR).json["items"]
    assert newest == {"part": "survey", "version": 2, "at": newest["at"], "by": "user:admin-1"}


def test_what_was_there_before_can_still_be_read(cloud: Cloud) -> None:
    before = read("survey").json["body"]
    put("survey", changed_survey(), 1)

    old = call("GET", "/configuration/survey/versions/1", token=AUDITOR)

    assert old.json["body"] == before
    assert old.json["changed_by"] == "system:config"


def test_who_saw_an_older_version_is_told_who_changed_it(cloud: Cloud) -> None:
    body = changed_survey()
    put("survey", body, 1)

    answer = put("survey", body | {"delay_hours": 9}, 1)

    assert answer.status == 412
    assert (answer.json["changed_by"], answer.json["version"]) == ("user:admin-1", 2)
    assert read("survey").json["body"]["delay_hours"] == 5


def test_a_part_that_does_not_fit_the_others_is_refused_with_its_path(cloud: Cloud) -> None:
    body: dict[str, Any] = {**read("catalogue").json["body"]}
    body["categories"] = body["categories"] | {"yol-cukur": body["categories"]["yol-cukur"] | {"department": "yok"}}

    answer = put("catalogue", body, 1)

    assert answer.status == 422
    (error,) = answer.json["errors"]
    assert error["path"] == "catalogue.categories.yol-cukur.department"
    assert "there is no department 'yok'" in error["message"]
    assert read("catalogue").headers["ETag"] == '"1"'


def test_every_fault_of_the_texts_is_told_at_once(cloud: Cloud) -> None:
    body: dict[str, Any] = read("messages").json["body"]
    stages = body["tr"]["stages"]
    stages["closed"]["text"] = "Kapandı {nothing}"
    del stages["survey"]["sms"]

    answer = put("messages", body, 1)

    assert {error["path"] for error in answer.json["errors"]} >= {
        "messages.tr.stages.closed.text", "messages.tr.stages.survey.sms",
    }  # fmt: skip


def test_the_same_body_again_changes_nothing(cloud: Cloud) -> None:
    body = changed_survey()
    put("survey", body, 1)

    answer = put("survey", body, 2)

    assert answer.json["version"] == 2


def test_a_change_costs_one_query_and_one_transaction(cloud: Cloud) -> None:
    body = changed_survey()

    with requests_of(cloud) as made:
        put("survey", body, 1)

    assert made == {"dynamodb.Query": 1, "dynamodb.TransactWriteItems": 1}


def test_the_history_goes_on_by_its_cursor(cloud: Cloud) -> None:
    first = call("GET", "/configuration/history?limit=4", token=AUDITOR).json
    rest = call("GET", f"/configuration/history?limit=50&cursor={first['cursor']}", token=AUDITOR).json

    parts = [change["part"] for change in first["items"] + rest["items"]]
    assert sorted(parts) == sorted(compiled()[0])
    assert rest["cursor"] is None


def test_applying_the_folder_again_writes_what_is_another_and_nothing_else(cloud: Cloud) -> None:
    parts = compiled()[0]
    assert write_configuration(parts) == []

    changed = write_configuration(parts | {"limits": parts["limits"] | {"close_after_hours": 72}})

    assert changed == ["limits"]
    versions = {part["part"]: part["version"] for part in call("GET", "/configuration", token=ADMIN).json["parts"]}
    assert {part for part, version in versions.items() if version == 2} == {"limits"}


def test_what_an_administrator_changed_stays_until_the_folder_says_something_new(cloud: Cloud) -> None:
    parts = compiled()[0]
    put("survey", changed_survey(), 1)

    assert write_configuration(parts) == []
    assert read("survey").json["body"]["delay_hours"] == 5

    assert write_configuration(parts | {"survey": parts["survey"] | {"delay_hours": 7}}) == ["survey"]
    assert read("survey").json["body"]["delay_hours"] == 7


def test_a_text_is_shown_with_sample_values_as_its_channel_shows_it(cloud: Cloud) -> None:
    mail = preview(stage="ticket_received", channel="email", language="tr").json
    sms = preview(stage="survey", channel="sms", language="en").json
    template = preview(stage="closed", channel="whatsapp", language="tr", form="template").json

    assert "264-886-200" in mail["subject"] + mail["text"]
    assert sms["segments"] >= 1
    assert template["text"]
    assert mail["problems"] == []


def test_a_text_that_is_being_written_is_checked_before_it_is_in_force(cloud: Cloud) -> None:
    texts: dict[str, Any] = compiled()[0]["messages"]["tr"]["stages"]["closed"]  # type: ignore[index]

    good = preview(stage="closed", channel="sms", language="tr", texts=texts | {"sms": "{number} kapandı."}).json
    bad = preview(stage="closed", channel="sms", language="tr", texts=texts | {"sms": "{nonsense}"}).json

    assert good["text"] == "264-886-200 kapandı."
    assert bad["text"] == ""
    assert bad["problems"][0]["path"] == "tr.stages.closed.sms"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"stage": "nothing", "channel": "sms", "language": "tr"}, "stage"),
        ({"stage": "closed", "channel": "sms", "language": "de"}, "language"),
        ({"stage": "greeting", "channel": "sms", "language": "tr"}, "channel"),
        ({"stage": "greeting", "channel": "whatsapp", "language": "tr", "form": "template"}, "form"),
    ],
)
def test_a_preview_of_what_there_is_not_is_refused(cloud: Cloud, body: dict[str, object], field: str) -> None:
    answer = preview(**body)

    assert answer.status == 422
    assert answer.json["field"] == field


def test_there_is_a_sample_for_every_field_of_every_stage() -> None:
    known = samples("Çınarova", "153", "https://cinarova.example", WARM_UP)

    assert {name for stage in STAGES.values() for name in stage.fields} <= set(known)
