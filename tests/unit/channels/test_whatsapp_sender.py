"""What is posted to Meta, what its refusals lead to, and how files are fetched."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import pytest

from nabiz.channels.whatsapp.errors import ERRORS, remedy_of
from nabiz.channels.whatsapp.sender import WhatsAppSender
from nabiz.domain.errors import SendFailed
from nabiz.domain.messages import Channel, Choice, OutboundMessage, Remedy, Sent, Template

if TYPE_CHECKING:
    from conftest import FakeHttp

BASE = "https://graph.facebook.com/v23.0"
ACCEPTED = {"messaging_product": "whatsapp", "messages": [{"id": "wamid.sent"}]}


def message(**more: Any) -> OutboundMessage:
    known: dict[str, Any] = {"to": "905321112233", "text": "Merhaba", "reference": "T#1|000001#x"}
    return OutboundMessage(channel=Channel.WHATSAPP, **(known | more))


@pytest.fixture
def sender(http: FakeHttp) -> WhatsAppSender:
    return WhatsAppSender(http, BASE, "409552778964973", "token")


def posted(http: FakeHttp, sender: WhatsAppSender, out: OutboundMessage) -> Any:
    assert sender.send(out) == Sent("wamid.sent")
    return http.requests[-1].json


def test_text_goes_with_our_reference(http: FakeHttp, sender: WhatsAppSender) -> None:
    http.will_answer(200, ACCEPTED)

    assert posted(http, sender, message()) == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": "905321112233",
        "biz_opaque_callback_data": "T#1|000001#x",
        "type": "text",
        "text": {"body": "Merhaba", "preview_url": False},
    }
    asked = http.requests[0]
    assert (asked.method, asked.url) == ("POST", f"{BASE}/409552778964973/messages")
    assert asked.headers["Authorization"] == "Bearer token"


def test_person_without_a_phone_is_addressed_by_the_field_for_scoped_ids(
    http: FakeHttp, sender: WhatsAppSender
) -> None:
    http.will_answer(200, ACCEPTED)

    body = posted(http, sender, message(to="TR.13491208655302741999"))

    assert body["recipient"] == "TR.13491208655302741999"
    assert "to" not in body


def test_up_to_three_choices_are_buttons_and_more_a_list(http: FakeHttp, sender: WhatsAppSender) -> None:
    http.will_answer(200, ACCEPTED).will_answer(200, ACCEPTED)
    choices = tuple(Choice(f"id-{n}", f"Seçenek {n} " + "x" * 30) for n in range(12))

    buttons = posted(http, sender, message(choices=choices[:3]))["interactive"]
    rows = posted(http, sender, message(choices=choices, choice_label="Yanıtla"))["interactive"]

    assert [b["reply"]["id"] for b in buttons["action"]["buttons"]] == ["id-0", "id-1", "id-2"]
    assert all(len(b["reply"]["title"]) <= 20 for b in buttons["action"]["buttons"])
    (section,) = rows["action"]["sections"]
    assert (rows["type"], rows["action"]["button"]) == ("list", "Yanıtla")
    assert len(section["rows"]) == 10
    assert all(len(row["title"]) <= 24 for row in section["rows"])


def test_template_carries_parameters_and_the_payloads_of_its_quick_replies(
    http: FakeHttp, sender: WhatsAppSender
) -> None:
    http.will_answer(200, ACCEPTED)
    template = Template("resolved", "tr", ("123-456-789", "", "iki\nsatır   ve\tsekme"))

    body = posted(http, sender, message(template=template, choices=(Choice("reopen:1", "Sorun sürüyor"),)))

    assert body["type"] == "template"
    parameters, button = body["template"]["components"]
    assert [p["text"] for p in parameters["parameters"]] == ["123-456-789", "-", "iki satır ve sekme"]
    assert body["template"]["language"] == {"code": "tr"}
    assert button == {"type": "button", "sub_type": "quick_reply", "index": "0",
                      "parameters": [{"type": "payload", "payload": "reopen:1"}]}  # fmt: skip


def test_long_texts_are_cut_at_a_word(http: FakeHttp, sender: WhatsAppSender) -> None:
    http.will_answer(200, ACCEPTED)

    body = posted(http, sender, message(text="kelime " * 1000))["text"]["body"]

    assert 4040 < len(body) <= 4096
    assert body.endswith("kelime…")


# The codes and remedies of Meta's error reference, as the channel notes group them.
RETRY = (1, 2, 4, 80007, 130429, 131000, 131016, 131056, 131057, 133016, 135000)
FALLBACK = (131026, 131021, 131030, 131051, 131008, 131009, 100, 131050, 131052, 131053)
LATER = (131048, 131049, 130472)
OPERATOR = (0, 10, 190, *range(200, 300), 368, 131031, 131042, 131045, *range(132000, 132017))
TABLE = [
    *((code, Remedy.RETRY) for code in RETRY),
    *((code, Remedy.FALLBACK) for code in FALLBACK),
    *((code, Remedy.LATER) for code in LATER),
    *((code, Remedy.OPERATOR) for code in OPERATOR),
    (131047, Remedy.TEMPLATE),
]


@pytest.mark.parametrize(("code", "remedy"), TABLE)
def test_every_refusal_has_its_remedy(http: FakeHttp, sender: WhatsAppSender, code: int, remedy: Remedy) -> None:
    http.will_answer(400, {"error": {"message": "no", "code": code}})

    with pytest.raises(SendFailed) as refused:
        sender.send(message())

    assert (refused.value.code, refused.value.remedy) == (str(code), remedy)


def test_the_table_has_no_code_that_is_not_proved() -> None:
    assert set(ERRORS) - {code for code, _ in TABLE} == {131062}  # newer than the notes: business-scoped ids


@pytest.mark.parametrize(
    ("status", "raw", "code", "remedy"),
    [(503, b"<html>", "http_503", Remedy.RETRY), (429, b"", "http_429", Remedy.RETRY),
     (400, b"{}", "http_400", Remedy.OPERATOR), (400, b'{"error": {"code": 999999}}', "999999", Remedy.OPERATOR),
     (500, b'{"error": {"code": 999999}}', "999999", Remedy.RETRY),
     (401, b'{"error": "x"}', "http_401", Remedy.OPERATOR),
     (302, b"", "http_302", Remedy.OPERATOR)],
)  # fmt: skip
def test_unknown_refusals_go_by_the_status(
    http: FakeHttp, sender: WhatsAppSender, status: int, raw: bytes, code: str, remedy: Remedy
) -> None:
    http.will_answer(status, raw=raw)

    with pytest.raises(SendFailed) as refused:
        sender.send(message())

    assert (refused.value.code, refused.value.remedy) == (code, remedy)


def test_silence_is_passed_on_as_something_to_try_again(http: FakeHttp, sender: WhatsAppSender) -> None:
    http.answers.append(SendFailed("silence", code="no_answer", remedy=Remedy.RETRY))

    with pytest.raises(SendFailed, match="silence"):
        sender.send(message())


def test_taken_with_an_unreadable_answer_is_not_sent_again(http: FakeHttp, sender: WhatsAppSender) -> None:
    http.will_answer(200, raw=b"<html>")

    assert sender.send(message()) == Sent("")


def test_no_error_shows_whom_it_was_for(http: FakeHttp, sender: WhatsAppSender) -> None:
    http.will_answer(400, {"error": {"code": 131026, "message": "905321112233 is not on WhatsApp"}})

    with pytest.raises(SendFailed) as refused:
        sender.send(message())

    assert "905321112233" not in f"{refused.value} {refused.value.details}"


def test_remedies_of_a_failed_status_without_code() -> None:
    assert remedy_of(None) is Remedy.OPERATOR


# -- files -----------------------------------------------------------------------------------------------------------

FILE = b"\xff\xd8" + b"x" * 1000


def found(url: str = "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1", **more: object) -> object:
    return {"url": url, "mime_type": "image/jpeg", "file_size": len(FILE), "id": "1",
            "sha256": hashlib.sha256(FILE).hexdigest(), **more}  # fmt: skip


def test_file_is_fetched_in_two_steps_with_our_token(http: FakeHttp, sender: WhatsAppSender) -> None:
    http.will_answer(200, found()).will_answer(200, raw=b"")
    http.chunks = [FILE[:500], FILE[500:]]

    fetched = sender.fetch_media("8472976218001204")

    assert (b"".join(fetched.chunks), fetched.mime_type, fetched.size) == (FILE, "image/jpeg", len(FILE))
    assert http.requests[0].url == f"{BASE}/8472976218001204"
    assert all(request.headers == {"Authorization": "Bearer token"} for request in http.requests)


@pytest.mark.parametrize(
    ("status", "error", "remedy"),
    [(400, {"code": 100}, Remedy.FALLBACK), (404, {}, Remedy.FALLBACK), (400, {"code": 131052}, Remedy.FALLBACK),
     (503, {"code": 131000}, Remedy.RETRY), (401, {"code": 190}, Remedy.RETRY), (400, {"code": 131049}, Remedy.RETRY)],
)  # fmt: skip
def test_a_file_that_is_gone_is_given_up_and_any_other_asked_for_again(
    http: FakeHttp, sender: WhatsAppSender, status: int, error: dict[str, int], remedy: Remedy
) -> None:
    http.will_answer(status, {"error": error})

    with pytest.raises(SendFailed) as failed:
        sender.fetch_media("1")

    assert failed.value.remedy == remedy


@pytest.mark.parametrize("status", [404, 503])
def test_a_download_that_fails_is_asked_for_anew(http: FakeHttp, sender: WhatsAppSender, status: int) -> None:
    http.will_answer(200, found()).will_answer(status, raw=b"")

    with pytest.raises(SendFailed) as failed:
        sender.fetch_media("1")

    assert (failed.value.code, failed.value.remedy) == (f"http_{status}", Remedy.RETRY)


@pytest.mark.parametrize(
    "url",
    ["https://evil.example/x", "http://lookaside.fbsbx.com/x", "https://fbsbx.com.evil.example/", "file:///etc/passwd",
     "https://evilfbsbx.com/x", 7, None],
)  # fmt: skip
def test_our_token_goes_to_metas_hosts_alone(http: FakeHttp, sender: WhatsAppSender, url: Any) -> None:
    http.will_answer(200, found(url))

    with pytest.raises(SendFailed) as failed:
        sender.fetch_media("1")

    assert failed.value.remedy == Remedy.FALLBACK
    assert len(http.requests) == 1


def test_a_file_over_the_limit_is_given_up_before_and_while_it_is_read(http: FakeHttp, sender: WhatsAppSender) -> None:
    http.will_answer(200, found(file_size=101 * 1024 * 1024))
    with pytest.raises(SendFailed, match="larger"):
        sender.fetch_media("1")

    http.will_answer(200, found(file_size=1)).will_answer(200, raw=b"")
    http.chunks = [b"x" * 1024 * 1024] * 101
    fetched = sender.fetch_media("1")
    with pytest.raises(SendFailed, match="larger"):
        sum(len(chunk) for chunk in fetched.chunks)
