"""Mails as bytes, the way clients of all ages write them, and what is expected of each."""

from __future__ import annotations

import base64
import binascii
import quopri
from dataclasses import dataclass
from itertools import count

OURS = "bilgi@cinarova.example"
DATE = "Tue, 24 Nov 2026 12:00:00 +0300"
_boundaries = count(1)
# What stands for itself in a case's bytes and is known only when an earlier mail was answered: {reply:a1} and the like.
PLACEHOLDERS = ("number", "dashed", "reply", "thread", "ses", "reference")


@dataclass(frozen=True)
class Case:
    """One mail of the mailbox.

    Attributes:
        code: its name; later mails refer to it.
        expect: `opens`, `joins CODE`, `ignored REASON`, `kept REASON`, `reported STATE CODE`, `greeted`, `thanks`,
            `repeated` or `dead`.
        text: what the city reads of it, exactly.
        files: kinds of its files, without the original.
        silent: why no machine answers the ticket that it opens.
        department: whom its ticket goes to.
    """

    code: str
    expect: str
    raw: bytes
    text: str | None = None
    files: tuple[str, ...] = ()
    silent: str = ""
    department: str | None = None
    name: str | None = None


def mail(
    sender: str, body: bytes | tuple[str, bytes] = b"", *, subject: str | bytes = "", to: str = OURS,
    id: str | None = "", date: str | None = DATE, more: str = "", charset: str = "utf-8",
) -> bytes:  # fmt: skip
    """A mail of headers and a part (`text`, `multi`, ...) or bare bytes. What is None is left out."""
    part = body if isinstance(body, tuple) else ("", body)
    lines = [b"Return-Path: <bounce@istemci.example>"] if "Return-Path" not in more else []
    lines += [f"From: {sender}".encode(charset, "replace"), f"To: {to}".encode()]
    if subject:
        lines.append(b"Subject: " + (subject if isinstance(subject, bytes) else subject.encode(charset, "replace")))
    if id is not None:
        lines.append(f"Message-ID: {id or f'<{next(_boundaries)}.mail@istemci.example>'}".encode())
    if date is not None:
        lines.append(f"Date: {date}".encode())
    lines += [line.encode(charset, "replace") for line in more.splitlines()]
    head = b"\r\n".join(lines)
    if part[0]:
        head += b"\r\nMIME-Version: 1.0\r\n" + part[0].encode()
    return head + b"\r\n\r\n" + part[1]


def word(text: str, charset: str = "utf-8", form: str = "b") -> str:
    """An encoded word of RFC 2047."""
    raw = text.encode(charset)
    if form.lower() == "b":
        return f"=?{charset}?{form}?{base64.b64encode(raw).decode()}?="
    letters = "".join(f"={byte:02X}" if byte > 126 or byte in b"=?_ " else chr(byte) for byte in raw)
    return f"=?{charset}?{form}?{letters}?="


def text(
    content: str, charset: str = "utf-8", encoding: str = "8bit", *, label: str | None = None, kind: str = "plain",
    more: str = "",
) -> tuple[str, bytes]:  # fmt: skip
    """A text part; `label` is the charset that it claims."""
    claimed = charset if label is None else label
    raw = content.replace("\n", "\r\n").encode(charset)
    head = f"Content-Type: text/{kind}" + (f'; charset="{claimed}"' if claimed else "")
    return head + f"\r\nContent-Transfer-Encoding: {encoding}{more}", encoded(raw, encoding)


def html(content: str, charset: str = "utf-8", encoding: str = "8bit", **more: str) -> tuple[str, bytes]:
    return text(content, charset, encoding, kind="html", **more)


def file(
    mime_type: str, content: bytes, name: str = "", *, encoding: str = "base64", disposition: str = "attachment",
    more: str = "",
) -> tuple[str, bytes]:  # fmt: skip
    """A part that is a file; `name` is the whole parameter where it begins with a star, or the name."""
    parameter = f"; {name.removeprefix('!')}" if name.startswith("!") else (f'; filename="{name}"' if name else "")
    head = f"Content-Type: {mime_type}\r\nContent-Transfer-Encoding: {encoding}"
    head += f"\r\nContent-Disposition: {disposition}{parameter}" if disposition else ""
    return head + more, encoded(content, encoding)


def multi(sort: str, *parts: tuple[str, bytes], more: str = "", preamble: bytes = b"") -> tuple[str, bytes]:
    """A multipart."""
    boundary = f"----=_Part_{next(_boundaries)}"
    body = preamble
    for head, content in parts:
        body += f"--{boundary}\r\n{head}\r\n\r\n".encode() + content + b"\r\n"
    return f'Content-Type: multipart/{sort}; boundary="{boundary}"{more}', body + f"--{boundary}--\r\n".encode()


def encoded(raw: bytes, encoding: str) -> bytes:
    match encoding.lower():
        case "base64":
            return base64.encodebytes(raw).replace(b"\n", b"\r\n")
        case "quoted-printable":
            return quopri.encodestring(raw)
        case "x-uuencode":
            lines = [binascii.b2a_uu(raw[at : at + 45]) for at in range(0, len(raw), 45)]
            return b"begin 644 dosya\n" + b"".join(lines) + b"`\nend\n"
    return raw


JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 80
LOGO = b"\x89PNG\r\n\x1a\n" + b"\0" * 900
PDF = b"%PDF-1.4\n" + b"0" * 3000
