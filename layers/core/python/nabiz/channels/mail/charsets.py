"""Bytes of a mail -> text. Labels lie: iso-8859-9 carries Windows' quotes, what is called utf-8 is not."""

from __future__ import annotations

import codecs
import unicodedata

TURKISH = "cp1254"
# What real mail means by these labels. Windows' tables hold everything of ISO's, and the quotes and dashes beside.
_MEANT = {
    "iso-8859-9": TURKISH, "iso8859-9": TURKISH, "latin5": TURKISH, "latin-5": TURKISH, "l5": TURKISH,
    "windows-1254": TURKISH, "cp-1254": TURKISH, "x-mac-turkish": "mac-turkish", "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "windows-1252": "cp1252",
    "iso-8859-8-i": "iso-8859-8", "utf8mb4": "utf-8", "utf-8mb4": "utf-8", "unicode-1-1-utf-8": "utf-8",
}  # fmt: skip
_UNLABELLED = frozenset({"", "us-ascii", "ascii", "unknown-8bit", "x-unknown", "unknown", "default", "utf-8", "utf8"})
# Codecs of Python that are no charset of any mail; one of them even runs the escapes that it finds.
_NO_CHARSETS = frozenset({"idna", "punycode", "raw_unicode_escape", "undefined", "unicode_escape"})
# Icelandic letters stand where Turkish has its own: in a Turkish city's mail they are ğ, ı, ş mislabelled.
_ICELANDIC = frozenset("ðþýÐÞÝ")
_KEPT_CONTROLS = frozenset("\n\t")


def decode(raw: bytes, label: str = "") -> str:
    """The text; never fails: an unknown or wrong label is answered by the likeliest guess."""
    name = label.strip().strip("\"'").lower()
    if name in _UNLABELLED:
        return clean(_guess(raw))
    try:
        codec = codecs.lookup(_MEANT.get(name, name)).name
        if codec.replace("-", "_") in _NO_CHARSETS:
            return clean(_guess(raw))
        text = raw.decode(codec, "replace")
    except (LookupError, ValueError):  # no such charset, or one of Python's own that is no charset
        return clean(_guess(raw))
    if _MEANT.get(name) == "cp1252" and _ICELANDIC & set(text):
        text = raw.decode(TURKISH, "replace")
    return clean(text)


def _guess(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        pass
    text = raw.decode(errors="replace")
    broken = text.count("\ufffd")
    # A letter that was cut off is no reason to read the rest as something else.
    letters = sum(1 for letter in text if letter > "\x7f") - broken
    return text if letters >= broken else raw.decode(TURKISH, "replace")


def clean(text: str) -> str:
    """Without control characters and halves of surrogates, in composed letters, with plain line breaks."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = text.encode("utf-8", "replace").decode().replace("\ufeff", "")
    if not text.isprintable():
        text = "".join(letter for letter in text if letter in _KEPT_CONTROLS or unicodedata.category(letter) != "Cc")
    return unicodedata.normalize("NFC", text)
