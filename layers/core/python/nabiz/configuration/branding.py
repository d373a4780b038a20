"""Reads the part `branding`: colours that can be read, the logo, where the map begins."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from nabiz.configuration.reading import Node

THEMES = ("light", "dark")
COLOURS = ("primary", "on_primary", "accent", "on_accent", "background", "surface", "text", "muted")
# Text and the ground that it stands on.
PAIRS = (
    ("on_primary", "primary"), ("on_accent", "accent"), ("text", "background"), ("text", "surface"),
    ("muted", "background"), ("muted", "surface"), ("primary", "background"), ("accent", "background"),
)  # fmt: skip
READABLE = 4.5  # WCAG 2.2, 1.4.3: contrast of text at level AA
LOGO_LENGTH = 20_000  # characters; it travels with every first visit
MOST_ZOOM = 20
# What a drawing has no need of, and a page would carry out or fetch.
_ACTIVE = re.compile(r"<\s*(script|foreignobject|iframe|image|use|style|a)\b|\bon\w+\s*=|href|url\(|<!|<\?", re.I)
_COLOUR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class MapView:
    """Where a map begins: degrees north and east, zoom; the tiles' address is empty where there are none."""

    centre: tuple[float, float]
    zoom: int
    tiles: str
    attribution: str


@dataclass(frozen=True, slots=True)
class Branding:
    """How the pages look. `colours` by theme and purpose; `logo` is the markup of an SVG drawing."""

    colours: Mapping[str, Mapping[str, str]]
    logo: str
    map: MapView


def read_branding(node: Node) -> Branding:
    """Build the branding.

    Raises:
        ConfigurationError: a colour is none or cannot be read on its ground, the logo is more than a drawing, or the
            map's settings do not fit.
    """
    node.fields("colours", "logo", "map")
    themes = node.get("colours")
    themes.fields(*THEMES)
    colours = {theme: _colours(themes.get(theme)) for theme in THEMES}
    return Branding(colours, _logo(node.get("logo")), _map(node.get("map")))


def _colours(node: Node) -> dict[str, str]:
    node.fields(*COLOURS)
    colours = {name: _colour(node.get(name)) for name in COLOURS}
    for text, ground in PAIRS:
        found = contrast(colours[text], colours[ground])
        if found < READABLE:
            node.get(text).refuse(f"its contrast to {ground} is {found:.2f} to 1; {READABLE} to 1 is needed to be read")
    return colours


def _colour(node: Node) -> str:
    colour = node.text().lower()
    if not _COLOUR.fullmatch(colour):
        node.refuse(f'{node.value!r} is no colour; write it like "#0b5d4b"')
    return colour


def contrast(one: str, other: str) -> float:
    """How well two colours are told apart, 1 to 21 (WCAG 2.2, relative luminance)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[start:end], 16) / 255 for start, end in pairwise((1, 3, 5, 7))]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _logo(node: Node) -> str:
    logo = node.text().strip()
    if not logo.startswith("<svg") or not logo.endswith("</svg>"):
        node.refuse("an SVG drawing is expected, from <svg to </svg>")
    if len(logo) > LOGO_LENGTH:
        node.refuse(f"the drawing has {len(logo)} characters; {LOGO_LENGTH} are allowed")
    active = _ACTIVE.search(logo)
    if active:
        node.refuse(f"a logo is a drawing only, without {active.group(0).strip()!r}")
    return logo


def _map(node: Node) -> MapView:
    node.fields("centre", "zoom", "tiles", "attribution")
    centre = node.get("centre").list(lambda degree: degree.number(above=-181))
    if len(centre) != 2 or abs(centre[0]) > 90 or abs(centre[1]) > 180:
        node.get("centre").refuse("the centre is [latitude, longitude] in degrees")
    zoom = node.get("zoom").integer(least=1)
    if zoom > MOST_ZOOM:
        node.get("zoom").refuse(f"the zoom is {MOST_ZOOM} at most")
    tiles = node.get("tiles", "").text(empty=True)
    if tiles and not (tiles.startswith(("https://", "/")) and all(f"{{{name}}}" in tiles for name in "zxy")):
        node.get("tiles").refuse("an https address with {z}, {x} and {y} is expected, or nothing")
    attribution = node.get("attribution", "").text(empty=True)
    if tiles and not attribution:
        node.get("attribution", "").refuse("say what the tile source asks to be shown")
    return MapView((centre[0], centre[1]), zoom, tiles, attribution)
