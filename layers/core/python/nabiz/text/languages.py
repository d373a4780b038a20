"""Which language a message is written in: by its script, then by the small words that every sentence has."""

from __future__ import annotations

from collections.abc import Mapping

from nabiz.text.folding import fold, words

TURKISH = "tr"

_SCRIPTS = (
    ("ar", "\u0600", "\u06ff"),  # Arabic, Persian among it
    ("ru", "\u0400", "\u04ff"),  # Cyrillic
)
# Letters that only Turkish among the languages of this list writes.
_TURKISH_LETTERS = frozenset("ığşİĞŞ")


def _small(sentence: str) -> frozenset[str]:
    return frozenset(fold(sentence).split())


_SMALL_WORDS: Mapping[str, frozenset[str]] = {
    TURKISH: _small(
        """ve bir bu da de ne için var yok çok ile mi mı ben biz siz daha ama gibi kadar her en şu o sonra olarak lazım
        istiyorum istiyoruz lütfen merhaba teşekkür günler iyi değil hiç artık zaman nasıl neden hala bizim sokak"""
    ),
    "en": _small(
        """the is are and of to in on my our there has have not i we you it for please with this that from was at hello
        be"""
    ),
    "de": _small(
        """der die das ist und nicht ich wir sie ein eine mein unser bitte mit auf im seit haben hat es gibt von zu wird
        kein"""
    ),
    "fr": _small("le la les est et je nous vous un une des dans pas il y a depuis mon notre bonjour sur pour avec"),
}
# So many small words more than Turkish has, before a text in Latin letters is taken for another language.
_LEAD = 2


def guess_language(text: str) -> str:
    """ISO 639-1 code; Turkish where nothing speaks for another."""
    letters = [letter for letter in text if letter.isalpha()]
    if not letters:
        return TURKISH
    for code, first, last in _SCRIPTS:
        if sum(first <= letter <= last for letter in letters) * 2 > len(letters):
            return code
    if _TURKISH_LETTERS & set(text):
        return TURKISH
    found = words(text)
    counts = {code: sum(word in small for word in found) for code, small in _SMALL_WORDS.items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] >= counts[TURKISH] + _LEAD else TURKISH
