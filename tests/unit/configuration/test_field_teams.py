"""The part `field`: the demo city's is in order, and each mistake is named where it stands."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from nabiz.configuration.field_teams import read_field
from nabiz.configuration.reading import Node
from nabiz.domain.errors import ConfigurationError
from nabiz.domain.field_teams import FieldWork
from tests.support.cloud import compiled

PART: dict[str, Any] = yaml.safe_load((Path(__file__).parents[3] / "config" / "field.yaml").read_text("utf-8"))


def read(part: dict[str, Any]) -> FieldWork:
    return read_field(Node("field", part), compiled()[1].catalogue)


def test_the_demo_citys_teams_are_in_order() -> None:
    assert read(PART).teams["yol-bakim"].departments == ("fen-isleri", "park-bahceler")
    assert read({}).teams == {}


@pytest.mark.parametrize(("name", "value", "words"), [
    ("departments", ["nikah"], "there is no department 'nikah'"), ("departments", [], "one department at least"),
    ("base", {"lat": 99, "lon": 33}, "degrees north"), ("leader", "x", "unknown field"),
])  # fmt: skip
def test_mistakes_are_named(name: str, value: object, words: str) -> None:
    part = deepcopy(PART)
    part["teams"]["yol-bakim"][name] = value

    with pytest.raises(ConfigurationError, match=words):
        read(part)
