"""Fits texts into what a provider takes."""

from __future__ import annotations

import unicodedata

ELLIPSIS = "…"
ZERO_WIDTH_JOINER = "\u200d"
# Cut at a space if one lies this near to the limit; a longer word is cut inside.
SEARCH = 40


def cut(text: str, limit: int) -> str:
    """At most `limit` characters; what was cut ends with an ellipsis, at a word where one ends nearby.

    Accents stay with their letters and composed emoji are not taken apart.
    """
    if len(text) <= limit:
        return text
    end = limit - len(ELLIPSIS)
    while end > 0 and _belongs_to_former(text, end):
        end -= 1
    space = max(text.rfind(" ", max(0, end - SEARCH), end + 1), text.rfind("\n", max(0, end - SEARCH), end + 1))
    return text[: space if space > 0 else end].rstrip() + ELLIPSIS


def _belongs_to_former(text: str, at: int) -> bool:
    letter = text[at]
    return bool(
        unicodedata.combining(letter)
        or letter == ZERO_WIDTH_JOINER
        or text[at - 1] == ZERO_WIDTH_JOINER
        or "\ufe00" <= letter <= "\ufe0f"  # variation selectors
        or "\U0001f3fb" <= letter <= "\U0001f3ff"  # skin tones
    )


def one_line(text: str) -> str:
    """Without line breaks, tabs and runs of spaces."""
    return " ".join(text.split())
