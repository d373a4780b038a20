"""What is posted to Meta and X for our messages, what their refusals lead to, and from where files are fetched."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nabiz.channels.http import Response
from nabiz.channels.meta import errors as meta_errors
from nabiz.channels.meta.bodies import cut_bytes
from nabiz.channels.meta.sender import MetaSender
from nabiz.channels.public_files import META_DOMAINS, PublicFiles
from nabiz.channels.x import errors as x_errors
from nabiz.channels.x.oauth import Keys, authorization
from nabiz.channels.x.security import answer_challenge, verify_signature
from nabiz.channels.x.sender import XSender
from nabiz.channels.x.weighing import fitted, weight
from nabiz.domain.errors import SendFailed
from nabiz.domain.messages import Channel, Choice, OutboundMessage, Remedy
from nabiz.domain.reaching import COMMENT, HUMAN, PRIVATE_REPLY
from tests.unit.channels.conftest import FakeHttp

KEYS = Keys("key", "secret", "token", "token-secret")
GRAPH = "https://graph.facebook.com/v23.0"


def message(channel: Channel, form: str = "text", text: str = "Başvurunuzu aldık", **more: Any) -> OutboundMessage:
    return OutboundMessage(channel, "7123", text, "T#1|1#a#citizen", form=form, **more)


def meta_sender(http: FakeHttp, channel: Channel = Channel.MESSENGER, account: str = "104") -> MetaSender:
    return MetaSender(http, channel, GRAPH, account, "page-token")


# -- Meta ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "expected"),
    [("text", {"recipient": {"id": "7123"}, "messaging_type": "RESPONSE"}),
     (HUMAN, {"recipient": {"id": "7123"}, "messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}),
     (PRIVATE_REPLY, {"recipient": {"comment_id": "7123"}})],
)  # fmt: skip
def test_a_message_to_one_person(http: FakeHttp, form: str, expected: dict[str, object]) -> None:
    sent = meta_sender(http.will_answer(200, {"recipient_id": "7123", "message_id": "m_1"})).send(
        message(Channel.MESSENGER, form)
    )

    (request,) = http.requests
    assert sent.provider_id == "m_1"
    assert (request.method, request.url) == ("POST", f"{GRAPH}/104/messages")
    assert request.headers["Authorization"] == "Bearer page-token"
    assert request.json == expected | {"message": {"text": "Başvurunuzu aldık"}}


@pytest.mark.parametrize(("channel", "edge"), [(Channel.MESSENGER, "comments"), (Channel.INSTAGRAM, "replies")])
def test_an_answer_under_a_comment_says_the_words_and_nothing_else(http: FakeHttp, channel: Channel, edge: str) -> None:
    sent = meta_sender(http.will_answer(200, {"id": "c_9"}), channel).send(
        message(channel, COMMENT, choices=(Choice("survey:x", "Evet"),))
    )

    assert sent.provider_id == "c_9"
    assert http.requests[0].url == f"{GRAPH}/7123/{edge}"
    assert http.requests[0].json == {"message": "Başvurunuzu aldık"}


def test_at_most_thirteen_quick_replies_with_titles_that_fit(http: FakeHttp) -> None:
    choices = tuple(Choice(f"new:{number}", f"Çok uzun bir seçenek başlığı {number}") for number in range(20))
    meta_sender(http.will_answer(200, {})).send(message(Channel.MESSENGER, choices=choices))

    replies = http.requests[0].json["message"]["quick_replies"]
    assert len(replies) == 13
    assert all(len(reply["title"]) <= 20 and reply["content_type"] == "text" for reply in replies)
    assert replies[0]["payload"] == "new:0"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400))
def test_words_are_cut_to_bytes(text: str) -> None:
    made = cut_bytes(text, 100)

    assert len(made.encode()) <= 100
    assert made == text or made.endswith("…")


def test_a_long_instagram_message_is_cut_at_a_word(http: FakeHttp) -> None:
    words = "çöpler toplanmadı " * 120
    meta_sender(http.will_answer(200, {}), Channel.INSTAGRAM).send(message(Channel.INSTAGRAM, text=words))

    text = http.requests[0].json["message"]["text"]
    assert 900 < len(text.encode()) <= 1000
    assert text.removesuffix("…").endswith(("çöpler", "toplanmadı"))


META_ERRORS = [
    *((code, None, Remedy.RETRY) for code in (-1, 1, 2, 4, 17, 32, 341, 613, 1200, 80001, 80002, 80006)),
    *((code, None, Remedy.FALLBACK) for code in (100, 551, 10303, 10900, 10901, 10902, 10903)),
    (9, None, Remedy.LATER),
    *((code, None, Remedy.OPERATOR) for code in (0, 3, 10, 102, 190, *range(200, 300), 368, 458, 463, 467)),
    *((*codes, Remedy.FALLBACK) for codes in (
        (10, 2018278), (10, 2018065), (10, 2018108), (10, 2534022), (10, 1893061), (100, 2018001), (100, 2534014),
        (100, 33), (200, 1545041), (551, 1545041),
    )),
    *((*codes, Remedy.OPERATOR) for codes in ((1, 99), (2, 2018344), (100, 2534029), (200, 2534041))),
    *((*codes, Remedy.LATER) for codes in ((4, 2018354), (613, 1893016))),
    (190, 463, Remedy.OPERATOR), (551, 999999, Remedy.FALLBACK), (987654, None, Remedy.OPERATOR),
]  # fmt: skip


@pytest.mark.parametrize(("code", "subcode", "remedy"), META_ERRORS)
def test_every_code_of_meta_has_its_next_step(code: int, subcode: int | None, remedy: Remedy) -> None:
    body = {"error": {"code": code, "message": "no", **({} if subcode is None else {"error_subcode": subcode})}}

    with pytest.raises(SendFailed) as failure:
        meta_sender(FakeHttp().will_answer(400, body)).send(message(Channel.MESSENGER))

    assert failure.value.remedy == remedy
    assert failure.value.code == (str(code) if subcode is None else f"{code}/{subcode}")


def test_the_tables_of_errors_are_tested_whole() -> None:
    tested = {(code, subcode) for code, subcode, _ in META_ERRORS}

    assert {(code, None) for code in meta_errors.CODES} | meta_errors.SUBCODES.keys() <= tested
    assert {row[0] for row in X_ERRORS} >= x_errors.PROBLEMS.keys() | {str(code) for code in x_errors.CODES}
    assert {status for status, _ in X_STATUSES} >= x_errors.STATUSES.keys()


@pytest.mark.parametrize(("status", "remedy"), [(500, Remedy.RETRY), (503, Remedy.RETRY), (429, Remedy.RETRY),
                                                (400, Remedy.OPERATOR), (302, Remedy.OPERATOR)])  # fmt: skip
def test_what_names_no_code_is_known_by_its_status(status: int, remedy: Remedy) -> None:
    assert meta_errors.remedy_of(None, None, status) == remedy


@pytest.mark.parametrize(
    "sender", [meta_sender(FakeHttp(), account=""), XSender(FakeHttp(), "https://x", Keys("", "", "", ""))]
)
def test_what_is_not_set_up_leaves_the_next_way(sender: MetaSender | XSender) -> None:
    with pytest.raises(SendFailed) as failure:
        sender.send(message(Channel.MESSENGER))

    assert failure.value.remedy == Remedy.FALLBACK


# -- X ---------------------------------------------------------------------------------------------------------------


def test_a_reply_and_a_direct_message(http: FakeHttp) -> None:
    http.will_answer(201, {"data": {"id": "186", "text": "x"}})
    http.will_answer(201, {"data": {"dm_conversation_id": "1-2", "dm_event_id": "187"}})
    sender = XSender(http, "https://api.x.com/", KEYS)

    ids = [sender.send(message(Channel.X, form)).provider_id for form in (COMMENT, "text")]

    reply, direct = http.requests
    assert ids == ["186", "187"]
    assert reply.url == "https://api.x.com/2/tweets"
    assert reply.json == {"text": "Başvurunuzu aldık", "reply": {"in_reply_to_tweet_id": "7123"}}
    assert direct.url == "https://api.x.com/2/dm_conversations/with/7123/messages"
    assert direct.json == {"text": "Başvurunuzu aldık"}
    assert reply.headers["Authorization"].startswith('OAuth oauth_consumer_key="key"')


def test_the_signature_is_that_of_xs_own_example() -> None:
    """X's guide "Creating a signature": its keys, its parameters, its result."""
    keys = Keys("xvz1evFS4wEEPTGEFPHBog", "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw",
                "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb",
                "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE")  # fmt: skip
    url = ("https://api.twitter.com/1.1/statuses/update.json?include_entities=true&"
           "status=Hello%20Ladies%20%2B%20Gentlemen%2C%20a%20signed%20OAuth%20request%21")  # fmt: skip

    header = authorization("POST", url, keys, nonce="kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg", at=1318622958)

    assert 'oauth_signature="hCtSmYh%2BiHYCEqBWrE7C7hYmtUk%3D"' in header["Authorization"]


X_ERRORS: list[tuple[str, dict[str, object], Remedy]] = [
    *((name, {"type": f"https://api.x.com/2/problems/{name}"}, remedy) for name, remedy in (
        ("usage-capped", Remedy.LATER), ("rate-limit-exceeded", Remedy.LATER), ("resource-not-found", Remedy.FALLBACK),
        ("not-authorized-for-resource", Remedy.FALLBACK), ("resource-unavailable", Remedy.FALLBACK),
        ("disallowed-resource", Remedy.FALLBACK), ("user-suspended", Remedy.FALLBACK),
        ("invalid-request", Remedy.OPERATOR), ("client-forbidden", Remedy.OPERATOR),
        ("client-disconnected", Remedy.RETRY), ("not-authorized-for-field", Remedy.OPERATOR),
        ("unsupported-authentication", Remedy.OPERATOR), ("oauth1-permissions", Remedy.OPERATOR),
        ("credits-depleted", Remedy.OPERATOR), ("conflict", Remedy.FALLBACK),
    )),
    *((str(code), {"errors": [{"code": code, "message": "no"}]}, remedy) for remedy, codes in (
        (Remedy.OPERATOR, (32, 64, 87, 89, 99, 186, 261, 326, 453)),
        (Remedy.FALLBACK, (34, 50, 63, 108, 136, 144, 150, 179, 187, 349, 385, 433)),
        (Remedy.LATER, (88, 185, 226)), (Remedy.RETRY, (130, 131, 151)),
    ) for code in codes),
    *(("http_403", {"type": "about:blank", "detail": words}, Remedy.FALLBACK) for words in (
        "You are not allowed to create a Tweet with duplicate content.",
        "You cannot send messages to this user.",
        "Reply to this conversation is not allowed because you have not been mentioned",
    )),
]  # fmt: skip
X_STATUSES = [
    (400, Remedy.OPERATOR), (401, Remedy.OPERATOR), (402, Remedy.OPERATOR), (403, Remedy.OPERATOR),
    (404, Remedy.FALLBACK), (408, Remedy.RETRY), (409, Remedy.FALLBACK), (410, Remedy.FALLBACK), (418, Remedy.OPERATOR),
    (429, Remedy.LATER), (500, Remedy.RETRY), (503, Remedy.RETRY),
]  # fmt: skip


@pytest.mark.parametrize(("named", "body", "remedy"), X_ERRORS)
def test_every_problem_of_x_has_its_next_step(named: str, body: dict[str, object], remedy: Remedy) -> None:
    with pytest.raises(SendFailed) as failure:
        XSender(FakeHttp().will_answer(403, body), "https://api.x.com", KEYS).send(message(Channel.X))

    assert (failure.value.code, failure.value.remedy) == (named, remedy)


@pytest.mark.parametrize(("status", "remedy"), X_STATUSES)
def test_what_names_no_problem_is_known_by_its_status(status: int, remedy: Remedy) -> None:
    with pytest.raises(SendFailed) as failure:
        XSender(FakeHttp().will_answer(status, raw=b"<html>"), "https://api.x.com", KEYS).send(message(Channel.X))

    assert failure.value.remedy == remedy


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a" * 10, 10), ("Çöp ığüşöÇĞİÖŞÜ", 15), ("👍", 2), ("汉字", 4), ("bak https://a.example/" + "x" * 90, 4 + 23),
     ("c\u0327", 1), ("…", 2)],
)  # fmt: skip
def test_letters_weigh_what_x_says(text: str, expected: int) -> None:
    assert weight(text) == expected


def test_a_turkish_reply_is_cut_at_a_word() -> None:
    made = fitted("İlgilenecek birimimiz çöplerinizi bugün toplayacaktır " * 10)

    assert 240 < weight(made) <= 280
    assert made.removesuffix("…").split()[-1] in ["İlgilenecek", "birimimiz", "çöplerinizi", "bugün", "toplayacaktır"]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=600))
def test_any_reply_fits(text: str) -> None:
    assert weight(fitted(text)) <= 280


def test_challenge_and_signature_are_the_same_primitive() -> None:
    """The pair of X's guide on the challenge, made anew with openssl for this secret."""
    body = b'{"for_user_id": "1"}'
    signed = answer_challenge(body.decode(), "consumer-secret")

    assert signed.startswith("sha256=")
    assert verify_signature(body, signed, "consumer-secret")
    assert not verify_signature(body + b" ", signed, "consumer-secret")
    assert not verify_signature(body, signed, "other")
    assert not verify_signature(body, "sha256=ığü", "consumer-secret")
    assert not verify_signature(body, None, "consumer-secret")
    assert not verify_signature(body, answer_challenge(body.decode(), ""), "")


# -- files -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    ["http://scontent.xx.fbcdn.net/a.jpg", "https://fbcdn.net.evil.example/a.jpg", "https://evilfbcdn.net/a.jpg",
     "https://scontent.fbcdn.net:8443/a.jpg", "https://169.254.169.254/latest", "file:///etc/passwd",
     "https://fbcdn.net@evil.example/a", "https://evil.example\\@fbcdn.net/a", "https://[fbcdn.net/a", "", "a",
     "https://fbcdn.net:x/a", "https://trusted.example@scontent.fbcdn.net/a"],
)  # fmt: skip
def test_nothing_is_fetched_from_elsewhere(http: FakeHttp, url: str) -> None:
    with pytest.raises(SendFailed) as failure:
        PublicFiles(http, META_DOMAINS, ("https://trusted.example/v1",)).fetch_media(url)

    assert (failure.value.code, failure.value.remedy) == ("media_url", Remedy.FALLBACK)
    assert http.requests == []


@pytest.mark.parametrize("url", ["https://scontent.xx.fbcdn.net/a.jpg?sig=1", "https://lookaside.fbsbx.com:443/a",
                                 "https://scontent.cdninstagram.com/a", "https://trusted.example/b"])  # fmt: skip
def test_a_file_is_fetched_without_any_secret(http: FakeHttp, url: str) -> None:
    http.chunks = [b"ab", b"c"]
    fetched = PublicFiles(http.will_answer(200), META_DOMAINS, ("https://trusted.example/v1",)).fetch_media(url)

    assert b"".join(fetched.chunks) == b"abc"
    assert dict(http.requests[0].headers) == {}


@pytest.mark.parametrize(("status", "remedy"), [(302, Remedy.FALLBACK), (403, Remedy.FALLBACK), (404, Remedy.FALLBACK),
                                                (410, Remedy.FALLBACK), (500, Remedy.RETRY),
                                                (429, Remedy.RETRY)])  # fmt: skip
def test_a_redirect_is_not_followed_and_what_is_gone_is_gone(http: FakeHttp, status: int, remedy: Remedy) -> None:
    http.answers.append(Response(status, b""))

    with pytest.raises(SendFailed) as failure:
        PublicFiles(http, META_DOMAINS).fetch_media("https://scontent.fbcdn.net/a")

    assert failure.value.remedy == remedy
    assert len(http.requests) == 1


def test_a_file_without_end_is_refused(http: FakeHttp) -> None:
    http.chunks = [b"x" * 1024 * 1024] * 101
    fetched = PublicFiles(http.will_answer(200), META_DOMAINS).fetch_media("https://scontent.fbcdn.net/a")

    with pytest.raises(SendFailed) as failure:
        for _ in fetched.chunks:
            pass
    assert (failure.value.code, failure.value.remedy) == ("too_large", Remedy.FALLBACK)


def test_the_wire_is_json_in_utf8(http: FakeHttp) -> None:
    meta_sender(http.will_answer(200, {})).send(message(Channel.MESSENGER, text="ığüşöç"))

    assert "ığüşöç".encode() in (http.requests[0].body or b"")
    assert json.loads(http.requests[0].body or b"")
