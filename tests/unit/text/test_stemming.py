"""Every form of a word is found by every other, however it is typed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nabiz.text.stemming import STOP_WORDS, beginning, beginnings, terms

FORMS = [
    "köpek köpekler köpeği köpeğin köpeklerin KÖPEĞİ kopege köpeğimiz köpeklerimizden",
    "çöp çöpler çöpü cop ÇÖPLERİ çöpten çöplerimiz",
    "sokak sokağı sokakta sokağında SOKAĞIMIZDA sokaktaki sokaklardan",
    "su sular suyu suda sudan suya",
    "yol yolda yollar yolu yoldaki yolun",
    "ışık ışıklar ışığı IŞIK isik IŞIĞI",
    "ilçe ilçede İLÇE ILCE ilçemiz",
    "elektrik elektrikler elektriği ELEKTRİK ELEKTRIK",
    "kaldırım kaldırımlar kaldırımda KALDIRIMDAKİ kaldirimi",
    "lamba lambası lambalar lambaları lambayı",
    "mahalle mahallesi mahallemizde mahallenin mahallesinde",
    "kedi kediler kedileri kedinin kediyi",
    "otobüs otobüsler otobüsü otobüste",
    "cadde caddesi caddesinde caddede",
    "dolap dolabı dolaplar",
    "ev evde evler evimiz",
    "gürültü gürültüsü gürültüden",
    "temizlik temizlenmiyor temizleme",
    "toplanmıyor toplanmadı toplanması",
]


@pytest.mark.parametrize("forms", FORMS)
def test_forms_of_a_word_have_one_stem(forms: str) -> None:
    assert len(terms(forms)) == 1


@pytest.mark.parametrize(("one", "other"), [("su", "suç"), ("köpek", "kedi"), ("park", "para"), ("yol", "yolcu")])
def test_words_of_another_meaning_have_another_stem(one: str, other: str) -> None:
    assert terms(one) != terms(other)


@pytest.mark.parametrize("text", ["Çöp ŞIRILTI ığdır İğne", "KÖPEĞİ", "şikâyet"])
def test_composed_and_decomposed_letters_are_the_same(text: str) -> None:
    assert terms(unicodedata.normalize("NFD", text)) == terms(unicodedata.normalize("NFC", text))


def test_numbers_stay_as_they_are() -> None:
    assert terms("116. Sokak No:12/3 34ABC55") == ["116", "sokak", "12", "34abc55"]


def test_words_that_say_nothing_are_left_out_and_water_is_not() -> None:
    assert terms("Merhaba, şu bizim çok güzel su için") == ["su", "guzel"]
    assert "su" not in STOP_WORDS


def test_an_apostrophe_ends_the_word() -> None:
    assert terms("Çınar'daki Atatürk’ün") == terms("çınar atatürk")


def test_a_name_is_found_by_its_beginnings() -> None:
    assert beginnings("Zeynep Öz") == ["zey", "zeyn", "zeyne", "oz"]
    assert beginning("zeynep") in beginnings("Zeynep Öz")


@given(st.text(max_size=200))
def test_any_text_gives_words_worth_finding(text: str) -> None:
    found = terms(text)

    assert len(found) == len(set(found))
    assert all(2 <= len(word) <= 20 for word in found)
