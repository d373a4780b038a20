"""The trained part of the classifier: its file, its honesty, and what it does when the city changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nabiz.text.classification import Classifier
from nabiz.text.features import BUCKETS, LONGEST, piece_buckets, plain_words, word_buckets
from nabiz.text.model import FORMAT, NOTHING, SHIPPED, Model, ModelUnreadable, read_model, shipped_model
from nabiz.text.vocabulary import Vocabulary, read_phrase
from nabiz_tools.model.corpus import CONTEXT, MESSAGES, digest

MEGABYTE = 1e6
WRITTEN = "Sokağımızda IŞIKLAR yanmıyor, çöpler alınmadı; köpek ısırdı, ağaç devrildi!"
TYPED = "sokagimizda isiklar yanmiyor copler alinmadi kopek isirdi agac devrildi"


def broken() -> Model:
    raise ModelUnreadable("not for this test")


def test_file_is_small_enough_for_a_layer() -> None:
    assert SHIPPED.stat().st_size < 10 * MEGABYTE


def test_model_was_trained_from_the_data_of_the_repository() -> None:
    assert shipped_model().facts.data == digest(MESSAGES, CONTEXT), "run `make model` and commit what it makes"


def test_model_knows_every_category_of_the_city(classifier_words: Vocabulary) -> None:
    assert set(shipped_model().facts.categories) == {*classifier_words.categories, NOTHING}


def test_file_is_read_once_in_a_process() -> None:
    assert shipped_model() is shipped_model()


def test_questions_about_words_alone_never_open_the_model(classifier_words: Vocabulary) -> None:
    classifier = Classifier(classifier_words, model=broken)

    assert classifier.is_greeting("merhaba")
    assert classifier.is_thanks("teşekkürler")
    assert classifier.guess_kind("Sokakta yaralı bir köpek var")
    with pytest.raises(ModelUnreadable):
        classifier.classify("Sokakta yaralı bir köpek var")


@pytest.mark.parametrize("content", [b"", b"{}\n", FORMAT])
def test_what_is_no_model_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "categories.model"
    path.write_bytes(content)

    with pytest.raises((ModelUnreadable, ValueError)):
        read_model(path)


def test_model_that_is_cut_short_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "categories.model"
    path.write_bytes(SHIPPED.read_bytes()[:-1])

    with pytest.raises(ModelUnreadable, match="make model"):
        read_model(path)


def test_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelUnreadable, match=r"nowhere\.model"):
        read_model(tmp_path / "nowhere.model")


def test_probabilities_are_of_all_categories_and_add_up() -> None:
    rated = shipped_model().rate("Sokakta yaralı bir köpek var", {})

    assert sum(rated.values()) == pytest.approx(1)
    assert min(rated.values()) >= 0


def test_keyboard_without_turkish_letters_makes_no_difference() -> None:
    assert (
        shipped_model().rate(WRITTEN, {}) == shipped_model().rate(TYPED, {}) == shipped_model().rate(TYPED.upper(), {})
    )


@given(st.text(max_size=300))
def test_any_text_has_a_reading(text: str) -> None:
    found = plain_words(text)

    assert all(0 <= bucket < BUCKETS for bucket in word_buckets(found) | piece_buckets(found))
    assert sum(shipped_model().rate(text, {}).values()) == pytest.approx(1)


def test_what_stands_far_down_in_a_long_mail_is_not_read() -> None:
    assert plain_words("çukur " * LONGEST) == plain_words("çukur " * LONGEST + "köpek")


@given(st.floats(0, 1), st.floats(0, 1))
def test_confidence_never_falls_where_the_probability_rises(one: float, other: float) -> None:
    low, high = sorted((one, other))
    model = shipped_model()

    assert 0 <= model.confidence(low) <= model.confidence(high) <= 1


def test_category_that_the_city_dropped_is_never_guessed(classifier_words: Vocabulary) -> None:
    kept = {code: own for code, own in classifier_words.categories.items() if code != "yarali-hayvan"}
    classifier = Classifier(replace(classifier_words, categories=kept))

    assert "yarali-hayvan" not in dict(classifier.best_guesses("116. Sokakta yaralı bir köpek var"))


def test_category_that_the_city_added_is_found_by_its_words_without_training(classifier_words: Vocabulary) -> None:
    added = {**classifier_words.categories, "bisiklet": (read_phrase("kiralık bisiklet|scooter", 7),)}
    classifier = Classifier(replace(classifier_words, categories=added, departments={"bisiklet": "ulasim"}))

    guess = classifier.classify("Kiralık scooter kapımın önünde devrilmiş duruyor")

    assert guess.ranked[0][0] == "bisiklet"
    assert classifier.classify("Sokakta yaralı bir köpek var").ranked[0][0] == "yarali-hayvan"


def test_word_that_the_city_adds_counts_without_training(classifier_words: Vocabulary) -> None:
    text = "bizim orada vıdıvıdı yine başladı"
    before = dict(Classifier(classifier_words)._read(text).rated)["gurultu"]
    own = {
        **classifier_words.categories,
        "gurultu": (*classifier_words.categories["gurultu"], read_phrase("vıdıvıdı", 7)),
    }

    after = dict(Classifier(replace(classifier_words, categories=own))._read(text).rated)["gurultu"]

    assert after > 1.5 * before


@pytest.mark.parametrize("form", [str.upper, str.lower, lambda text: text + "!!!", lambda text: "   " + text + "\n"])
def test_manner_of_writing_changes_no_guess(classifier: Classifier, form: Callable[[str], str]) -> None:
    text = "kaldırım taşları kırık, annem düştü"

    assert classifier.best_guesses(form(text)) == classifier.best_guesses(text)
