"""What an SMS can carry."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nabiz.text import sms


@pytest.mark.parametrize(
    ("text", "parts"),
    [("a" * 160, 1), ("a" * 161, 2), ("a" * 306, 2), ("a" * 307, 3),
     ("ş" + "a" * 153, 1), ("ş" + "a" * 154, 2), ("ş" * 77, 1), ("ş" * 78, 2),
     ("ş" + "a" * 296, 2), ("ş" + "a" * 297, 3),
     ("ö" * 160, 1), ("€" * 80, 1), ("", 1)],
)  # fmt: skip
def test_parts_are_counted_as_the_networks_charge_them(text: str, parts: int) -> None:
    assert sms.segments(text) == parts


def test_letters_that_an_sms_lacks_are_replaced_by_their_likeness() -> None:
    assert sms.plain("“Kâğıt” – 5₺… 🙂 ğüşiöçİ \u0131 é") == '"Kağıt" - 5TL...  ğüşiöçİ ı é'
    assert sms.plain("g\u0306") == "ğ"  # composed first


@given(st.text())
def test_any_text_becomes_one_that_can_be_sent(text: str) -> None:
    made = sms.plain(text)

    assert set(made) <= sms.BASIC | sms.EXTENDED | sms.TURKISH
    assert sms.plain(made) == made


@pytest.mark.parametrize(
    "text",
    ["bakın https://x.example/a?b=1", "www.belediye.bel.tr adresinde", "cinarova.bel.tr/anket", "bit.ly/2x",
     "BELEDIYE.COM", "(cinarova.gov.tr)"],
)  # fmt: skip
def test_addresses_of_pages_are_found(text: str) -> None:
    assert sms.find_urls(text)
    assert not sms.find_urls(sms.without_urls(text))


@pytest.mark.parametrize(
    "text",
    ["Sorun giderildi.Teşekkürler", "16.30'da", "No. 5", "iletisim@cinarova.bel.tr", "T.C. kimlik", "123-456-789"],
)
def test_ordinary_words_are_no_addresses(text: str) -> None:
    assert sms.find_urls(text) == []
    assert sms.without_urls(text) == text
