"""What an SMS can carry: its alphabet, its segments, and no address of a page.

Source: 3GPP TS 23.038 (default alphabet, Turkish national language single shift) and 23.040 (user data header).
"""

from __future__ import annotations

import re
import unicodedata

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("^{}\\[~]|€")  # two septets each
TURKISH = frozenset("ĞİŞçğış")  # two septets each, and a header that names the Turkish shift
# Septets of one message and of each part of a longer one; with the Turkish shift the header takes some.
PLAIN_SINGLE, PLAIN_PART = 160, 153
TURKISH_SINGLE, TURKISH_PART = 155, 149
# In UCS-2. The shift is never dearer: 155 septets hold 77 letters even if all of them are Turkish, and 149 hold 74.
WIDE_SINGLE, WIDE_PART = 70, 67

_REPLACED = str.maketrans({
    "‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "`": "'", "´": "'",
    "–": "-", "—": "-", "−": "-", "‑": "-", "…": "...", "•": "-", "·": "-", "\u00a0": " ", "\u202f": " ", "\t": " ",
    "â": "a", "Â": "A", "î": "i", "Î": "I", "û": "u", "Û": "U", "₺": "TL", "°": " derece ", "²": "2", "³": "3",
})  # fmt: skip

_TOP_LEVEL = "com|net|org|gov|bel|edu|tr|info|biz|io|me|ly|app|dev|link|page|site|online|shop|co|eu|gl|be|example"
_URL = re.compile(
    rf"(?i)(?:https?://|www\.)\S+|(?<![@\w.-])(?:[\w-]+\.)+(?:{_TOP_LEVEL})(?![\w-])(?:[/?#]\S*)?",
)


def find_urls(text: str) -> list[str]:
    """Addresses of pages in a text, with or without their scheme; an e-mail address is none."""
    return [match.group() for match in _URL.finditer(text)]


def without_urls(text: str) -> str:
    """The text with the addresses of pages taken out."""
    return " ".join(_URL.sub(" ", text).split()) if _URL.search(text) else text


def plain(text: str) -> str:
    """The text in letters that an SMS has; what has no likeness (emoji) goes."""
    swapped = unicodedata.normalize("NFC", text).translate(_REPLACED)
    return "".join(letter for letter in map(_likeness, swapped) if letter)


def _likeness(letter: str) -> str:
    if letter in BASIC or letter in EXTENDED or letter in TURKISH:
        return letter
    base = unicodedata.normalize("NFKD", letter)
    return "".join(part for part in base if part in BASIC)


def septets(text: str) -> int:
    """Length of a text that `plain` made."""
    return sum(2 if letter in EXTENDED or letter in TURKISH else 1 for letter in text)


def segments(text: str) -> int:
    """How many messages a text that `plain` made is charged as."""
    length = septets(text)
    single, part = (TURKISH_SINGLE, TURKISH_PART) if is_turkish(text) else (PLAIN_SINGLE, PLAIN_PART)
    return 1 if length <= single else -(-length // part)


def wide_segments(text: str) -> int:
    """How many messages a provider charges that knows no national shift: a Turkish letter makes all of it UCS-2."""
    if not is_turkish(text):
        return segments(text)
    length = len(text.encode("utf-16-be")) // 2
    return 1 if length <= WIDE_SINGLE else -(-length // WIDE_PART)


def is_turkish(text: str) -> bool:
    """Whether a text needs the Turkish shift."""
    return any(letter in TURKISH for letter in text)
