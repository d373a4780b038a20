"""What else a message says: its language, its haste, and whether it is about two things."""

from __future__ import annotations

import pytest

from nabiz.domain.catalogue import Priority
from nabiz.text.classification import Classifier
from nabiz.text.issues import clauses
from nabiz.text.languages import guess_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Sokağımızda çukur var", "tr"),
        ("sokagimizda cukur var", "tr"),
        ("", "tr"),
        ("123 👍", "tr"),
        ("The street light in front of our house is not working", "en"),
        ("Die Straße ist voller Löcher und das Licht geht nicht", "de"),
        ("يوجد تسرب مياه في شارعنا", "ar"),
        ("На нашей улице нет воды с утра", "ru"),
        ("Il y a une fuite dans la rue depuis hier", "fr"),
        ("Cafe Monaco'da musteri yok", "tr"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert guess_language(text) == language


@pytest.mark.parametrize(
    "text", ["يوجد تسرب مياه في شارعنا", "На нашей улице нет воды", "Das Wasser ist seit heute weg und nicht da"]
)
def test_language_that_the_model_never_learnt_goes_to_people(classifier: Classifier, text: str) -> None:
    guess = classifier.classify(text)

    assert guess.category is None
    assert guess.confidence == 0
    assert guess.language != "tr"


def test_english_is_understood(classifier: Classifier) -> None:
    guess = classifier.classify("There is an injured dog lying on the street, it was hit by a car")

    assert guess.ranked[0][0] == "yarali-hayvan"
    assert guess.language == "en"


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("Bina yanıyor, içeride mahsur kalanlar var", Priority.EMERGENCY),
        ("Merdivende gaz kokusu var", Priority.EMERGENCY),
        ("Köpek oğlumu ısırdı, yaralı", Priority.EMERGENCY),
        ("Acil müdahale lazım, ağaç devrilecek", Priority.EMERGENCY),
        ("Acilen gelin", Priority.HIGH),
        ("Bank boyansın", Priority.NORMAL),
    ],
)
def test_urgency(classifier: Classifier, text: str, urgency: Priority) -> None:
    assert classifier.classify(text).urgency is urgency


@pytest.mark.parametrize(
    "text", ["merhaba", "Kampanyamızı kaçırmayın, hemen tıklayın kazanın", "yanlış numara kusura bakmayın", "test"]
)
def test_noise(classifier: Classifier, text: str) -> None:
    guess = classifier.classify(text)

    assert guess.noise
    assert guess.category is None
    assert classifier.issues(text) == ()


def test_guess_says_who_works_on_it_and_which_model_read_it(classifier: Classifier) -> None:
    guess = classifier.classify("116. Sokakta yaralı bir köpek var")

    assert guess.department == "veteriner"
    assert guess.department_confidence >= 0.9
    assert guess.model == classifier.model_version
    assert guess.ranked[0] == ("yarali-hayvan", guess.confidence)
    assert len(guess.ranked) == 3


def test_two_matters_are_taken_apart_with_their_words(classifier: Classifier) -> None:
    found = classifier.issues("Sokağımızda büyük bir çukur var. Ayrıca sokak lambaları da yanmıyor.")

    assert [issue.guess.category for issue in found] == ["yol-cukur", "sokak-aydinlatma"]
    assert "çukur" in found[0].text
    assert "lambaları" not in found[0].text


def test_one_matter_stays_whole(classifier: Classifier) -> None:
    text = "Çukura düştüm. Lastiğim patladı, jantım eğildi. Çukur kapatılsın."

    found = classifier.issues(text)

    assert [issue.text for issue in found] == [text]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Çukur var. Çöpler alınmadı", ["Çukur var.", "Çöpler alınmadı"]),
        ("Lamba yanmıyor ayrıca köpekler çoğaldı", ["Lamba yanmıyor", "köpekler çoğaldı"]),
        ("1) Çukur kapansın 2) Lamba yansın", ["Çukur kapansın", "Lamba yansın"]),
        ("ve", []),
    ],
)
def test_clauses(text: str, parts: list[str]) -> None:
    assert clauses(text) == parts
