"""The part `telephony`: the demo city's is in order, and each mistake is named where it stands."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from nabiz.configuration import load_configuration
from nabiz.configuration.reading import Node
from nabiz.configuration.telephony import read_switchboard
from nabiz.domain.errors import ConfigurationError
from nabiz.domain.switchboard import Switchboard
from tests.support.cloud import compiled

PART: dict[str, Any] = yaml.safe_load((Path(__file__).parents[3] / "config" / "telephony.yaml").read_text("utf-8"))


def read(part: dict[str, Any]) -> Switchboard:
    return read_switchboard(Node("telephony", part), compiled()[1].catalogue)


def test_the_demo_citys_telephones_are_in_order() -> None:
    board = read(PART)

    assert board.line("", "beyaz-masa") == "153"
    assert board.line("+903120000185", "beyaz-masa") == "185"  # what was dialled goes before where it waits
    assert board.line("", "baska-kuyruk") == "baska-kuyruk"
    assert board.callbacks.abandoned_after == timedelta(seconds=60)
    assert board.callbacks.terms
    assert board.callbacks.terms.respond_hours == 2


def test_without_a_promise_of_its_own_the_catalogue_says_by_when() -> None:
    part = PART | {
        "callback": {key: value for key, value in PART["callback"].items() if key not in ("respond", "resolve")}
    }

    board = read(part)

    assert board.callbacks.terms == compiled()[1].catalogue.terms("genel-bilgi")


def test_a_city_that_has_not_applied_it_yet_goes_on_without() -> None:
    parts = {name: body for name, body in compiled()[0].items() if name != "telephony"}

    assert load_configuration(parts).switchboard == Switchboard()


@pytest.mark.parametrize(
    ("callback", "words"),
    [
        ({"category": "yok-boyle"}, "telephony.callback.category: there is no category 'yok-boyle'"),
        ({"texts": {"tr": "{saat} aradı"}}, "telephony.callback.texts.tr: only {line} and {time} can be filled in"),
        ({"texts": {}}, "telephony.callback.texts: a text is expected"),
        ({"abandoned_after_seconds": -1}, "telephony.callback.abandoned_after_seconds: a whole number of at least 0"),
        ({"when": 3}, "telephony.callback.when: unknown field"),
    ],
)
def test_mistakes_are_named(callback: dict[str, Any], words: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        read(PART | {"callback": PART["callback"] | callback})

    assert refused.value.message.startswith(words)
