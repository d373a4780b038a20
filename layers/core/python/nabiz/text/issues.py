"""Takes a message apart where a citizen writes about two things at once."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A part of fewer words says too little to be a matter of its own.
SHORTEST = 2

_SENTENCE_END = re.compile(r"(?<=[.!?…;])\s+|\n+|\s*\b\d{1,2}\s*[).-]\s+")
# What joins two matters in one sentence. A comma or "ve" joins much else too, but a wrong cut costs nothing: parts that
# are about the same category are put together again.
_JOINTS = re.compile(
    r"""(?ix) ,?\s*\b(?:
        ayr[ıi]ca | b[iİ]r?\ ?de | bunun\ yan[ıi]nda | bunun\ d[ıi][şs][ıi]nda | ek\ olarak | [üu]stelik | hem\ de
        | ikinci(?:si|\ konu)? | di[ğg]er\ (?:konu|sorun) | ba[şs]ka\ bir\ (?:konu|sorun) | also | another
    )\b[,:]?\s* | ,\s+ | \s+ve\s+ | \s+and\s+"""
)


def sentences(text: str) -> list[str]:
    """The sentences and numbered points of a text."""
    return [part.strip() for part in _SENTENCE_END.split(text) if part and part.strip()]


def clauses(text: str) -> list[str]:
    """The pieces that may be about different things, in order."""
    return [part for sentence in sentences(text) for part in _cut(sentence)]


def _cut(sentence: str) -> Iterator[str]:
    for part in _JOINTS.split(sentence):
        if len(part.split()) >= SHORTEST:
            yield part.strip(" ,;")
