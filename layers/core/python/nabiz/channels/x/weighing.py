"""How long X takes a text to be: some letters count twice, addresses of pages always the same.

Source: X's reference "Counting characters" (configuration 3 of its text library), as of November 2026.
"""

from __future__ import annotations

import re
import unicodedata

from nabiz.channels.limits import cut

POST_WEIGHT = 280
ADDRESS_WEIGHT = 23
# These count once, everything else twice: Latin with its Turkish letters, Greek, Cyrillic, Arabic, punctuation.
LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


def weight(text: str) -> int:
    """What X counts."""
    normal = unicodedata.normalize("NFC", text)
    bare, addresses = _ADDRESS.subn("", normal)
    return addresses * ADDRESS_WEIGHT + sum(1 if _is_light(letter) else 2 for letter in bare)


def _is_light(letter: str) -> bool:
    return any(first <= ord(letter) <= last for first, last in LIGHT)


def fitted(text: str, limit: int = POST_WEIGHT) -> str:
    """At most this weight; what was cut ends with an ellipsis, at a word where one ends nearby."""
    normal = unicodedata.normalize("NFC", text)
    if weight(normal) <= limit:
        return normal
    low, high = 1, len(normal)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if weight(cut(normal, middle)) <= limit else (low, middle - 1)
    return cut(normal, low)
