"""The figures that the product promises, on messages that no training has seen. `make evaluate` prints them in full.

The messages of data/evaluation were written before the first training, in another manner than those of data/messages.
"""

from __future__ import annotations

from collections import Counter

import pytest

from nabiz.domain.catalogue import Catalogue
from nabiz.text.classification import Classifier
from nabiz_tools.model.corpus import MESSAGES, STYLES, evaluation_rows, training_rows
from nabiz_tools.model.examining import Examination, examine, report


@pytest.fixture(scope="module")
def examination(classifier: Classifier, catalogue: Catalogue) -> Examination:
    return examine(classifier, {code: category.department for code, category in catalogue.categories.items()})


def test_department_and_category_are_right(examination: Examination) -> None:
    assert examination.department(examination.all) >= 0.92
    assert examination.first(examination.all) >= 0.88
    assert examination.three(examination.all) >= 0.96


def test_missing_turkish_letters_cost_nearly_nothing(examination: Examination) -> None:
    plain, bare = examination.answers["plain"], examination.answers["ascii"]

    assert examination.first(bare) >= examination.first(plain) - 0.05


def test_most_is_routed_without_a_person_and_nearly_all_of_it_right(examination: Examination) -> None:
    share, right = examination.routing()

    assert share >= 0.75
    assert right >= 0.97


def test_confidence_is_honest(examination: Examination) -> None:
    sure = [answer for answer in examination.all if answer.guess.confidence >= 0.9]
    unsure = [answer for answer in examination.all if answer.guess.confidence < 0.5]

    assert examination.first(sure) >= 0.95
    assert examination.first(unsure) < examination.first(sure)


def test_noise_is_left_alone(examination: Examination) -> None:
    assert examination.noise >= 0.9


def test_two_issues_are_found_and_one_is_left_whole(examination: Examination) -> None:
    assert examination.several_found >= 0.8
    assert examination.single_kept >= 0.85


def test_a_message_costs_a_few_milliseconds(examination: Examination) -> None:
    # CPU time of this process, not wall time; the promise is 50.
    assert examination.milliseconds[len(examination.milliseconds) // 2] < 50


def test_every_style_has_one_message_for_every_category(catalogue: Catalogue) -> None:
    for style in STYLES:
        assert Counter(row.category for row in evaluation_rows(style)) == Counter(list(catalogue.categories))


def test_no_message_of_the_evaluation_is_learnt_from() -> None:
    learnt = {row.text.casefold() for row in training_rows(MESSAGES)}

    assert not [row.text for style in STYLES for row in evaluation_rows(style) if row.text.casefold() in learnt]


def test_report_says_it_all(examination: Examination) -> None:
    lines = "\n".join(report(examination))

    for words in (*STYLES, "routed without a person", "noise left alone", "confidence", "CPU a message"):
        assert words in lines
