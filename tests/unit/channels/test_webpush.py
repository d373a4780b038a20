"""Web push: the example of RFC 8291, tokens that a push service accepts, browsers that are gone."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from nabiz.channels.webpush import PushSender, encrypt, public_key, vapid
from nabiz.domain.errors import InvalidInput, SendFailed
from nabiz.domain.messages import Channel, OutboundMessage, Remedy
from nabiz.domain.push import Subscription, read_subscription, unpadded, with_one_more
from tests.support.browsers import FCM, OURS, POINT, SALT, SEALED, SECRET, THEIRS, WORDS, Kept, browser

if TYPE_CHECKING:
    from conftest import FakeHttp

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def private(text: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(unpadded(text), "big"), ec.SECP256R1())


def opened(sealed: bytes) -> bytes:
    """What the browser reads, by the other half of the standard."""
    salt, length = sealed[:16], sealed[20]
    sender, text = sealed[21 : 21 + length], sealed[21 + length :]
    shared = private(THEIRS).exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender))
    info = b"WebPush: info\x00" + unpadded(POINT) + sender
    secret = HKDF(hashes.SHA256(), 32, unpadded(SECRET), info).derive(shared)
    key = HKDF(hashes.SHA256(), 16, salt, b"Content-Encoding: aes128gcm\x00").derive(secret)
    nonce = HKDF(hashes.SHA256(), 12, salt, b"Content-Encoding: nonce\x00").derive(secret)
    plain = AESGCM(key).decrypt(nonce, text, None)
    assert plain.endswith(b"\x02")
    return plain[:-1]


def test_the_example_of_the_standard_comes_out_byte_by_byte() -> None:
    sealed = encrypt(WORDS, browser(), salt=unpadded(SALT), private=private(OURS))

    assert sealed == unpadded(SEALED)


def test_every_message_has_a_salt_and_a_key_of_its_own_and_is_read_by_its_browser() -> None:
    one, two = encrypt(WORDS, browser()), encrypt(WORDS, browser())

    assert one != two
    assert opened(one) == opened(two) == WORDS


def test_the_token_names_the_push_service_and_is_signed_by_the_key_it_shows() -> None:
    header = vapid(FCM + "x", OURS, "bilgi@cinarova.example", 1_000)

    token, _, key = header.removeprefix("vapid t=").partition(", k=")
    head, claims, signature = token.split(".")
    raw = unpadded(signature)
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), unpadded(key))
    signed = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    public.verify(signed, f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
    assert json.loads(unpadded(head)) == {"typ": "JWT", "alg": "ES256"}
    assert json.loads(unpadded(claims)) == {
        "aud": "https://fcm.googleapis.com", "exp": 1_000 + 12 * 3600, "sub": "mailto:bilgi@cinarova.example",
    }  # fmt: skip
    assert key == public_key(OURS)


def told(http: FakeHttp, kept: Kept, key: str = OURS) -> str:
    message = OutboundMessage(Channel.PUSH, "264886200", "Başvurunuz sonuçlandı.", "T#1/3", subject="Sonuçlandı",
                              headers={"url": "https://x.example/takip/1#key=a"})  # fmt: skip
    return PushSender(http, kept, key, "bilgi@cinarova.example", lambda: 1_000.0).send(message).provider_id


def test_a_browser_is_told_what_the_page_shows(http: FakeHttp) -> None:
    http.will_answer(201)

    told(http, Kept(browser()))

    (asked,) = http.requests
    assert (asked.url, asked.headers["Content-Encoding"], asked.headers["TTL"]) == (FCM + "a", "aes128gcm", "86400")
    assert asked.body is not None
    shown = json.loads(opened(asked.body))
    assert (shown["title"], shown["body"], shown["url"]) == (
        "Sonuçlandı", "Başvurunuz sonuçlandı.", "https://x.example/takip/1#key=a",
    )  # fmt: skip


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten_and_the_others_are_told(http: FakeHttp, status: int) -> None:
    kept = Kept(browser("gone"), browser("here"))
    http.will_answer(status).will_answer(201)

    told(http, kept)

    assert [one.endpoint for one in kept.browsers] == [FCM + "here"]


@pytest.mark.parametrize(
    ("statuses", "code", "remedy"),
    [
        ((410,), "gone", Remedy.FALLBACK), ((), "gone", Remedy.FALLBACK), ((413,), "http_413", Remedy.FALLBACK),
        ((400,), "http_400", Remedy.OPERATOR), ((401,), "http_401", Remedy.OPERATOR),
        ((403,), "http_403", Remedy.OPERATOR), ((429,), "http_429", Remedy.RETRY), ((503,), "http_503", Remedy.RETRY),
        ((410, 500), "http_500", Remedy.RETRY),
    ],
)  # fmt: skip
def test_where_no_browser_took_it_the_answer_says_what_follows(
    http: FakeHttp, statuses: tuple[int, ...], code: str, remedy: Remedy
) -> None:
    for status in statuses:
        http.will_answer(status)

    with pytest.raises(SendFailed) as refused:
        told(http, Kept(*(browser(str(index)) for index, _ in enumerate(statuses))))
    assert (refused.value.code, refused.value.remedy) == (code, remedy)


def test_without_a_key_the_next_way_is_taken(http: FakeHttp) -> None:
    with pytest.raises(SendFailed) as refused:
        told(http, Kept(browser()), key="")
    assert (refused.value.code, refused.value.remedy) == ("no_key", Remedy.FALLBACK)


@pytest.mark.parametrize(
    "endpoint",
    ["http://fcm.googleapis.com/x", "https://169.254.169.254/latest", "https://evil.example/fcm.googleapis.com",
     "https://fcm.googleapis.com.evil.example/x", "https://user@fcm.googleapis.com/x", "https://fcm.googleapis.com:8443/x",
     "", "file:///etc/passwd"],
)  # fmt: skip
def test_we_post_to_push_services_and_to_nobody_else(endpoint: str) -> None:
    with pytest.raises(InvalidInput):
        read_subscription(endpoint, POINT, SECRET, NOW)


@pytest.mark.parametrize(("point", "secret"), [("", SECRET), (POINT, ""), (POINT[:-4], SECRET), ("!" * 87, SECRET)])
def test_keys_that_are_none_are_refused(point: str, secret: str) -> None:
    with pytest.raises(InvalidInput):
        read_subscription(FCM, point, secret, NOW)


def test_a_ticket_has_the_newest_five_browsers_each_once() -> None:
    known: tuple[Subscription, ...] = ()
    for name in "abcdefa":
        known = with_one_more(known, browser(name))

    assert [one.endpoint[-1] for one in known] == ["c", "d", "e", "f", "a"]
    assert base64.urlsafe_b64decode(POINT + "=")[0] == 4
