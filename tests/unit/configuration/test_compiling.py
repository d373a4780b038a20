"""The shipped configuration is sound, and what is wrong in a changed one is named with file and line."""

from __future__ import annotations

import shutil
from datetime import date, time
from pathlib import Path

import pytest

from nabiz.configuration import Configuration, load_configuration, version_of
from nabiz.domain.errors import ConfigurationError
from nabiz.domain.places import Location
from nabiz_tools.configuration import compile_configuration

CONFIG = Path(__file__).parents[3] / "config"


@pytest.fixture(scope="module")
def city() -> Configuration:
    return load_configuration(compile_configuration(CONFIG))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CONFIG, tmp_path / "config"))


def test_demo_city_is_whole(city: Configuration) -> None:
    assert len(city.catalogue.categories) == 76
    assert city.triage_department in city.catalogue.departments
    assert city.ladder.rungs


def test_every_category_of_the_demo_city_has_words_and_a_new_one_may_do_without() -> None:
    parts = compile_configuration(CONFIG)
    assert set(parts["keywords"]["categories"]) == set(parts["catalogue"]["categories"])
    model = parts["catalogue"]["categories"]["yol-cukur"]
    parts["catalogue"]["categories"]["kopek-gezdirme-alani"] = {**model, "names": {"tr": "Köpek gezdirme alanı"}}

    city = load_configuration(parts)

    assert city.classifier.classify("Yolda büyük bir çukur var").category == "yol-cukur"


def test_holidays_become_plain_dates(city: Configuration) -> None:
    assert {date(2026, 3, day) for day in (20, 21, 22)} <= city.calendar.closed
    assert {date(2026, 5, day) for day in (27, 28, 29, 30)} <= city.calendar.closed
    assert city.calendar.half_days[date(2026, 5, 26)] == time(13)
    assert date(2026, 11, 24) not in city.calendar.closed


def test_place_is_found_by_position_name_address_or_text(city: Configuration) -> None:
    assert city.locate(Location("39.000", "33.005")) == "cinar"
    assert city.locate(Location(neighbourhood="cinar")) == "cinar"
    assert city.locate(Location(address="Çınar Mah. 5. Sokak")) == "cinar"
    assert city.locate(None, "Kavaklı'da çukur var") == "kavakli"
    assert city.locate(None, "çukur var") == ""


def test_version_follows_the_content_and_not_its_order() -> None:
    assert version_of({"a": {"x": 1, "y": 2}}) == version_of({"a": {"y": 2, "x": 1}})
    assert version_of({"a": {"x": 1}}) != version_of({"a": {"x": 2}})


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("catalogue.yaml", "department: zabita", "department: zabitta", "allowed: afet-isleri"),
        ("catalogue.yaml", "priority: emergency", "priority: urgent", "is not one of: low, normal, high, emergency"),
        ("catalogue.yaml", "emails: [zabita@cinarova.example]", "emails: []", "needs an e-mail or a webhook"),
        ("keywords.yaml", "yol-cukur:", "yol-cukuru:", "there is no category 'yol-cukuru'"),
        ("calendar.yaml", '["08:30", "12:30"]', '["12:30", "08:30"]', "in order and not overlap"),
        (
            "calendar.yaml",
            "zabita: vardiya",
            "zabita: vardia",
            "there is no calendar 'vardia'; allowed: nobet, vardiya",
        ),
        ("calendar.yaml", "nobet: {week: always", "nobet: {week: {monday: []}", "no day of the week"),
        ("limits.yaml", "per_hour: 12", "per_hour: none", "a whole number"),
        ("ladder.yaml", "when: {at: due}", "when: {at: noon}", "only `due` is allowed"),
        ("survey.yaml", "code_length: 8", "code_lenght: 8", "unknown field"),
        ("city.yaml", "Europe/Istanbul", "Europe/Istambul", "no time zone"),
    ],
)
def test_mistake_is_named_with_its_line(folder: Path, file: str, old: str, new: str, words: str) -> None:
    path = folder / file
    text = path.read_text("utf-8")
    path.write_text(text.replace(old, new, 1), "utf-8")
    changed = text[: text.index(old)].count("\n") + 1

    with pytest.raises(ConfigurationError) as refused:
        compile_configuration(folder)

    assert words in refused.value.message
    assert refused.value.message.startswith(f"{path}:{changed}:")
