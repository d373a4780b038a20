"""Mails as they should not be."""
# ruff: noqa: E501 - a mail's lines are as long as people write them

from __future__ import annotations

from tests.support.mails import JPEG, Case, file, mail, multi, text

LAMBA = "Sokak lambası yanmıyor"
_closed = mail("c@x.example", multi("mixed", text(LAMBA), file("image/jpeg", JPEG, "foto.jpg")))

CASES = (
    Case("no-date", "opens", mail("a@x.example", text(LAMBA), date=None), LAMBA),
    Case("date-of-1970", "opens", mail("b@x.example", text(LAMBA), date="Thu, 1 Jan 1970 00:00:00 +0000"), LAMBA),
    Case("date-in-turkish", "opens", mail("b2@x.example", text(LAMBA), date="24 Kasım 2026 Salı"), LAMBA),
    Case("no-message-id", "opens", mail("d@x.example", text(LAMBA), id=None), LAMBA),
    Case("boundary-never-closed", "opens", _closed[: _closed.rindex(b"--")], LAMBA, files=("image foto.jpg",)),
    Case("boundary-never-used", "opens", mail("e@x.example", ('Content-Type: multipart/mixed; boundary="yok"',
         b"Lamba yok")), "Lamba yok"),
    Case("no-boundary", "opens", mail("f@x.example", ("Content-Type: multipart/mixed", LAMBA.encode())), LAMBA),
    Case("bare-newlines", "opens", mail("g@x.example", text(LAMBA)).replace(b"\r\n", b"\n"), LAMBA),
    Case("mbox-line-first", "opens", b"From g@x.example Tue Nov 24 12:00:00 2026\r\n" + mail("h@x.example", text(LAMBA)),
         LAMBA),
    Case("base64-cut-off", "opens", mail("i@x.example", ("Content-Type: text/plain; charset=utf-8\r\n"
         "Content-Transfer-Encoding: base64", b"U29rYWsgbGFtYmFzxLEgeWFubcSxeW9yIQ")), LAMBA + "!"),
    Case("base64-with-rubbish", "opens", mail("j@x.example", ("Content-Type: text/plain; charset=utf-8\r\n"
         "Content-Transfer-Encoding: BASE64", b"U29rYWsg\r\n* bGFtYmFz\r\nxLEgeWFubcSxeW9y\r\n")), LAMBA),
    Case("quoted-printable-damaged", "opens", mail("k@x.example", ("Content-Type: text/plain; charset=utf-8\r\n"
         "Content-Transfer-Encoding: quoted-printable", b"Su kesik =ZZ ne zaman gelir=\r\n?")),
         "Su kesik =ZZ ne zaman gelir?"),
    Case("sender-without-address", "opens", mail("Bilinmeyen", text(LAMBA), more="Reply-To: l@x.example"), LAMBA),
    Case("two-senders", "opens", mail('"Ayşe <ayse@yalan.example>" <m@x.example>', text(LAMBA)), LAMBA),
    Case("no-sender", "dead", b"Subject: kimsiz\r\n\r\nmerhaba"),
    Case("not-a-mail", "dead", bytes(range(256)) * 20),
    Case("empty", "dead", b""),
)  # fmt: skip
