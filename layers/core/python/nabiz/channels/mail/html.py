"""A mail's HTML as text to read: paragraphs and lists, addresses of links, quoted parts marked as such."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

# Nobody writes more by hand, and the parser slows down on long broken markup.
MAX_HTML = 256 * 1024
_SILENT = frozenset({"script", "style", "head", "title", "template", "noscript"})
_BLOCKS = frozenset({
    "p", "div", "tr", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "header",
    "footer", "pre", "hr", "address", "center", "blockquote", "li", "dd", "dt",
})  # fmt: skip
_WITH_SPACE = frozenset({"p", "h1", "h2", "h3", "ul", "ol", "table", "blockquote", "pre"})
# Without an end tag of their own.
_VOID = frozenset({"br", "hr", "img", "input", "meta", "link", "base", "area", "col", "wbr"})
_TAGS = re.compile(r"<[^<>]*>")


def text_of(html: str) -> str:
    """The text; never fails."""
    reader = _Reader()
    try:
        reader.feed(html[:MAX_HTML])
        reader.close()
    except (AssertionError, ValueError):  # the standard library's parser gives up on some declarations
        return _tidy(unescape(_TAGS.sub(" ", html[:MAX_HTML])))
    return _tidy("".join(reader.pieces))


def _tidy(text: str) -> str:
    lines = [re.sub(r"[ \t\xa0\u200b-\u200d\u2060]+", " ", line).strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent = 0
        self._quotes = 0
        self._preformatted = 0
        self._link = ""
        self._link_at = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        if tag == "body":
            self._silent = 0  # a head that was never closed
        if tag == "blockquote":
            self._quotes += 1
        if tag == "pre":
            self._preformatted += 1
        if tag == "br":
            self._line()
        elif tag in _BLOCKS:
            self._block(tag)
            if tag == "li":
                self.pieces.append("- ")
        elif tag in ("td", "th"):
            self.pieces.append(" ")
        elif tag == "a":
            self._link = next((value or "" for name, value in attrs if name == "href"), "")
            self._link_at = len(self.pieces)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        if tag == "a":
            self._end_link()
        if tag == "pre":
            self._preformatted = max(0, self._preformatted - 1)
        if tag == "blockquote":
            self._quotes = max(0, self._quotes - 1)
        if tag in _BLOCKS and tag not in _VOID:
            self._block(tag)

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if self._preformatted:
            self.pieces.append(data.replace("\n", "\n" + "> " * bool(self._quotes)))
        else:
            self.pieces.append(re.sub(r"\s+", " ", data))

    def _line(self) -> None:
        self.pieces.append("\n" + "> " * bool(self._quotes))

    def _block(self, tag: str) -> None:
        """A new line unless one has just begun; an empty one before what stands apart."""
        if tag == "blockquote" or not self._at_line_start():
            self._line()
        if tag in _WITH_SPACE and not self._quotes:
            self.pieces.append("\n")

    def _at_line_start(self) -> bool:
        return "".join(self.pieces[-4:]).rstrip(" >").endswith("\n")

    def _end_link(self) -> None:
        shown = "".join(self.pieces[self._link_at :]).strip()
        if self._link.startswith(("http://", "https://")) and shown and shown.rstrip("/") not in self._link:
            self.pieces.append(f" ({self._link[:500]})")
        self._link = ""
