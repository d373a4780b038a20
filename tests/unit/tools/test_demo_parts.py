"""Parts of the demo: what a citizen can press in our own messages, the photo's bytes, waiting."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from nabiz.channels.whatsapp.bodies import message_body
from nabiz.domain.files import sniff
from nabiz.domain.messages import Channel, Choice, OutboundMessage, Template
from nabiz_tools import whatsapp_payloads
from nabiz_tools.client import wait_until
from nabiz_tools.commands.instance import parse_ports
from nabiz_tools.demo.photo import photo
from nabiz_tools.demo.story import next_morning
from nabiz_tools.failures import ToolError
from nabiz_tools.local.ports import Ports
from nabiz_tools.standins import graph
from nabiz_tools.whatsapp_choices import choices_of

FOUR = tuple(Choice(f"survey:t:{n}", f"Yanıt {n}") for n in range(4))


def body(choices: tuple[Choice, ...], template: Template | None = None) -> dict[str, Any]:
    """What the product posts, seen to be acceptable to Meta's rules."""
    message = OutboundMessage(
        Channel.WHATSAPP, "905551112233", "Memnun kaldınız mı?", "ref", choices=choices, choice_label="Seçin",
        template=template,
    )  # fmt: skip
    made = dict(message_body(message))
    graph.check_message(made)
    return made


@pytest.mark.parametrize(
    ("made", "kind"),
    [
        (body(FOUR), "list_reply"),
        (body(FOUR[:2]), "button_reply"),
        (body(FOUR[:3], Template("nabiz_survey", "tr", ("x",))), "template"),
    ],
)
def test_a_press_carries_the_choices_id_back(made: dict[str, Any], kind: str) -> None:
    first = choices_of({"id": "wamid.1", "body": made})[0]

    pressed = first.press()

    assert first.kind == kind
    assert pressed["context"]["id"] == "wamid.1"
    assert "survey:t:0" in str(pressed[pressed["type"]])


def test_a_plain_text_has_nothing_to_press() -> None:
    assert choices_of({"id": "wamid.1", "body": body(())}) == []


def test_the_photo_is_a_jpeg_with_a_position() -> None:
    content = photo(38.9921, 33.0066)

    assert sniff(content) == "image/jpeg"
    assert b"Exif\0\0MM\0*" in content
    assert content[2:4] == b"\xff\xe1"


def test_waiting_says_what_did_not_happen() -> None:
    answers = iter([None, [], "there"])

    assert wait_until(lambda: next(answers), 5, "it", every=0.001) == "there"
    with pytest.raises(ToolError, match="the photo did not happen within 0 s"):
        wait_until(lambda: None, 0, "the photo", every=0.001)


def test_ports_are_three_numbers() -> None:
    assert parse_ports("1,2,3") == Ports(1, 2, 3)
    with pytest.raises(ToolError, match="three numbers"):
        parse_ports("4566")


def test_the_same_body_has_the_same_signature_as_metas() -> None:
    # HMAC-SHA256 with key "key" of "The quick brown fox jumps over the lazy dog", a published test value.
    signed = whatsapp_payloads.signature(b"The quick brown fox jumps over the lazy dog", "key")

    assert signed == "sha256=f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8"


@pytest.mark.parametrize(
    ("due", "asked"),
    [
        ("2026-11-25T02:18:00+03:00", "2026-11-25T11:00:00+03:00"),  # closed after midnight: not a day and a half later
        ("2026-11-25T11:00:00+03:00", "2026-11-25T11:00:00+03:00"),
        ("2026-11-25T18:30:00+03:00", "2026-11-26T11:00:00+03:00"),
        ("2026-11-25T21:30:00+00:00", "2026-11-26T11:00:00+03:00"),
    ],
)
def test_whoever_is_asked_is_asked_in_the_morning_within_a_day(due: str, asked: str) -> None:
    assert next_morning(datetime.fromisoformat(due)) == datetime.fromisoformat(asked)
