"""From a post of Meta's or X's webhook to messages, reports and what is rightly neither."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nabiz.channels import inbound, meta, x
from nabiz.domain.errors import UnreadableMessage
from nabiz.domain.messages import (
    Channel,
    DeliveryReport,
    DeliveryState,
    Identifier,
    Ignored,
    InboundItem,
    InboundMessage,
    MessageKind,
    Place,
)

EVENTS = Path(__file__).parents[3] / "events"
Split = Callable[[bytes], list[InboundItem]]
SPLIT: dict[str, Split] = {"meta": meta.split, "instagram": meta.split, "x": x.split}
KIND = MessageKind


def read_event(case: str) -> bytes:
    return (EVENTS / f"{case}.json").read_bytes()


def parse_all(case: str) -> list[Any]:
    """What a post means after its way through the queue."""
    items = SPLIT[case.partition("/")[0]](read_event(case))
    return [inbound.parse_text(json.dumps(item.body)) for item in items]


MESSAGES: dict[str, dict[str, object]] = {
    "meta/text": {"kind": KIND.TEXT, "text": "116. Sokakta yaralı bir köpek var", "id": "m_text",
                  "channel": Channel.MESSENGER, "account": "104857601234567", "sender": "7123456789012345",
                  "identifiers": (Identifier("facebook", "7123456789012345"),)},
    "meta/quick_reply": {"kind": KIND.CHOICE, "choice": "survey:1234567891abcdefghijklmnopqrst:satisfied"},
    "meta/postback": {"kind": KIND.CHOICE, "choice": "reopen:123456789", "id": "m_post"},
    "meta/postback_get_started": {"kind": KIND.TEXT, "text": ""},
    "meta/postback_ice_breaker": {"kind": KIND.TEXT, "text": "Çöp toplama saatleri nedir?"},
    "meta/location": {"kind": KIND.LOCATION, "place": Place("38.9921", "33.0066")},
    "meta/fallback_link": {"kind": KIND.TEXT, "text": "Şuraya bakın https://haber.example/1\nHaber"},
    "meta/template_shared": {"kind": KIND.UNSUPPORTED, "note": "template"},
    "meta/unknown_attachment": {"kind": KIND.UNSUPPORTED, "note": "hologram"},
    "meta/reply_to": {"kind": KIND.TEXT, "reply_to": "m_before"},
    "meta/message_referral": {"kind": KIND.TEXT, "text": "Merhaba, bu duyuru için yazıyorum"},
    "meta/edit": {"kind": KIND.EDITED, "id": "m_text:edited:1", "reply_to": "m_text",
                  "text": "117. Sokakta yaralı bir köpek var"},
    "meta/unsent": {"kind": KIND.DELETED, "id": "m_text:deleted", "reply_to": "m_text", "text": ""},
    "meta/reaction": {"kind": KIND.REACTION, "note": "❤️", "reply_to": "m_ours"},
    "meta/dashboard_test": {"kind": KIND.TEXT, "text": "test"},
    "meta/comment": {"kind": KIND.COMMENT, "text": "Bizim sokakta çöpler üç gündür alınmıyor",
                     "sender": "7123456789012345", "sender_name": "Zeynep Kaya",
                     "id": "104857601234567_122100000000000001_812345678901234",
                     "reply_to": "104857601234567_122100000000000001"},
    "meta/comment_edited": {"kind": KIND.EDITED, "text": "Bizim sokakta çöpler dört gündür alınmıyor"},
    "meta/comment_removed": {"kind": KIND.DELETED, "note": "comment removed"},
    "meta/comment_without_author": {"kind": KIND.COMMENT, "identifiers": (),
                                    "sender": "comment:104857601234567_122100000000000001_812345678901234"},
    **{f"instagram/{shape}": {"kind": KIND.TEXT, "text": "Parktaki lamba yanmıyor", "channel": Channel.INSTAGRAM,
                              "identifiers": (Identifier("instagram", "1254459154682919"),)}
       for shape in ("text", "text_in_changes", "text_flat")},
    "instagram/story_reply": {"kind": KIND.TEXT, "text": "Bu yol ne zaman açılacak?", "note": "story reply"},
    "instagram/share": {"kind": KIND.TEXT, "text": "Sel https://www.instagram.com/reel/x"},
    "instagram/unsent": {"kind": KIND.DELETED, "reply_to": "aWdf_text"},
    "instagram/unsupported": {"kind": KIND.UNSUPPORTED, "note": "unsupported"},
    "instagram/reaction": {"kind": KIND.REACTION, "note": "👍"},
    "instagram/postback": {"kind": KIND.CHOICE, "choice": "reopen:123456789"},
    **{f"instagram/{shape}": {"kind": KIND.COMMENT, "text": "Bu kavşakta ışık çalışmıyor", "id": "17865799348089039",
                              "reply_to": "17887498072083520", "sender_name": "zeynep.kaya"}
       for shape in ("comment_in_changes", "comment_flat", "live_comment")},
    "instagram/comment_reply": {"kind": KIND.COMMENT, "id": "17865799348089040"},
    "x/mention": {"kind": KIND.COMMENT, "id": "1860000000000000001", "sender": "3001969357", "account": "2244994945",
                  "text": "@cinarova 116. Sokakta yaralı bir köpek var", "reply_to": "1860000000000000001",
                  "identifiers": (Identifier("x", "3001969357"),), "sender_name": "Zeynep Kaya"},
    "x/reply": {"kind": KIND.COMMENT, "reply_to": "1859999999999999999"},
    "x/long_with_photo": {"kind": KIND.COMMENT, "text": "@cinarova Çınar Mahallesi & çevresinde su yok"},
    "x/direct_message": {"kind": KIND.TEXT, "text": "Köpek fırının önünde", "sender_name": "Zeynep Kaya"},
    "x/direct_message_quick_reply": {"kind": KIND.CHOICE, "choice": "reopen:123456789"},
    "x/deleted": {"kind": KIND.DELETED, "reply_to": "1860000000000000001"},
}  # fmt: skip

FILES = {
    "meta/attachment_image": ["image"], "meta/attachment_video": ["video"], "meta/attachment_audio": ["audio"],
    "meta/attachment_file": ["document"], "meta/attachments_two_with_words": ["image", "image"],
    "meta/sticker": ["sticker"], "meta/comment_with_photo": ["image"], "instagram/story_mention": ["video"],
    "instagram/image": ["image"], "x/long_with_photo": ["image", "video"], "x/direct_message_photo": ["image"],
}  # fmt: skip

IGNORED = {
    "meta/echo": "messenger: a message that we sent ourselves",
    "meta/reaction_taken_back": "messenger: a reaction that was taken back",
    "meta/delivery_watermark": "messenger: delivery: a watermark, which names no message",
    "meta/read_watermark": "messenger: read: a watermark, which names no message",
    "meta/referral": "messenger: referral", "meta/optin": "messenger: optin",
    "meta/handover": "messenger: pass_thread_control", "meta/unknown_event": "messenger: hologram",
    "meta/standby": "messenger: standby", "meta/comment_hidden": "messenger: a comment: hide",
    "meta/comment_of_the_page": "messenger: our own comment", "meta/post_status": "messenger: feed status add",
    "meta/feed_reaction": "messenger: feed reaction add", "meta/unknown_field": "messenger: hologram",
    "meta/mention": "messenger: a mention under somebody else's post: Meta tells neither author nor words",
    "instagram/mention": "instagram: a mention under somebody else's post: Meta tells neither author nor words",
    "instagram/echo": "instagram: a message that we sent ourselves",
    "instagram/comment_of_ours": "instagram: our own comment",
    "instagram/story_insights": "instagram: story_insights",
    "x/own_post": "x: a post of our own", "x/repost": "x: a repost",
    "x/not_about_us": "x: a post that does not name us", "x/direct_message_of_ours": "x: a direct message of our own",
    "x/deleted_of_ours": "x: a post of our own was deleted", "x/favorite": "x: favorite_events",
    "x/follow": "x: follow_events", "x/typing": "x: direct_message_indicate_typing_events",
    "x/mark_read": "x: direct_message_mark_read_events", "x/revoked": "x: user_event",
    "x/unknown": "x: hologram_events",
}  # fmt: skip
OTHERS = {"meta/delivery", "meta/several_entries", "instagram/seen", "x/several"}


@pytest.mark.parametrize("case", MESSAGES)
def test_every_kind_of_message(case: str) -> None:
    (message,) = parse_all(case)

    assert isinstance(message, InboundMessage)
    assert {name: getattr(message, name) for name in MESSAGES[case]} == MESSAGES[case]


@pytest.mark.parametrize("case", FILES)
def test_files_are_announced_by_their_address(case: str) -> None:
    (message,) = parse_all(case)

    assert [file.kind for file in message.media] == FILES[case]
    assert all(file.provider_id.startswith("https://") for file in message.media)


def test_the_best_film_of_a_post_is_taken() -> None:
    (message,) = parse_all("x/long_with_photo")

    assert message.media[1].provider_id == "https://video.twimg.com/l.mp4"


@pytest.mark.parametrize("case", IGNORED)
def test_what_is_no_message_says_why(case: str) -> None:
    (found,) = parse_all(case)

    assert isinstance(found, Ignored)
    assert found.reason == IGNORED[case]


@pytest.mark.parametrize(
    ("case", "expected"),
    [("meta/delivery", [("m_ours", DeliveryState.DELIVERED), ("m_ours2", DeliveryState.DELIVERED)]),
     ("instagram/seen", [("aWdf_ours", DeliveryState.READ)])],
)  # fmt: skip
def test_receipts_name_our_messages(case: str, expected: list[tuple[str, DeliveryState]]) -> None:
    found = parse_all(case)

    assert all(isinstance(report, DeliveryReport) for report in found)
    assert [(report.provider_id, report.state) for report in found] == expected


def test_every_sample_event_is_expected_by_a_test() -> None:
    known = {f"{file.parent.name}/{file.stem}" for name in SPLIT for file in (EVENTS / name).glob("*.json")}

    assert known == MESSAGES.keys() | FILES.keys() | IGNORED.keys() | OTHERS


def test_several_entries_of_one_post_all_count() -> None:
    items = meta.split(read_event("meta/several_entries"))

    assert [item.body["type"] for item in items] == ["message", "message", "comment", "unknown", "notice"]
    assert len({item.deduplication for item in items}) == 5
    people = items[:3]
    assert len({item.group for item in people}) == 1, "one person's messages and comments stay in order"
    with pytest.raises(UnreadableMessage):
        inbound.parse(items[3].body)


def test_several_events_of_x_all_count() -> None:
    kinds = [type(found).__name__ for found in parse_all("x/several")]

    assert kinds == ["InboundMessage", "InboundMessage", "Ignored", "InboundMessage"]


def test_both_shapes_of_a_comment_are_one_item() -> None:
    (one,), (other,) = (
        meta.split(read_event(f"instagram/{shape}")) for shape in ("comment_in_changes", "comment_flat")
    )

    assert (one.group, one.deduplication, one.body) == (other.group, other.deduplication, other.body)


@pytest.mark.parametrize("name", SPLIT)
def test_a_second_delivery_is_the_same_to_the_queue(name: str) -> None:
    for file in (EVENTS / name).glob("*.json"):
        body = file.read_bytes()
        again = json.dumps(json.loads(body), ensure_ascii=True).encode()

        assert [(one.group, one.deduplication) for one in SPLIT[name](body)] == [
            (one.group, one.deduplication) for one in SPLIT[name](again)
        ]


@pytest.mark.parametrize("body", [b"", b"[]", b'{"object": "user", "entry": []}', b'{"object": "page", "entry": []}',
                                  b'{"object": "whatsapp_business_account", "entry": [{}]}'])  # fmt: skip
def test_what_is_no_such_webhook_is_refused_whole(body: bytes) -> None:
    with pytest.raises(UnreadableMessage):
        meta.split(body)
    with pytest.raises(UnreadableMessage):
        x.split(body)


# -- fuzz ------------------------------------------------------------------------------------------------------------

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
NAMES = ["mid", "text", "id", "type", "url", "lat", "long", "payload", "coordinates", "attachments", "reply_to",
         "story", "is_deleted", "is_echo", "emoji", "action", "media", "username", "mids", "watermark",
         "title"]  # fmt: skip
CONTENT = st.dictionaries(st.sampled_from(NAMES), JSON, max_size=5)
EVENT = st.fixed_dictionaries({}, optional={
    "sender": CONTENT | st.just({"id": "1"}), "timestamp": st.just(1795500000000) | JSON,
    **dict.fromkeys(("message", "message_edit", "postback", "reaction", "delivery", "read"), CONTENT | JSON),
})  # fmt: skip
COMMENTED = st.fixed_dictionaries({}, optional={
    "item": st.just("comment") | JSON, "verb": st.sampled_from(["add", "edited", "remove", "hide"]) | JSON,
    "comment_id": JSON, "id": JSON, "from": CONTENT | st.just({"id": "1"}) | JSON, "message": JSON,
    "created_time": st.just(1795500000) | JSON, "photo": JSON, "media": CONTENT | JSON,
})  # fmt: skip
CHANGE = st.fixed_dictionaries(
    {"field": st.sampled_from(["feed", "comments", "messages", "mentions"]) | JSON, "value": COMMENTED | EVENT | JSON}
)
ENTRY = st.fixed_dictionaries({}, optional={
    "id": st.just("9") | JSON, "time": st.just(1795500000) | JSON,
    "messaging": st.lists(EVENT | JSON, max_size=3) | JSON, "changes": st.lists(CHANGE | JSON, max_size=3) | JSON,
    "field": st.just("comments") | JSON, "value": COMMENTED | JSON,
})  # fmt: skip
META = st.fixed_dictionaries({"object": st.sampled_from(["page", "instagram"]), "entry": st.lists(ENTRY | JSON)})
TWEET = st.fixed_dictionaries({}, optional={
    "id_str": st.just("1") | JSON, "user": st.just({"id_str": "2"}) | JSON, "text": JSON, "timestamp_ms": JSON,
    "created_at": st.just("Tue Nov 24 06:00:00 +0000 2026") | st.text(max_size=12) | JSON, "entities": CONTENT | JSON,
    "extended_tweet": JSON, "in_reply_to_user_id_str": st.just("9") | JSON, "id": JSON, "type": JSON,
    "message_create": st.fixed_dictionaries({"sender_id": st.just("2") | JSON, "message_data": JSON}) | JSON,
    "created_timestamp": st.just("1795500000000") | JSON, "status": st.just({"id": "1", "user_id": "2"}) | JSON,
})  # fmt: skip
TWEETS = st.fixed_dictionaries({"for_user_id": st.just("9") | JSON}, optional={
    **dict.fromkeys(("tweet_create_events", "direct_message_events", "tweet_delete_events"),
                    st.lists(TWEET | JSON, max_size=3) | JSON),
    "users": JSON, "favorite_events": JSON,
})  # fmt: skip


def read_like_the_house(name: str, body: bytes) -> None:
    """Split, through the queue, parse: everything is read or refused by its one error, and can be stored."""
    try:
        items = SPLIT[name](body)
    except UnreadableMessage:
        items = [inbound.unreadable(name, body)]
    assert items
    for item in items:
        text = json.dumps(item.body, allow_nan=False)
        assert json.dumps(item.body, ensure_ascii=False).encode()
        try:
            found = inbound.parse_text(text)
        except UnreadableMessage:
            continue
        if isinstance(found, InboundMessage):
            assert found.id
            assert found.sender
            assert found.sent_at.tzinfo is UTC
            (found.text + found.note + found.sender_name).encode()


@given(st.sampled_from(sorted(SPLIT)), st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(name: str, body: bytes) -> None:
    read_like_the_house(name, body)


@given(META)
def test_any_json_in_metas_envelope_is_read_or_refused(envelope: object) -> None:
    read_like_the_house("meta", json.dumps(envelope).encode())


@given(TWEETS)
def test_any_json_in_the_envelope_of_x_is_read_or_refused(envelope: object) -> None:
    read_like_the_house("x", json.dumps(envelope).encode())


@given(st.data())
def test_a_damaged_real_body_is_read_or_refused(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(SPLIT)))
    body = bytearray(data.draw(st.sampled_from(sorted((EVENTS / name).glob("*.json")))).read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))

    read_like_the_house(name, bytes(body))


ITEM = st.fixed_dictionaries({"channel": st.sampled_from(["messenger", "instagram", "x"])}, optional={
    "type": st.sampled_from(["message", "comment", "status", "notice", "post", "direct", "deleted"]) | JSON,
    "account": JSON, "time": JSON, "raw": EVENT | COMMENTED | TWEET | JSON, "users": JSON,
})  # fmt: skip


@given(ITEM)
def test_any_item_of_the_queue_is_read_or_refused(item: object) -> None:
    try:
        inbound.parse_text(json.dumps(item))
    except UnreadableMessage:
        return
