"""Departments, categories and what is promised."""

from __future__ import annotations

import pytest

from nabiz.domain.catalogue import Catalogue, Category, Department, DepartmentKind, Priority, Terms
from nabiz.domain.errors import InvalidInput

ROADS = Department("fen-isleri", DepartmentKind.INTERNAL, {"tr": "Fen İşleri Müdürlüğü", "en": "Public Works"})
POTHOLE = Category("yol-cukur", {"tr": "Yolda çukur"}, Terms("fen-isleri", Priority.NORMAL, 24, 7))
SNOW = Category("kar-buz", {"tr": "Kar"}, Terms("fen-isleri", Priority.HIGH, 0.25, 0.5))
TRIAGE = Terms("fen-isleri", Priority.NORMAL, 12, 1)
CATALOGUE = Catalogue({"fen-isleri": ROADS}, {"yol-cukur": POTHOLE, "kar-buz": SNOW}, TRIAGE)


def test_terms_are_those_of_the_category_or_of_triage() -> None:
    assert CATALOGUE.terms("yol-cukur").resolve_days == 7
    assert CATALOGUE.terms(None) is TRIAGE
    assert CATALOGUE.terms("") is TRIAGE


def test_parts_of_hours_and_days_become_minutes() -> None:
    assert SNOW.terms.respond_minutes == 15
    assert SNOW.terms.resolve_minutes(480) == 240


def test_unknown_code_is_refused_with_the_known_ones() -> None:
    with pytest.raises(InvalidInput) as refused:
        CATALOGUE.category("yol-cukuru")

    assert refused.value.details["allowed"] == ["kar-buz", "yol-cukur"]


def test_name_falls_back_to_a_language_there_is() -> None:
    assert ROADS.name("en") == "Public Works"
    assert POTHOLE.name("en") == "Yolda çukur"


def test_catalogue_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        CATALOGUE.departments["zabita"] = ROADS
