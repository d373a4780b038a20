"""Shapes: multiparts within each other, pictures in the text, forwards, files of every kind, and mails that are large."""
# ruff: noqa: E501 - a mail's lines are as long as people write them

from __future__ import annotations

from tests.support.mails import JPEG, LOGO, PDF, Case, file, html, mail, multi, text

KOPEK = "Parkta yaralı bir köpek var"


def inline(content: bytes, cid: str, name: str = "") -> tuple[str, bytes]:
    return file("image/png", content, name, disposition="inline", more=f"\r\nContent-ID: <{cid}>")


CASES = (
    Case("alternative", "opens", mail("a@x.example", multi("alternative", text(KOPEK), html(f"<b>{KOPEK}!</b>"))), KOPEK,
         department="veteriner"),
    Case("html-before-plain", "opens", mail("b@x.example", multi("alternative", html("<i>HTML</i>"), text(KOPEK))), KOPEK),
    Case("plain-is-empty", "opens", mail("c@x.example", multi("alternative", text(" \n"), html(f"<div>{KOPEK}</div>"))),
         KOPEK),
    Case("outlook-related", "opens", mail("d@x.example", multi("mixed", multi("related", multi("alternative",
         text(KOPEK), html(f'<p>{KOPEK} <img src="cid:logo@1"></p>')), inline(LOGO, "logo@1", "image001.png")),
         file("application/pdf", PDF, "dilekçe.pdf"))), KOPEK, files=("document dilekçe.pdf",)),
    Case("pasted-picture", "opens", mail("e@x.example", multi("related", html(f'{KOPEK}<img src="cid:p@1">'),
         inline(JPEG, "p@1", "image.png"))), KOPEK, files=("image image.png",)),
    Case("apple-mixed-texts", "opens", mail("f@x.example", multi("mixed", text("Önce şunu söyleyeyim: çukur var."),
         file("image/jpeg", JPEG, "IMG_1.JPG", disposition="inline"), text("Sonra da lamba yanmıyor."))),
         "Önce şunu söyleyeyim: çukur var.\n\nSonra da lamba yanmıyor.", files=("image IMG_1.JPG",)),
    Case("many-files", "opens", mail("g@x.example", multi("mixed", text("Kaldırım işgali, videolar ekte"),
         file("video/mp4", b"\0\0\0\x18ftypisom" + b"0" * 9000, "a.mp4"), file("audio/ogg", b"OggS" + b"0" * 500, "s.ogg"),
         file("application/vnd.ms-excel", b"\xd0\xcf\x11\xe0" + b"0" * 700, "liste.xls"))),
         "Kaldırım işgali, videolar ekte", files=("video a.mp4", "audio s.ogg", "document liste.xls")),
    Case("file-without-name", "opens", mail("h@x.example", multi("mixed", text("Çöp yığını fotoğrafı"),
         file("image/jpeg", JPEG))), "Çöp yığını fotoğrafı", files=("image ",)),
    Case("file-alone", "opens", mail("i@x.example", file("application/pdf", PDF, "dilekce.pdf"), subject="Dilekçem: çöp"),
         "Dilekçem: çöp", files=("document dilekce.pdf",)),
    Case("path-in-a-name", "opens", mail("j@x.example", multi("mixed", text("Rögar taşıyor"),
         file("image/jpeg", JPEG, "../../C:\\\\evil\\\\foto.jpg"))), "Rögar taşıyor", files=("image foto.jpg",)),
    Case("uuencoded", "opens", mail("k@x.example", multi("mixed", text("Ek eski usul, su kaçağı"),
         file("image/jpeg", JPEG, "eski.jpg", encoding="x-uuencode"))), "Ek eski usul, su kaçağı",
         files=("image eski.jpg",)),
    Case("signed", "opens", mail("l@x.example", multi("signed", text("İmzalı şikâyet: gürültü"),
         file("application/pkcs7-signature", b"0\x82" + b"1" * 300, "smime.p7s"))), "İmzalı şikâyet: gürültü"),
    Case("forward-as-file", "opens", mail("m@x.example", multi("mixed", text(""), ("Content-Type: message/rfc822",
         mail("komsu@x.example", text("Bizim sokakta su borusu patladı"), subject="Su patlağı"))), subject="Fwd: Su"),
         "Su\n\nSu patlağı\n\nBizim sokakta su borusu patladı", files=("document 2.eml",)),
    Case("preamble-and-epilogue", "opens", mail("n@x.example", multi("mixed", text("Asıl metin: ağaç devrildi"),
         preamble=b"This is a multi-part message in MIME format.\r\n")), "Asıl metin: ağaç devrildi"),
    Case("html-links-and-tables", "opens", mail("o@x.example", html(
         '<table><tr><td>Yer:</td><td>Gül Sokak</td></tr><tr><td>Konu:</td><td>çukur</td></tr></table>'
         '<p>Harita: <a href="https://harita.example/?q=1">buradan</a></p><script>alert(1)</script>')),
         "Yer: Gül Sokak\nKonu: çukur\n\nHarita: buradan (https://harita.example/?q=1)"),
    Case("large-file", "opens", mail("p@x.example", multi("mixed", text("Uzun video ekte, gürültü var"),
         file("video/mp4", b"\0\0\0\x18ftypisom" + b"\x5a" * 7_000_000, "uzun.mp4"))), "Uzun video ekte, gürültü var",
         files=("video uzun.mp4",)),
)  # fmt: skip
