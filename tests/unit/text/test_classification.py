"""What citizens mean, in their own words."""

from __future__ import annotations

import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from nabiz.domain.catalogue import Catalogue
from nabiz.domain.ticket import Kind
from nabiz.text.classification import Classifier


def read_sentences(name: str) -> list[tuple[str, str]]:
    lines = (Path(__file__).parent / name).read_text("utf-8").splitlines()
    rows = [line.partition("|") for line in lines if line and not line.startswith("#")]
    return [(code.strip(), text.strip()) for code, _, text in rows]


SENTENCES = read_sentences("sentences.txt")
# Longer and indirect ones. The city's words were mended after them, so the figures below guard against getting worse;
# what is true of messages never seen is measured in test_evaluation.py.
INDIRECT = read_sentences("indirect_sentences.txt")


@pytest.mark.parametrize(("category", "text"), SENTENCES)
def test_sentence_reaches_its_category(classifier: Classifier, category: str, text: str) -> None:
    assert classifier.best_guesses(text, 1)[0][0] == category


def test_plain_sentences_need_nobody_to_sort_them(classifier: Classifier) -> None:
    guesses = [(code, classifier.classify(text).category) for code, text in SENTENCES]

    assert sum(guessed is not None for _, guessed in guesses) / len(guesses) >= 0.9
    assert {(code, guessed) for code, guessed in guesses if guessed and guessed != code} == set()


def test_every_category_has_its_sentences(catalogue: Catalogue) -> None:
    for sentences in (SENTENCES, INDIRECT):
        assert {code for code, _ in sentences} == set(catalogue.categories)
    assert min(Counter(code for code, _ in SENTENCES).values()) >= 2


def test_indirect_sentences_are_mostly_understood_and_rarely_sent_astray(classifier: Classifier) -> None:
    guesses = [(code, classifier.classify(text)) for code, text in INDIRECT]
    routed = [(code, guess) for code, guess in guesses if guess.category]
    right = sum(code == guess.category for code, guess in routed)
    offered = sum(code in (guess.category, *(other for other, _ in guess.alternatives)) for code, guess in guesses)

    assert len(routed) / len(guesses) >= 0.75
    assert right / len(routed) >= 0.97
    assert offered / len(guesses) >= 0.96


def test_injured_dog_goes_to_the_vets(classifier: Classifier, catalogue: Catalogue) -> None:
    guess = classifier.classify("116. Sokakta yaralı bir köpek var")

    assert guess.category == "yarali-hayvan"
    assert catalogue.category("yarali-hayvan").department == "veteriner"
    assert guess.confidence > 0.9


@pytest.mark.parametrize("text", ["", "asdf qwerty", "12345", "👍👍", "Ahmet Yılmaz", "Cumhuriyet Caddesi No 5 D 3"])
def test_nothing_known_is_left_to_people(classifier: Classifier, text: str) -> None:
    guess = classifier.classify(text)

    assert guess.category is None
    assert guess.confidence == 0


def test_ambiguous_text_is_offered_not_decided(classifier: Classifier) -> None:
    guess = classifier.classify("köpek")

    assert guess.category is None
    assert {"sahipsiz-hayvan", "saldirgan-hayvan"} <= {code for code, _ in guess.alternatives}


def test_both_matters_of_one_sentence_are_among_the_best_guesses(classifier: Classifier) -> None:
    guesses = dict(classifier.best_guesses("Sular kesik, elektrikler de kesik"))

    assert {"su-kesintisi", "sokak-aydinlatma"} <= set(guesses)
    assert max(guesses.values()) < 0.8


def test_more_evidence_is_more_confidence(classifier: Classifier) -> None:
    vague = classifier.classify("asfalt")
    clear = classifier.classify("asfalt bozuldu, kocaman çukur açıldı")

    assert vague.confidence < clear.confidence <= 1


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    "text", ["KALDIRIM KIRIK", "kaldırım kırık", "kaldirim kirik", "Kaldırım Kırık", "KALDIRIMM KIRIKKKKK"]
)
def test_spelling_does_not_matter(classifier: Classifier, text: str, form: str) -> None:
    assert classifier.classify(unicodedata.normalize(form, text)).category == "kaldirim"


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("köpeğimiz kayboldu, barınakta mı", "hayvan-barinagi"),  # k softens
        ("suç işleniyor, hırsızlar var", "asayis"),  # suç is not su
        ("Kararınızı bekliyoruz, dilekçemize cevap verilmedi", "dilekce-takip"),  # karar is not kar
        ("Pazar günü konser var mı", "etkinlik-kurs"),  # the day, not the market
    ],
)
def test_look_alikes_are_told_apart(classifier: Classifier, text: str, category: str) -> None:
    assert classifier.classify(text).category == category


@pytest.mark.parametrize(
    "text",
    [
        "merhaba",
        "MERHABA!",
        "Merhabalar, iyi günler",
        "slm",
        "s.a.",
        "Selamün aleyküm",
        "İyi akşamlar kolay gelsin",
        "hello",
        "Good morning",
        "Merhaba 👋",
        "🙏",
        "??",
        "Günaydın, bir şey soracaktım",
        "Merhaba bir şikayetim var",
    ],
)
def test_greeting(classifier: Classifier, text: str) -> None:
    assert classifier.is_greeting(text)


@pytest.mark.parametrize(
    "text",
    [
        "Merhaba, sokağımızda çukur var",
        "çöpler",
        "yeni",
        "116. sokak",
        "İyi günler su yok",
        "يوجد تسرب مياه",
        "yardım edin",
        "bir şikayetim var",
        "teşekkürler",
    ],
)
def test_more_than_a_greeting(classifier: Classifier, text: str) -> None:
    assert not classifier.is_greeting(text)


@pytest.mark.parametrize(
    "text", ["Teşekkürler", "çok teşekkür ederim 🙏", "sağ olun, iyi günler", "tşk", "Allah razı olsun", "thank you"]
)
def test_thanks(classifier: Classifier, text: str) -> None:
    assert classifier.is_thanks(text)


@pytest.mark.parametrize("text", ["merhaba", "teşekkürler ama çukur duruyor", "Teşekkür belgesi istiyorum", ""])
def test_no_mere_thanks(classifier: Classifier, text: str) -> None:
    assert not classifier.is_thanks(text)


@pytest.mark.parametrize("text", ["yeni", "Yeni", "YENİ TALEP", "yeni şikayet.", "Başka bir konu", "new request"])
def test_new_ticket(classifier: Classifier, text: str) -> None:
    assert classifier.wants_new_ticket(text)


@pytest.mark.parametrize("text", ["yeni yapılan yol bozuldu", "bu yeni bir talep değil", "renew", ""])
def test_not_a_new_ticket(classifier: Classifier, text: str) -> None:
    assert not classifier.wants_new_ticket(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Sokakta yaralı bir köpek var", Kind.COMPLAINT),
        ("Çöpler üç gündür alınmadı, şikayetçiyim", Kind.COMPLAINT),
        ("Bir fikrim var: sahile bisiklet yolu", Kind.IDEA),
        ("Parka gölgelik yapılsa çok güzel olur", Kind.SUGGESTION),
        ("Sokağımıza konteyner konulmasını istiyoruz", Kind.REQUEST),
        ("Emlak vergisi ne zaman ödenecek?", Kind.INFORMATION),
        ("Nikah için nereye başvuracağız", Kind.INFORMATION),
        ("Ekiplerinize çok teşekkür ederiz", Kind.THANKS),
        ("Çukur kapatılmadı, şimdiden teşekkür ederim", Kind.COMPLAINT),
        ("Kaçak yapı ihbar ediyorum", Kind.REPORT),
        ("", Kind.COMPLAINT),
    ],
)
def test_kind(classifier: Classifier, text: str, kind: Kind) -> None:
    assert classifier.guess_kind(text) is kind
