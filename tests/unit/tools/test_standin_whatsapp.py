"""The stand-in for Meta's WhatsApp Cloud API answers as the documentation says."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from tests.unit.tools.conftest import SETTINGS, Wire

BEARER = {"Authorization": "Bearer token"}


def interactive(kind: str, action: dict[str, Any]) -> dict[str, Any]:
    content = {"type": kind, "body": {"text": "Memnun kaldınız mı?"}, "action": action}
    return {"messaging_product": "whatsapp", "to": "905321112233", "type": "interactive", "interactive": content}


def buttons(*titles: str) -> dict[str, Any]:
    return {"buttons": [{"type": "reply", "reply": {"id": str(n), "title": title}} for n, title in enumerate(titles)]}


def rows(*titles: str) -> dict[str, Any]:
    return {"button": "Seçin", "sections": [{"rows": [{"id": str(n), "title": t} for n, t in enumerate(titles)]}]}


def test_an_accepted_message_gets_metas_answer_and_is_in_the_journal(wire: Wire) -> None:
    answer = wire.send_whatsapp("+905321112233", "Başvurunuz alındı")

    assert answer.status == 200
    assert answer.json["messaging_product"] == "whatsapp"
    assert answer.json["contacts"] == [{"input": "+905321112233", "wa_id": "905321112233"}]
    [sent] = wire.call("GET", "/sent?to=905321112233&channel=whatsapp").json
    assert sent["text"] == "Başvurunuz alındı"
    assert sent["id"] == answer.json["messages"][0]["id"]
    assert sent["body"]["text"] == {"body": "Başvurunuz alındı"}


def test_a_wrong_token_is_refused_and_nothing_is_sent(wire: Wire) -> None:
    answer = wire.send_whatsapp("905321112233", token="stolen")

    assert (answer.status, answer.json["error"]["code"]) == (401, 190)
    assert wire.call("GET", "/sent").json == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"to": "905321112233", "type": "text", "text": {"body": "x"}}, 100),
        ({"messaging_product": "whatsapp", "type": "text", "text": {"body": "x"}}, 131008),
        ({"messaging_product": "whatsapp", "to": "9", "type": "text", "text": {"body": "x" * 4097}}, 100),
        ({"messaging_product": "whatsapp", "to": "9", "type": "template", "template": {"name": "x"}}, 131008),
        (interactive("button", buttons("1", "2", "3", "4")), 131009),
        (interactive("button", buttons("Yirmi harften uzun bir başlık")), 100),
        (interactive("list", rows(*(str(n) for n in range(11)))), 131009),
    ],
    ids=["product", "to", "long text", "template", "four buttons", "long title", "eleven rows"],
)
def test_a_body_that_meta_would_refuse_is_refused(wire: Wire, body: dict[str, Any], code: int) -> None:
    answer = wire.whatsapp(body)

    assert (answer.status, answer.json["error"]["code"]) == (400, code)


@pytest.mark.parametrize("action", [("button", buttons("Evet", "Hayır")), ("list", rows("Çok memnunum", "Memnunum"))])
def test_surveys_by_buttons_and_by_list_are_accepted(wire: Wire, action: tuple[str, dict[str, Any]]) -> None:
    assert wire.whatsapp(interactive(*action)).status == 200
    assert wire.call("GET", "/sent").json[0]["text"] == "Memnun kaldınız mı?"


def test_media_are_fetched_in_two_steps_with_the_token(wire: Wire) -> None:
    photo = b"\xff\xd8\xff jpeg"
    wire.call("PUT", "/admin/media/8472", headers={"Content-Type": "image/jpeg"}, raw=photo)

    facts = wire.call("GET", "/v23.0/8472", headers=BEARER).json
    url = facts["url"].removeprefix(wire.base)

    assert facts["sha256"] == hashlib.sha256(photo).hexdigest()
    assert (facts["mime_type"], facts["file_size"], facts["id"]) == ("image/jpeg", len(photo), "8472")
    assert wire.call("GET", url, headers=BEARER).content == photo
    assert wire.call("GET", url).status == 401
    assert wire.call("GET", url.replace("ext=", "ext=1&old="), headers=BEARER).status == 404


def test_media_can_fail_a_given_number_of_times(wire: Wire) -> None:
    wire.call("PUT", "/admin/media/8472", headers={"Content-Type": "image/jpeg"}, raw=b"x")
    wire.call("POST", "/admin/errors", {"service": "media", "match": {"media_id": "8472"}, "times": 2, "status": 503})

    answers = [wire.call("GET", "/v23.0/8472", headers=BEARER).status for _ in range(3)]

    assert answers == [503, 503, 200]


def test_another_phone_number_id_does_not_exist(wire: Wire) -> None:
    body = {"messaging_product": "whatsapp", "to": "9", "type": "text", "text": {"body": "x"}}

    assert wire.call("POST", f"/v23.0/{SETTINGS.phone_number_id}1/messages", body, BEARER).status == 400
