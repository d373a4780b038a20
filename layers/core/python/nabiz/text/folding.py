"""One way to make Turkish spellings comparable. For keys, search and comparison only, never for what people read."""

from __future__ import annotations

import re
import unicodedata

# The four letters i become one, whatever keyboard they came from; the rest of the alphabet loses its marks below.
_LETTERS = str.maketrans({"ı": "i", "İ": "i", "I": "i"})
_WORDS = re.compile(r"[^\W_]+(?:['’`´][^\W_]+)?")
_APOSTROPHES = re.compile(r"['’`´]")


def fold(text: str) -> str:
    """Lower case without diacritics: `İ I ı i` all give `i`, `şğçöü` give `sgcou`, NFC and NFD give the same.

    Punctuation and spaces stay as they are.
    """
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    # Casefold may compose anew (ﬁ, ß); translate once more for the letters that NFKD set free.
    return plain.translate(_LETTERS).casefold()


def words(text: str) -> list[str]:
    """The folded words of a text in order; case endings after an apostrophe are cut ("Çınar'da" -> "cinar")."""
    return [_APOSTROPHES.split(word, maxsplit=1)[0] for word in _WORDS.findall(fold(text))]
