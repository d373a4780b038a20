"""Letters: charsets as they are labelled and as they are, transfer encodings, encoded words, names of files."""

from __future__ import annotations

from tests.support.mails import JPEG, Case, file, html, mail, multi, text, word

COP = "Çöp konteyneri üç gündür boşaltılmadı, “taştı” – ığdır sokak."
ASCII_LEFT = "Cop konteyneri tasti, sokak lambasi da yanmiyor."

CASES = (
    Case("utf8", "opens", mail("ayse@gmail.example", text(COP), subject="Çöp"), f"Çöp\n\n{COP}"),
    Case("utf8-qp", "opens", mail("b@gmail.example", text(COP, "utf-8", "quoted-printable"),
         subject=word("Çöp şikâyeti")), f"Çöp şikâyeti\n\n{COP}"),
    Case("utf8-base64", "opens", mail("c@gmail.example", text(COP, "utf-8", "base64"),
         subject=word("Çöp", form="Q")), f"Çöp\n\n{COP}"),
    Case("cp1254", "opens", mail("d@mynet.example", text(COP, "cp1254", label="windows-1254"),
         subject=word("Çöp şikâyeti", "windows-1254", "Q")), f"Çöp şikâyeti\n\n{COP}"),
    Case("iso-8859-9-is-cp1254", "opens", mail("e@turk.example", text(COP, "cp1254", "quoted-printable",
         label="iso-8859-9"), subject=word("Işık “yok”", "cp1254", "Q").replace("cp1254", "iso-8859-9")),
         f"Işık “yok”\n\n{COP}"),
    Case("latin5", "opens", mail("f@turk.example", text("Su kesik, ığdır şoförü", "cp1254", label="latin5")),
         "Su kesik, ığdır şoförü"),
    Case("latin1-label-turkish-bytes", "opens", mail("g@eski.example",
         text("Şikâyetim: ışıklar yanmıyor, ağaç devrildi", "cp1254", label="iso-8859-1")),
         "Şikâyetim: ışıklar yanmıyor, ağaç devrildi"),
    Case("windows-1252-french", "opens", mail("h@fr.example",
         text("Problème d’éclairage à la rue Çınar", "cp1254", label="windows-1252")),
         "Problème d’éclairage à la rue Çınar"),
    Case("no-label", "opens", mail("i@eski.example", text("Kaldırım çökmüş, düştüm", "cp1254", label="")),
         "Kaldırım çökmüş, düştüm"),
    Case("ascii-label-8bit", "opens", mail("j@eski.example", text("Yol çöktü, şehir içi", label="us-ascii")),
         "Yol çöktü, şehir içi"),
    Case("utf8-label-cp1254-bytes", "opens", mail("k@form.example",
         text("Parktaki salıncak kırık, çocuklar düşüyor", "cp1254", label="utf-8")),
         "Parktaki salıncak kırık, çocuklar düşüyor"),
    Case("unknown-charset", "opens", mail("l@garip.example", text("Gürültü şikâyeti: gece müzik", label="x-acaba-9")),
         "Gürültü şikâyeti: gece müzik"),
    Case("codec-that-is-none", "opens", mail("m@garip.example", text(ASCII_LEFT, "ascii", label="rot13")), ASCII_LEFT),
    Case("utf-16", "opens", mail("n@ucret.example", text("Mazgal tıkalı", "utf-16", "base64")), "Mazgal tıkalı"),
    Case("iso-8859-3-label", "opens", mail("o@malta.example", text("Kopek yarali", "iso-8859-3")), "Kopek yarali"),
    Case("nfd-letters", "opens", mail("p@mac.example", text("Çöp şikâyeti")), "Çöp şikâyeti"),
    Case("letter-split-among-words", "opens", mail("r@bolunmus.example", text("Lütfen ilgilenin, su borusu patladı"),
         subject="=?utf-8?B?U3UgYm9ydXN1IHBhdGxhZMQ=?=\r\n =?utf-8?B?sQ==?="),
         "Su borusu patladı\n\nLütfen ilgilenin, su borusu patladı"),
    Case("raw-8bit-subject", "opens", mail("s@eski.example", text("Adres: Gül sokak 5"), charset="cp1254",
         subject="Rögar kapağı kayıp".encode("cp1254")), "Rögar kapağı kayıp\n\nAdres: Gül sokak 5"),
    Case("sender-in-words", "opens", mail(f"{word('Şükrü Ağaoğlu', 'iso-8859-9', 'q')} <sukru@turk.example>",
         text("Otobüs gelmedi")), "Otobüs gelmedi", name="Şükrü Ağaoğlu"),
    Case("file-name-rfc2231", "opens", mail("t@thunder.example", multi("mixed", text("Fotoğraf ekte, yol çökmüş"),
         file("image/jpeg", JPEG, "!filename*0*=UTF-8''yol%20%C3%A7%C3%B6; filename*1*=k%C3%BC%C4%9F%C3%BC.jpg"))),
         "Fotoğraf ekte, yol çökmüş", files=("image yol çöküğü.jpg",)),
    Case("file-name-rfc2047", "opens", mail("u@outlook.example", multi("mixed", text("Fotoğraf ekte, çukur var"),
         file("image/jpeg", JPEG, word("çukur ğ.jpg", "iso-8859-9")))), "Fotoğraf ekte, çukur var",
         files=("image çukur ğ.jpg",)),
    Case("html-only-cp1254", "opens", mail("v@webmail.example", html(
         "<html><head><meta charset=windows-1254><style>p{color:red}</style></head><body><p>Sokak lambas&#305; "
         "yanm\xfdyor</p><ul><li>12 numara</li><li>14 numara</li></ul></body></html>".replace("\xfd", "ı"),
         "cp1254", "quoted-printable", label="windows-1254")), "Sokak lambası yanmıyor\n\n- 12 numara\n- 14 numara"),
)  # fmt: skip
