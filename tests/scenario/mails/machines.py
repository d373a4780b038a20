"""Machines: absence notes, receipts, newsletters, lists, spam. None is answered; what a citizen may have meant is kept."""
# ruff: noqa: E501 - a mail's lines are as long as people write them

from __future__ import annotations

from tests.support.mails import OURS, Case, mail, multi, text

NOT = "Ofis dışındayım, 1 Aralık'ta döneceğim."

CASES = (
    Case("absence-rfc3834", "ignored automatic reply", mail("a@x.example", text(NOT), more="Auto-Submitted: auto-replied")),
    Case("absence-exchange-tr", "ignored automatic reply", mail("b@x.example", text(NOT),
         subject="Otomatik Yanıt: Başvurunuzu aldık", more="X-Auto-Response-Suppress: All")),
    Case("absence-exchange-en", "ignored automatic reply", mail("c@x.example", text(NOT), subject="Automatic reply: x")),
    Case("absence-vacation", "ignored automatic reply", mail("d@x.example", text(NOT), more="Precedence: auto_reply")),
    Case("absence-x-autoreply", "ignored automatic reply", mail("e@x.example", text(NOT), more="X-Autoreply: yes")),
    Case("absence-office", "ignored automatic reply", mail("f@x.example", text(NOT), subject="Ofis dışı: iletişim")),
    Case("read-receipt", "ignored read receipt", mail("g@x.example", multi("report", text("Okundu"),
         ("Content-Type: message/disposition-notification", b"Disposition: manual-action; displayed\r\n"),
         more="; report-type=disposition-notification"))),
    Case("own-mail", "ignored our own mail", mail(f"Çınarova <{OURS}>", text("Başvurunuzu aldık"))),
    Case("own-signed-address", "ignored our own mail", mail("reply+123456789abcdefgh@cinarova.example", text("x"))),
    Case("alarm-of-a-machine", "opens", mail("sensor@iski.example", text("Trafo arızası: sokak lambaları yanmıyor"),
         more="Auto-Submitted: auto-generated"), silent="sent by a machine"),
    Case("auto-submitted-no", "opens", mail("h@x.example", text("Çukur var, arabam çarptı"), more="Auto-Submitted: no")),
    Case("empty-return-path", "opens", mail("i@x.example", text("Kaldırım çöktü, düştüm"), more="Return-Path: <>"),
         silent="no return path"),
    Case("housing-list", "opens", mail("j@x.example", text("Site olarak su kesintisinden şikâyetçiyiz"),
         more="List-Id: <site.gruplar.example>\nList-Post: <mailto:site@gruplar.example>\n"
         "List-Unsubscribe: <mailto:cik@gruplar.example>"), silent="mailing list"),
    Case("precedence-list", "opens", mail("k@x.example", text("Mahalle listemizden: çöp toplanmıyor"),
         more="Precedence: list"), silent="mailing list"),
    Case("newsletter", "kept bulk mail", mail("haber@magaza.example", text("Kasım indirimleri başladı"),
         more="List-Unsubscribe: <https://magaza.example/u>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click")),
    Case("precedence-bulk", "kept bulk mail", mail("toplu@ilan.example", text("Toplu duyuru"), more="Precedence: bulk")),
    Case("precedence-junk", "kept bulk mail", mail("ilan@ilan.example", text("Duyuru"), more="Precedence: JUNK")),
    Case("spam", "kept spam", mail("kazan@spam.example", text("Büyük ikramiye"), more="X-SES-Spam-Verdict: FAIL")),
    Case("virus", "kept virus", mail("v@spam.example", text("Fatura ekte"), more="X-SES-Virus-Verdict: FAIL\n"
         "X-SES-Spam-Verdict: PASS")),
    Case("spam-gray-is-a-citizen", "opens", mail("l@x.example", text("Gürültü var, uyuyamıyoruz"),
         more="X-SES-Spam-Verdict: GRAY\nX-SES-Virus-Verdict: PASS")),
    Case("noreply-form", "opens", mail("noreply@form.example", text("İletişim formu: park lambası yanmıyor")),
         silent="sender takes no mail"),
    Case("greeting", "greeted", mail("m@x.example", text("İyi günler"))),
    Case("nothing-at-all", "greeted", mail("n@x.example", text(""))),
)  # fmt: skip
