"""The part `desk`: the demo city's is in order, and each mistake is named where it stands."""

from __future__ import annotations

from copy import deepcopy
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from nabiz.configuration.desk import read_desk
from nabiz.configuration.reading import Node
from nabiz.domain.desk import WelcomeDesk
from nabiz.domain.errors import ConfigurationError
from tests.support.cloud import compiled

PART: dict[str, Any] = yaml.safe_load((Path(__file__).parents[3] / "config" / "desk.yaml").read_text("utf-8"))


def read(part: dict[str, Any]) -> WelcomeDesk:
    return read_desk(Node("desk", part), compiled()[1].catalogue)


def test_the_demo_citys_desk_is_in_order() -> None:
    rules = read(PART)

    assert (rules.wait_target, rules.serve_target) == (timedelta(minutes=4), timedelta(minutes=4))
    assert (rules.closes, rules.units()) == (time(18), ("imar", "zabita"))
    assert rules.desks["imar-masasi"].lines == ("unit:imar",)


def test_a_city_without_a_desk() -> None:
    assert read({}).services == {}


@pytest.mark.parametrize(("way", "value", "words"), [
    (("services", "vergi", "prefix"), "A", "same prefix"),
    (("services", "vergi", "prefix"), "ç", "capital letters"),
    (("services", "yeni"), {"names": {"tr": "Yeni"}, "prefix": "Z"}, "wait for ever"),
    (("desks", "masa-1", "services"), ["nikah"], "there is no service 'nikah'"),
    (("desks", "imar-masasi", "unit"), "nikah", "there is no department 'nikah'"),
    (("desks", "Masa 9"), {"names": {"tr": "x"}, "unit": "imar"}, "small letters"),
    (("desks", "masa-9"), {"names": {"tr": "x"}}, "calls services"),
    (("targets", "wait_minutes"), 0, "above 0"),
    (("closes",), "altı", "HH:MM"),
    (("keep",), 1, "unknown field"),
])  # fmt: skip
def test_mistakes_are_named(way: tuple[str, ...], value: object, words: str) -> None:
    part = deepcopy(PART)
    target = part
    for step in way[:-1]:
        target = target[step]
    target[way[-1]] = value

    with pytest.raises(ConfigurationError, match=words):
        read(part)
