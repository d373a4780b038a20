"""The city's colours can be read, and its logo is a drawing and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from nabiz.configuration.branding import contrast, read_branding
from nabiz.configuration.reading import Node
from nabiz.domain.errors import ConfigurationError

PART = yaml.safe_load((Path(__file__).parents[3] / "config" / "branding.yaml").read_text("utf-8"))


def changed(way: str, value: object) -> dict[str, Any]:
    part: dict[str, Any] = yaml.safe_load(yaml.safe_dump(PART))
    *steps, last = way.split(".")
    holder = part
    for step in steps:
        holder = holder[step]
    holder[last] = value
    return part


def test_the_demo_citys_branding_is_in_order() -> None:
    branding = read_branding(Node("branding", PART))

    assert branding.colours["light"]["primary"] == "#0b5d4b"
    assert branding.map.centre == (39.005, 33.0)
    assert branding.logo.startswith("<svg")


# Of the definition: black on white is 21; #777777 on white is the well-known near miss of 4.5.
@pytest.mark.parametrize(("one", "other", "ratio"), [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48),
                                                     ("#ff0000", "#ff0000", 1.0)])  # fmt: skip
def test_contrast_is_that_of_the_guidelines(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


@pytest.mark.parametrize(
    ("way", "value", "words"),
    [
        ("colours.light.muted", "#777777", "branding.colours.light.muted: its contrast to background is 4.48"),
        ("colours.dark.on_primary", "#ffffff", "its contrast to primary is"),
        ("colours.light.text", "black", "is no colour"),
        ("colours.light.tertiary", "#000000", "unknown field"),
        ("logo", "<svg onload='x()'></svg>", "without 'onload='"),
        ("logo", "<svg><script>1</script></svg>", "without '<script'"),
        ("logo", "<svg><path fill='url(https://x)'/></svg>", "without 'url('"),
        ("logo", "https://example.org/logo.svg", "an SVG drawing is expected"),
        ("logo", f"<svg>{' ' * 20_000}</svg>", "20000 are allowed"),
        ("map.centre", [139.0, 33.0], "[latitude, longitude]"),
        ("map.zoom", 40, "20 at most"),
        ("map.tiles", "https://tiles.example/map.png", "{z}, {x} and {y}"),
        ("map.tiles", "https://tiles.example/{z}/{x}/{y}.png", "branding.map.attribution"),
    ],
)
def test_what_is_wrong_is_named(way: str, value: object, words: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        read_branding(Node("branding", changed(way, value)))

    assert words in refused.value.message
