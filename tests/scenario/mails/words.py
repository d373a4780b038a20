"""What is new in a mail: quotes, signatures, devices and lawyers of the clients that people here use."""
# ruff: noqa: E501 - a mail's lines are as long as people write them

from __future__ import annotations

from tests.support.mails import Case, html, mail, text

YENI = "Köpek hâlâ orada, lütfen gelin."
QUOTED = "> Başvurunuzu aldık.\n> Numaranız: 111"


def plain(code: str, body: str, expected: str = YENI, subject: str = "") -> Case:
    return Case(code, "opens", mail(f"{code}@x.example", text(body), subject=subject), expected)


CASES = (
    plain("gmail-tr", f"{YENI}\n\n24 Kas 2026 Sal, 10:12 tarihinde Çınarova Belediyesi <bilgi@cinarova.example>\n"
          f"şunu yazdı:\n\n{QUOTED}\n"),
    plain("gmail-tr-one-line", f"{YENI}\n\nÇınarova <bilgi@cinarova.example>, 24 Kas 2026 Sal, 10:12 tarihinde şunu "
          f"yazdı:\n{QUOTED}"),
    plain("gmail-en", f"{YENI}\n\nOn Tue, Nov 24, 2026 at 10:12 AM Çınarova Belediyesi <\nbilgi@cinarova.example> wrote:"
          f"\n\n{QUOTED}"),
    plain("apple-tr", f"{YENI}\n\niPhone’umdan gönderildi\n\nÇınarova Belediyesi <bilgi@cinarova.example> şunları yazdı "
          f"(24 Kas 2026 10:12):\n\n{QUOTED}"),
    plain("outlook-tr-rule", f"{YENI}\n\n________________________________\nKimden: Çınarova <bilgi@cinarova.example>\n"
          "Gönderildi: 24 Kasım 2026 Salı 10:12\nKime: Zeynep\nKonu: Başvurunuzu aldık\n\nBaşvurunuzu aldık."),
    plain("outlook-tr-original", f"{YENI}\n\n-----Özgün İleti-----\nKimden: Çınarova\nKonu: x\n\nEski metin"),
    plain("outlook-en-original", f"{YENI}\n\n-----Original Message-----\nFrom: Çınarova\nSubject: x\n\nEski metin"),
    plain("outlook-mobile", f"{YENI}\n\nAndroid için Outlook’u edinin<https://aka.ms/x>\n\nFrom: Çınarova <b@c.example>\n"
          "Sent: Tuesday, 24 November 2026\nTo: Zeynep\nSubject: Başvuru\n\nEski"),
    plain("yandex", f"{YENI}\n\n24.11.2026, 10:12, \"Çınarova\" <bilgi@cinarova.example>:\n{QUOTED}"),
    plain("thunderbird-tr", f"{YENI}\n\n24.11.2026 10:12 tarihinde Çınarova Belediyesi yazdı:\n{QUOTED}\n"),
    plain("yahoo-tr", f"{YENI}\n\n    24 Kasım 2026 Salı 10:12:33 GMT+3 tarihinde, Çınarova Belediyesi "
          "<bilgi@cinarova.example> şunu yazdı:\n\n Başvurunuzu aldık"),
    plain("samsung", f"{YENI}\n\nSamsung Galaxy akıllı telefonumdan gönderildi.\n"),
    plain("answers-between", "24.11.2026 10:12 tarihinde Çınarova yazdı:\n> Hangi sokak?\n116. Sokak\n> Kaç numara?\n"
          "12 numara", "116. Sokak\n12 numara"),
    plain("signature", f"{YENI}\n\n-- \nZeynep Kaya\nAvukat, 0532 111 22 33"),
    plain("legal", f"{YENI}\n\nYASAL UYARI: Bu e-posta ve ekleri gizlidir. Yanlışlıkla aldıysanız siliniz.\n\nThis e-mail "
          "and any attachments are confidential."),
    plain("ipad-en", f"{YENI}\n\nSent from my iPad"),
    plain("forward-keeps-its-matter", "Bilginize\n\n---------- Forwarded message ---------\nGönderen: Ali <ali@x.example>\n"
          "Date: 23 Kas 2026 Pzt\nSubject: Lamba\n\nSokak lambası yanmıyor",
          "Lamba\n\nBilginize\n\n---------- Forwarded message ---------\nGönderen: Ali <ali@x.example>\n"
          "Date: 23 Kas 2026 Pzt\nSubject: Lamba\n\nSokak lambası yanmıyor", subject="Fwd: Lamba"),
    plain("forward-of-outlook", "Kimden: Ali <ali@x.example>\nGönderildi: 23 Kasım 2026\nKime: Site\nKonu: Lamba\n\n"
          "Sokak lambası yanmıyor", "Lamba\n\nKimden: Ali <ali@x.example>\nGönderildi: 23 Kasım 2026\nKime: Site\n"
          "Konu: Lamba\n\nSokak lambası yanmıyor", subject="İlt: Lamba"),
    plain("not-a-quote", "Kimden şikâyetçiyim:\nTarih: dün gece\n\nKonu: gürültü yapan komşu\nşunu yazdım duvara: yeter",
          "Kimden şikâyetçiyim:\nTarih: dün gece\n\nKonu: gürültü yapan komşu\nşunu yazdım duvara: yeter"),
    Case("html-blockquote", "opens", mail("bq@x.example", html(f"<div>{YENI}</div><blockquote><div>Eski metin</div>"
         "<div>Bir satır daha</div></blockquote>")), YENI),
    Case("html-outlook", "opens", mail("ho@x.example", html(f'<p>{YENI}</p><hr><div id="divRplyFwdMsg"><b>Kimden:</b> '
         "Çınarova<br><b>Gönderildi:</b> 24 Kasım 2026 Salı<br><b>Kime:</b> Zeynep<br><b>Konu:</b> x</div><p>Eski</p>")),
         YENI),
)  # fmt: skip
