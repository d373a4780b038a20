"""The stand-ins of Meta's pages, Instagram and X take what the real ones take, from the product's own senders."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from nabiz.channels.http import Http
from nabiz.channels.meta.sender import MetaSender
from nabiz.channels.public_files import META_DOMAINS, PublicFiles
from nabiz.channels.x.oauth import Keys
from nabiz.channels.x.polling import XMentions
from nabiz.channels.x.sender import XSender
from nabiz.domain.errors import SendFailed
from nabiz.domain.messages import Channel, Choice, OutboundMessage, Remedy
from nabiz.domain.reaching import COMMENT, HUMAN, PRIVATE_REPLY
from nabiz_tools.standins.providers import Providers
from tests.unit.tools.conftest import Wire

ACCOUNTS = {
    "meta_page_id": "104", "meta_page_token": "page", "instagram_account_id": "178", "instagram_access_token": "ig",
    "x_user_id": "22", "x_consumer_key": "a", "x_consumer_secret": "b", "x_access_token": "c",
    "x_access_token_secret": "d",
}  # fmt: skip
KEYS = Keys("a", "b", "c", "d")
AT = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


@pytest.fixture
def social(providers: Providers, wire: Wire) -> Wire:
    """The stand-in with the city's accounts."""
    from nabiz_tools.standins.social import SocialNetworks, accounts_of

    providers.social = SocialNetworks(accounts_of(ACCOUNTS), providers.journal)
    return wire


def said(channel: Channel, form: str, to: str = "7", text: str = "Merhaba") -> OutboundMessage:
    return OutboundMessage(channel, to, text, "T#1|k", form=form, choices=(Choice("new", "Yeni"),))


def meta(wire: Wire, channel: Channel, token: str) -> MetaSender:
    account = "104" if channel is Channel.MESSENGER else "178"
    return MetaSender(Http(), channel, f"{wire.base}/v23.0", account, token)


@pytest.mark.parametrize(("channel", "token"), [(Channel.MESSENGER, "page"), (Channel.INSTAGRAM, "ig")])
@pytest.mark.parametrize("form", ["text", HUMAN, PRIVATE_REPLY, COMMENT])
def test_what_our_sender_posts_is_taken(social: Wire, channel: Channel, token: str, form: str) -> None:
    sent = meta(social, channel, token).send(said(channel, form))

    (entry,) = social.call("GET", f"/sent?channel={channel}").json
    assert (entry["to"], entry["text"], entry["form"], entry["id"]) == ("7", "Merhaba", form, sent.provider_id)


def test_a_comment_gets_one_private_reply(social: Wire) -> None:
    sender = meta(social, Channel.MESSENGER, "page")
    sender.send(said(Channel.MESSENGER, PRIVATE_REPLY))

    with pytest.raises(SendFailed) as failure:
        sender.send(said(Channel.MESSENGER, PRIVATE_REPLY))
    assert (failure.value.code, failure.value.remedy) == ("10900", Remedy.FALLBACK)


def test_another_token_is_refused(social: Wire) -> None:
    with pytest.raises(SendFailed) as failure:
        meta(social, Channel.MESSENGER, "ig").send(said(Channel.MESSENGER, "text"))
    assert (failure.value.code, failure.value.remedy) == ("190", Remedy.OPERATOR)


@pytest.mark.parametrize("form", ["text", COMMENT])
def test_x_takes_what_is_signed(social: Wire, form: str) -> None:
    sent = XSender(Http(), social.base, KEYS).send(said(Channel.X, form))

    (entry,) = social.call("GET", "/sent?channel=x").json
    assert (entry["to"], entry["form"], entry["id"]) == ("7", form, sent.provider_id)
    with pytest.raises(SendFailed) as failure:
        XSender(Http(), social.base, replace(KEYS, token_secret="other")).send(said(Channel.X, form))
    assert failure.value.remedy == Remedy.OPERATOR


@pytest.mark.parametrize("service", ["messenger", "instagram", "x"])
def test_errors_come_on_demand(social: Wire, service: str) -> None:
    social.call("POST", "/admin/errors", {"service": service, "status": 503, "match": {"to": "7"}})
    sender = {"messenger": meta(social, Channel.MESSENGER, "page"), "instagram": meta(social, Channel.INSTAGRAM, "ig"),
              "x": XSender(Http(), social.base, KEYS)}[service]  # fmt: skip

    with pytest.raises(SendFailed) as failure:
        sender.send(said(Channel(service), "text"))
    assert failure.value.remedy == Remedy.RETRY
    assert sender.send(said(Channel(service), "text")).provider_id


def test_mentions_are_read_page_by_page(social: Wire) -> None:
    for number in range(150):
        post = {
            "id": str(1000 + number),
            "author_id": "9",
            "text": f"@city {number}",
            "created_at": "2026-11-25T08:00:00Z",
        }
        social.call("POST", "/admin/mentions", post)
    mentions = XMentions(Http(), social.base, "22", KEYS)

    first = mentions.page("", "", AT)
    second = mentions.page("", first.oldest, AT)
    third = mentions.page(first.newest, "", AT)

    assert (len(first.items), first.newest, first.oldest, first.more) == (100, "1149", "1050", True)
    assert (len(second.items), second.more, len(third.items)) == (50, False, 0)


def test_a_file_is_fetched_by_its_address(social: Wire, tmp_path: Path) -> None:
    social.call("PUT", "/admin/media/p1", raw=b"\xff\xd8\xff", headers={"Content-Type": "image/jpeg"})
    files = PublicFiles(Http(), META_DOMAINS, (f"{social.base}/v23.0",))

    assert b"".join(files.fetch_media(f"{social.base}/files/p1").chunks) == b"\xff\xd8\xff"
    with pytest.raises(SendFailed):
        files.fetch_media(f"{social.base}/files/gone")
