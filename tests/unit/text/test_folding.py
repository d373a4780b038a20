"""One folding for every keyboard."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nabiz.text.folding import fold, words


@pytest.mark.parametrize("letter", ["İ", "I", "ı", "i", "i̇", "Í", "ï"])
@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_every_i_is_one_letter(letter: str, form: str) -> None:
    assert fold(unicodedata.normalize(form, letter)) == "i"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_alphabet(form: str) -> None:
    assert fold(unicodedata.normalize(form, "ŞĞÇÖÜ şğçöü âîû ÂÎÛ")) == "sgcou sgcou aiu aiu"


def test_spellings_of_one_word_are_equal() -> None:
    assert len({fold(word) for word in ("Işıklı", "IŞIKLI", "ışıklı", "isikli", "ISIKLI", "İŞİKLİ")}) == 1


def test_punctuation_stays() -> None:
    assert fold("Çınar'da, 5. Sokak!") == "cinar'da, 5. sokak!"


def test_other_scripts_are_not_lost() -> None:
    assert words("يوجد تسرب مياه") == ["يوجد", "تسرب", "مياه"]


@given(st.text())
def test_folding_is_the_same_for_every_form_and_changes_nothing_twice(text: str) -> None:
    folded = fold(text)

    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text)) == folded
    assert fold(folded) == folded


def test_words_lose_what_follows_an_apostrophe() -> None:
    assert words("Atatürk Caddesi’nde, 116. Sokak'ta") == ["ataturk", "caddesi", "116", "sokak"]
