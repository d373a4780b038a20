"""From a post of the webhook to messages, reports and what is rightly neither."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nabiz.channels import inbound, whatsapp
from nabiz.domain.errors import UnreadableMessage
from nabiz.domain.messages import (
    Channel,
    DeliveryReport,
    DeliveryState,
    Identifier,
    Ignored,
    InboundMessage,
    MediaReference,
    MessageKind,
    Place,
    Remedy,
)
from nabiz.domain.templates import TemplateState

EVENTS = Path(__file__).parents[3] / "events" / "whatsapp"
ZEYNEP = (Identifier("phone", "+905321112233"), Identifier("whatsapp", "TR.13491208655302741918"))


def read_event(name: str) -> bytes:
    return (EVENTS / f"{name}.json").read_bytes()


def parse_all(body: bytes) -> list[Any]:
    """What a post means after its way through the queue."""
    return [inbound.parse_text(json.dumps(item.body)) for item in whatsapp.split(body)]


def parse_one(name: str) -> Any:
    (found,) = parse_all(read_event(name))
    return found


def post(message: object, **value: object) -> bytes:
    change = {"field": "messages", "value": {"metadata": {"phone_number_id": "1"}, "messages": [message], **value}}
    return json.dumps({"object": "whatsapp_business_account", "entry": [{"changes": [change]}]}).encode()


def test_text_message() -> None:
    assert parse_one("text") == InboundMessage(
        channel=Channel.WHATSAPP,
        id="wamid.nBgN6TUyN2k5NzAzM5kzNhUCABI8FDNFQjAxQkE5REI4NEUzQ5Y5QTNgAA==",
        account="409552778964973",
        sender="1111111111111",
        identifiers=(Identifier("phone", "+1111111111111"),),
        sent_at=datetime(2023, 1, 5, 19, 39, 38, tzinfo=UTC),
        kind=MessageKind.TEXT,
        text="hi everyone!",
        sender_name="Mauricio Binda",
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("image", {"kind": MessageKind.MEDIA, "text": ""}),
        ("image_forwarded_caption", {"kind": MessageKind.MEDIA, "text": "116. Sokak, çöpler alınmadı",
                                     "forwarded": True}),
        ("video_caption", {"kind": MessageKind.MEDIA, "text": "hello world"}),
        ("interactive_button_reply", {"kind": MessageKind.CHOICE, "choice": "callback_data", "text": "title",
                                      "reply_to": "wamid.xyzxyz"}),
        ("interactive_list_reply", {"kind": MessageKind.CHOICE, "choice": "callback_data"}),
        ("survey_list_reply", {"kind": MessageKind.CHOICE, "text": "Çok memnun kaldım",
                               "choice": "survey:1234567891abcdefghijklmnopqrst:very_satisfied"}),
        ("template_quick_reply_button", {"kind": MessageKind.CHOICE, "choice": "SIM", "text": "SIM"}),
        ("flow_reply", {"kind": MessageKind.TEXT, "text": "mahalle: Çınar\naciliyet: 2\nfoto: false"}),
        ("reply_context", {"kind": MessageKind.TEXT, "text": "replied text", "reply_to": "wamid.xyzxyz=="}),
        ("reaction", {"kind": MessageKind.REACTION, "note": "😮", "reply_to": "wamid.yzxyzx="}),
        ("location_place", {"kind": MessageKind.LOCATION, "place": Place("-10.93941311633", "-10.606395436721")}),
        ("location_named", {"kind": MessageKind.LOCATION,
                            "place": Place("39.9208", "32.8541", "Kuğulu Park", "Çınar Mahallesi 116. Sokak No: 4")}),
        ("unsupported", {"kind": MessageKind.UNSUPPORTED, "note": "unsupported 131051 Message type unknown"}),
        ("unknown_type", {"kind": MessageKind.UNSUPPORTED, "note": "hologram", "identifiers": ZEYNEP}),
        ("order", {"kind": MessageKind.UNSUPPORTED, "note": "order"}),
        ("contacts", {"kind": MessageKind.UNSUPPORTED, "note": "contacts",
                      "text": "Ali Usta, +90 532 000 00 01, 0312 000 00 02\nMuhtarlık"}),
    ],
)  # fmt: skip
def test_every_type_of_message(name: str, expected: dict[str, object]) -> None:
    message = parse_one(name)

    assert isinstance(message, InboundMessage)
    assert {field: getattr(message, field) for field in expected} == expected


@pytest.mark.parametrize(
    ("name", "kind", "media_id", "file_name"),
    [("image", "image", "8472976218001204", ""), ("video_caption", "video", "661828760183585", ""),
     ("voice_note", "voice", "827776106019109", ""), ("document", "document", "848704520347750", "4_641947.pdf"),
     ("sticker", "sticker", "661828760183586", "")],
)  # fmt: skip
def test_files_are_announced_with_what_the_provider_says_of_them(
    name: str, kind: str, media_id: str, file_name: str
) -> None:
    (reference,) = parse_one(name).media

    assert isinstance(reference, MediaReference)
    assert (reference.kind, reference.provider_id, reference.file_name) == (kind, media_id, file_name)
    assert "/" in reference.mime_type
    assert reference.sha256


@pytest.mark.parametrize("name", ["text_without_phone", "text_without_phone_in_from"])
def test_citizen_without_a_phone_is_known_by_the_business_scoped_id(name: str) -> None:
    message = parse_one(name)

    assert message.sender == "TR.13491208655302741999"
    assert message.identifiers == (Identifier("whatsapp", "TR.13491208655302741999"),)
    assert message.sender_name == "Deniz"
    assert message.text == "Sokak lambası yanmıyor"


def test_both_identifiers_are_kept_where_the_post_has_both() -> None:
    message = parse_one("flow_reply")

    assert message.identifiers == ZEYNEP
    assert message.sender == "905321112233"


def test_every_entry_change_message_and_status_becomes_an_item() -> None:
    found = parse_all(read_event("several_of_everything"))

    messages = [(m.id, m.sender, m.sender_name) for m in found if isinstance(m, InboundMessage)]
    reports = [(r.provider_id, r.state) for r in found if isinstance(r, DeliveryReport)]
    assert messages == [
        ("wamid.nabiz-many-1", "905321112233", "Zeynep"),
        ("wamid.nabiz-many-2", "905333334455", "Ayşe"),
        ("wamid.nabiz-many-3", "905321112233", "Zeynep"),
        ("wamid.nabiz-many-4", "905333334455", "Ayşe"),
    ]
    assert reports == [
        ("wamid.nabiz-told-1", DeliveryState.DELIVERED),
        ("wamid.nabiz-told-1", DeliveryState.READ),
        ("wamid.nabiz-told-2", DeliveryState.SENT),
    ]


def test_messages_of_one_citizen_share_a_group_and_every_item_has_its_own_deduplication() -> None:
    items = whatsapp.split(read_event("several_of_everything"))

    first, second, third, *_ = items
    assert first.group == third.group != second.group
    assert len({item.deduplication for item in items}) == len(items)
    assert [i.deduplication for i in items] == [
        i.deduplication for i in whatsapp.split(read_event("several_of_everything"))
    ]


@pytest.mark.parametrize("path", sorted(EVENTS.glob("*.json")), ids=lambda path: path.stem)
def test_keys_of_the_queue_are_short_and_hold_no_personal_data(path: Any) -> None:
    for item in whatsapp.split(path.read_bytes()):
        for key in (item.group, item.deduplication):
            assert 0 < len(key) <= 128
            assert set(key) <= set("0123456789abcdef")


@pytest.mark.parametrize(
    ("name", "state", "code", "remedy"),
    [("status_delivered", DeliveryState.DELIVERED, "", ""),
     ("status_without_phone", DeliveryState.DELIVERED, "", ""),
     ("status_failed_131047", DeliveryState.FAILED, "131047", Remedy.TEMPLATE),
     ("status_failed_undeliverable", DeliveryState.FAILED, "131026", Remedy.FALLBACK)],
)  # fmt: skip
def test_statuses(name: str, state: DeliveryState, code: str, remedy: str) -> None:
    report = parse_one(name)

    assert isinstance(report, DeliveryReport)
    assert (report.state, report.code, report.remedy) == (state, code, remedy)


def test_status_carries_our_own_reference_back() -> None:
    read, delivered = parse_all(read_event("statuses_alone"))

    assert read.reference == delivered.reference == "T#123456789|000001#ticket_received#citizen##"
    assert (read.state, delivered.state) == (DeliveryState.READ, DeliveryState.DELIVERED)


@pytest.mark.parametrize(
    ("name", "reason"),
    [("reaction_removed", "whatsapp reaction taken back"),
     ("system_changed_number", "whatsapp message of type system"),
     ("status_unknown", "whatsapp status warmed_up"),
     ("errors_alone", "whatsapp errors 130429")],
)  # fmt: skip
def test_what_no_citizen_wrote_is_let_go_with_a_reason(name: str, reason: str) -> None:
    found = parse_one(name)

    assert isinstance(found, Ignored)
    assert found.reason == reason


def test_what_meta_says_of_a_template_is_read() -> None:
    found = parse_one("template_update")

    assert isinstance(found, TemplateState)
    assert (found.name, found.language, found.status) == ("ticket_received", "tr", "APPROVED")


def test_a_part_that_cannot_be_read_is_kept_and_harms_no_other() -> None:
    items = whatsapp.split(read_event("malformed_among_good"))

    assert Counter(item.body["type"] for item in items) == {"unknown": 3, "message": 1}
    assert [whatsapp.parse(item.body).id for item in items if item.body["type"] == "message"] == ["wamid.nabiz-good"]
    for item in items:
        if item.body["type"] == "unknown":
            with pytest.raises(UnreadableMessage):
                whatsapp.parse(item.body)


def test_a_field_that_nobody_knows_is_kept_whole() -> None:
    (item,) = whatsapp.split(read_event("unknown_field"))

    assert item.body["raw"] == {"part": {"field": "telepathy", "value": {"thought": "?"}}}
    with pytest.raises(UnreadableMessage):
        inbound.parse(item.body)


@pytest.mark.parametrize(
    "body",
    [b"", b"hello", b"\xff\xfe", b"[]", b"null", b'{"object": "page", "entry": [{}]}', b"{",
     b'{"object": "whatsapp_business_account"}', b'{"object": "whatsapp_business_account", "entry": []}',
     b'{"object": "whatsapp_business_account", "entry": [NaN]}', b"[" * 100_000, b"9" * 5000],
)  # fmt: skip
def test_a_body_that_is_no_webhook_is_unreadable(body: bytes) -> None:
    with pytest.raises(UnreadableMessage):
        whatsapp.split(body)


@pytest.mark.parametrize("body", [b"hello", "çığ".encode(), b"\xff\x00\xfe", b""])
def test_an_unreadable_body_is_kept_to_the_last_byte(body: bytes) -> None:
    item = inbound.unreadable("whatsapp", body)

    kept = json.loads(json.dumps(item.body))
    assert inbound.body_of(kept) == body
    with pytest.raises(UnreadableMessage):
        inbound.parse(kept)


@pytest.mark.parametrize(
    "message",
    [
        {"type": "text"},
        {"type": "text", "text": {"body": 5}},
        {"type": "image", "image": {"mime_type": "image/jpeg"}},
        {"type": "location", "location": {"latitude": "north", "longitude": 3}},
        {"type": "location", "location": {"latitude": 91, "longitude": 3}},
        {"type": "location", "location": {"latitude": True, "longitude": 3}},
        {"type": "interactive", "interactive": {"type": "nfm_reply", "nfm_reply": {"response_json": "{"}}},
        {"type": "interactive", "interactive": {"type": "list_reply"}},
        {"type": "button", "button": {}},
        {"type": "text", "text": {"body": "?"}, "timestamp": "yesterday"},
        {"type": "text", "text": {"body": "?"}, "timestamp": "9" * 25},
        {"text": {"body": "?"}},
    ],
)
def test_a_message_without_the_shape_of_its_type_is_unreadable(message: dict[str, object]) -> None:
    full = {"from": "905321112233", "id": "wamid.1", "timestamp": "1795500000", **message}

    with pytest.raises(UnreadableMessage):
        parse_all(post(full))


@pytest.mark.parametrize(
    ("written", "read"),
    [("41.0082", "41.0082"), ("41", "41"), ("1e-7", "0.0000001"), ("1e-999999", "0"), ("-0.10", "-0.10")],
)
def test_positions_are_not_rounded(written: str, read: str) -> None:
    place = {"type": "location", "location": {"latitude": 0, "longitude": 29}}
    body = post({"from": "1234567", "id": "wamid.1", "timestamp": "1", **place})
    body = body.replace(b'"latitude": 0', f'"latitude": {written}'.encode())

    (message,) = parse_all(body)

    assert message.place == Place(read, "29")


def test_half_of_a_surrogate_pair_can_still_be_stored() -> None:
    (message,) = parse_all(post({"from": "1234567", "id": "wamid.1", "timestamp": "1", "type": "text",
                                 "text": {"body": "a\ud83d b 😀"}}))  # fmt: skip

    assert message.text == "a\ufffd b 😀"
    assert message.text.encode()


# -- fuzz ------------------------------------------------------------------------------------------------------------

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
TYPES = ["text", "image", "audio", "location", "button", "interactive", "reaction", "contacts", "unsupported", "x"]
NAMES = ["id", "body", "type", "latitude", "longitude", "message_id", "emoji", "errors", "code", "nfm_reply",
         "button_reply", "response_json", "payload", "phones", "name"]  # fmt: skip
CONTENT = st.dictionaries(st.sampled_from(NAMES), JSON, max_size=5)
MESSAGES = st.fixed_dictionaries(
    {"id": st.text(min_size=1, max_size=9) | JSON, "type": st.sampled_from(TYPES) | JSON},
    optional={"from": st.sampled_from(["905321112233", "TR.1", ""]) | JSON, "timestamp": st.just("1795500000") | JSON,
              "context": CONTENT | JSON, "errors": JSON, **dict.fromkeys(TYPES, CONTENT | JSON)},
)  # fmt: skip
STATUSES = st.fixed_dictionaries(
    {"id": st.text(max_size=9) | JSON, "status": st.sampled_from(["read", "failed", "x"]) | JSON},
    optional={"timestamp": st.just("1795500000") | JSON, "errors": st.lists(CONTENT) | JSON,
              "biz_opaque_callback_data": JSON},
)  # fmt: skip
VALUES = st.fixed_dictionaries({}, optional={
    "metadata": st.just({"phone_number_id": "1"}) | JSON, "contacts": st.lists(CONTENT, max_size=2) | JSON,
    "messages": st.lists(MESSAGES | JSON, max_size=3) | JSON, "statuses": st.lists(STATUSES | JSON, max_size=3) | JSON,
    "errors": JSON,
})  # fmt: skip
CHANGES = st.fixed_dictionaries({"field": st.just("messages") | JSON, "value": VALUES | JSON})
POSTS = st.fixed_dictionaries({
    "object": st.just("whatsapp_business_account"),
    "entry": st.lists(
        st.fixed_dictionaries({"changes": st.lists(CHANGES | JSON, max_size=3) | JSON}) | JSON, max_size=3
    ),
})  # fmt: skip


def read_like_the_house(body: bytes) -> None:
    """Split, through the queue, parse: everything is read or refused by its one error, and can be stored."""
    try:
        items = whatsapp.split(body)
    except UnreadableMessage:
        items = [inbound.unreadable("whatsapp", body)]
    assert items
    for item in items:
        text = json.dumps(item.body, allow_nan=False)
        assert json.dumps(item.body, ensure_ascii=False).encode()
        try:
            found = inbound.parse_text(text)
        except UnreadableMessage:
            continue
        if isinstance(found, InboundMessage):
            assert found.identifiers
            assert found.sent_at.tzinfo is UTC
            (found.text + found.note + found.sender_name).encode()


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    read_like_the_house(body)


@given(POSTS)
def test_any_json_in_the_envelope_is_read_or_refused(envelope: object) -> None:
    read_like_the_house(json.dumps(envelope).encode())


@given(st.data())
def test_a_damaged_real_body_is_read_or_refused(data: st.DataObject) -> None:
    body = bytearray(data.draw(st.sampled_from(sorted(EVENTS.glob("*.json")))).read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))

    read_like_the_house(bytes(body))


@given(JSON | st.dictionaries(st.sampled_from(["channel", "type", "raw", "contact", "account"]), CONTENT | JSON))
def test_any_item_of_the_queue_is_read_or_refused(item: object) -> None:
    try:
        inbound.parse_text(json.dumps(item))
    except UnreadableMessage:
        return


def test_the_webhooks_side_loads_nothing_but_the_standard_library() -> None:
    code = "import sys; before = set(sys.modules); import nabiz.channels.whatsapp; print(*(set(sys.modules) - before))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()

    outside = {name.partition(".")[0] for name in loaded} - set(sys.stdlib_module_names)
    assert outside == {"nabiz"}
    assert "nabiz.channels.whatsapp.contents" not in loaded
