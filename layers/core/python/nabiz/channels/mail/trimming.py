"""What the citizen wrote now: without the quoted past, the signature and the lines that devices and lawyers add.

The original is kept; this is for reading and for recognising what it is about. In doubt a line stays.
"""

from __future__ import annotations

import re

_I = re.IGNORECASE
# "24 Kas 2026 Sal, 10:12 tarihinde Çınarova Belediyesi <...> şunu yazdı:", "On Tue, ... wrote:", Apple's and Outlook's.
_ATTRIBUTION = re.compile(
    r"""^\s*(?:
      .{0,160}\btarihinde\b.{0,200}\b(?:yazdı|yazmış|yazdi)\s*:
    | .{0,160}\b(?:şunu|şunları|sunu|sunlari)\s+(?:yazdı|yazdi)\b.{0,80}:
    | .{0,160}<[^<>\s]+@[^<>\s]+>\s*,?\s*(?:şunu\s+)?yazdı\s*:
    | On\b.{4,240}\bwrote\s*:
    | Am\b.{4,240}\bschrieb\b.{0,160}:
    | \d{1,2}[./]\d{1,2}[./]\d{2,4},?\s+\d{1,2}:\d{2}.{0,160}<?[^<>\s]+@[^<>\s]+>?\s*:
    )\s*$""",
    _I | re.VERBOSE,
)
LONGEST_ATTRIBUTION = 400
_ATTRIBUTION_LINES = 3  # a long one is broken by the client
_ORIGINAL = re.compile(
    r"^\s*[-_=*]{2,}\s*(?:özgün|orijinal|orjinal|original|asıl)\s+(?:ileti|mesaj|e-?posta|message|mail)\s*[-_=*]{2,}\s*$",
    _I,
)
# "İ" folds to two characters, so the letters that differ are written out.
_FORWARDED = re.compile(
    r"""^\s*(?:
      [-_=]{3,}\s*(?:forwarded\s+message|[iİı]letilen\s+(?:ileti|mesaj)|[iİı]letilmiş\s+(?:ileti|mesaj)
        |yönlendirilen\s+(?:ileti|mesaj)|yönlendirilmiş\s+(?:ileti|mesaj|e-?posta))\s*[-_=]{3,}
    | begin\s+forwarded\s+message\s*:
    | (?:[iİı]letilen|[iİı]letilmiş|yönlendirilen|yönlendirilmiş)\s+(?:ileti|mesaj)\s*:
    )\s*$""",
    _I | re.VERBOSE,
)
_FORWARD_SUBJECT = re.compile(r"^\s*(?:fwd?|fw|[iİı]lt|[iİı]letilen|yön|ynl)\s*:", _I)
_REPLY_SUBJECT = re.compile(r"^\s*(?:re|ynt|yan[ıi]t|cvp|cevap|aw|sv)\s*(?:\[\d+\])?\s*:\s*", _I)
_PREFIX = re.compile(
    r"^\s*(?:re|ynt|yan[ıi]t|cvp|cevap|aw|sv|fwd?|fw|[iİı]lt|[iİı]letilen|yön|ynl)\s*(?:\[\d+\])?\s*:\s*", _I
)
_HEAD_FROM = re.compile(r"^\s*\*?(?:kimden|gönderen|from)\s*:\*?\s*\S", _I)
_HEAD_MORE = re.compile(
    r"^\s*\*?(?:gönderildi|gönderilme(?:\s+tarihi)?|gönderim|tarih|sent|date|kime|alıcı|to|konu|subject)\s*:", _I
)
_RULE = re.compile(r"^\s*[_-]{10,}\s*$")
_SIGNATURE = re.compile(r"^(?:-- ?|—\s*)$")
_DEVICE = re.compile(
    r"""^\s*(?:
      .{0,60}\b(?:iphone|ipad|ipod|mac)\W{0,2}\s*(?:u?m?dan|[iı]mden|[uı]mdan|den|dan)\s+gönderildi
    | .{0,80}\b(?:telefonumdan|cihazımdan|cihazımızdan|tabletimden|mobilimden|uygulamasından|uygulamamdan)\s+gönderildi
    | .{0,60}\b(?:ile|üzerinden|kullanılarak|aracılığıyla)\s+gönderildi
    | (?:android|ios|iphone|mac|windows)\s+için\s+(?:outlook|posta|e-?posta).{0,6}\s*(?:edinin|indirin|ile.*)
    | sent\s+from\s+.{2,60}
    | get\s+outlook\s+for\s+\w+
    | virüs\s+bulunmuyor.{0,80}
    | virus-free.{0,80}
    )[.\s]*(?:\(?<?https?://\S+>?\)?)?\s*$""",
    _I | re.VERBOSE,
)
_LEGAL = re.compile(
    r"""^\s*\W{0,3}(?:
      (?:yasal|hukuki)\s+uyarı
    | gizlilik\s+(?:bildirimi|uyarısı|notu)
    | (?:bu|işbu)\s+(?:e-?posta|elektronik\s+posta|mesaj|ileti|mail)(?:\s+(?:mesajı|iletisi))?\s*,?
        (?:\s+ve\s+(?:varsa\s+)?ek(?:leri|lerinde|inde|i)?\b|\s+(?:gizli|sadece|yalnızca|yalnız|kişiye))
    | this\s+(?:e-?mail|message|communication)\s+(?:and\s+any|is\s+(?:confidential|intended)|may\s+contain|contains)
    | (?:legal\s+)?disclaimer\s*:
    | confidentiality\s+notice
    )""",
    _I | re.VERBOSE,
)


def trim(text: str, subject: str = "") -> str:
    """The new words of a mail; empty where it only quotes."""
    lines = text.split("\n")
    forwarded = bool(_FORWARD_SUBJECT.match(subject))
    kept: list[str] = []
    for index, line in enumerate(lines):
        if _FORWARDED.match(line):
            kept += lines[index:]  # what is forwarded is what they write about
            break
        if not forwarded and _quote_begins(lines, index):
            kept += _between_quotes(lines[index:])
            break
        if _SIGNATURE.match(line) or (_LEGAL.match(line) and any(one.strip() for one in kept)):
            break
        if line.lstrip().startswith(">") and not forwarded:
            continue
        if not _DEVICE.match(line):
            kept.append(line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in kept)).strip()


def _quote_begins(lines: list[str], at: int) -> bool:
    if _ORIGINAL.match(lines[at]):
        return True
    taken = _attribution(lines, at)
    # The last line of what was written now is no part of it, although both together would look the same.
    if taken and not (taken > 1 and _attribution(lines, at + 1) and re.search(r"[\d@]", lines[at + 1])):
        return True
    return _is_header_block(lines, at)


def _attribution(lines: list[str], at: int) -> int:
    """How many lines from here on say who wrote the quote; 0 if they do not."""
    joined = ""
    for count, line in enumerate(lines[at : at + _ATTRIBUTION_LINES], start=1):
        joined = f"{joined} {line.strip()}".strip()
        if not line.strip() or len(joined) > LONGEST_ATTRIBUTION:
            return 0
        if joined.endswith(":") and _ATTRIBUTION.match(joined):
            return count
    return 0


def _is_header_block(lines: list[str], at: int) -> bool:
    """Outlook's way: the head of the quoted mail as lines of text, often below a rule."""
    start = at + 1 if _RULE.match(lines[at]) else at
    block = [line for line in lines[start : start + 8] if line.strip()][:5]
    if not block or not _HEAD_FROM.match(block[0]):
        return False
    return sum(bool(_HEAD_MORE.match(line)) for line in block[1:]) >= 2


def _between_quotes(lines: list[str]) -> list[str]:
    """Answers written between the quoted lines; where the quote bears no marks nothing can be told apart."""
    marked = [index for index, line in enumerate(lines) if line.lstrip().startswith(">")]
    if not marked or marked[0] > _ATTRIBUTION_LINES + 2:
        return []
    rest = lines[marked[0] :]
    kept = []
    for line in rest:
        if _SIGNATURE.match(line) or _LEGAL.match(line):
            break
        if not line.lstrip().startswith(">") and not _DEVICE.match(line):
            kept.append(line)
    return kept


def bare_subject(subject: str) -> str:
    """Without "Re:", "Ynt:", "İlt:" and the like, however often they stand there."""
    for _ in range(10):
        shorter = _PREFIX.sub("", subject, count=1)
        if shorter == subject:
            break
        subject = shorter
    return subject.strip()


def is_reply_subject(subject: str) -> bool:
    """Whether the client put "Re:" or "Ynt:" before it."""
    return bool(_REPLY_SUBJECT.match(subject))
