"""What belongs to what: answers that find their ticket, and strangers who do not."""
# ruff: noqa: E501 - a mail's lines are as long as people write them

from __future__ import annotations

from tests.support.mails import JPEG, OURS, Case, file, mail, multi, text, word

ZEYNEP, ALI, CAN = "Zeynep <zeynep@x.example>", "Ali <ali@y.example>", "Can <can@z.example>"

CASES = (
    Case("z1", "opens", mail(ZEYNEP, text("116. Sokakta yaralı köpek var"), subject="Köpek", id="<z1@x.example>")),
    Case("a1", "opens", mail(ALI, text("Çöpler üç gündür alınmadı"), subject="Çöp", id="<a1@y.example>")),
    Case("to-signed-address", "joins z1", mail(ZEYNEP, text("Sarı tüylü."), subject="Ynt: Başvurunuzu aldık",
         to="Çınarova <{reply:z1}>"), "Sarı tüylü."),
    Case("signed-address-in-capitals", "joins z1", mail(ZEYNEP, text("Topallıyor."), to="{REPLY:z1}"), "Topallıyor."),
    Case("signed-address-in-copy", "joins z1", mail(ZEYNEP, text("Komşu da gördü."), more="Cc: x@x.example, {reply:z1}")),
    Case("wife-answers-signed-address", "joins z1", mail("Eşi <es@w.example>", text("Eşiyim, ben de gördüm."),
         to="{reply:z1}")),
    Case("thread-in-references", "joins a1", mail(ALI, text("Bugün de alınmadı."), subject="RE: Başvurunuzu aldık",
         more="References: <a1@y.example> {thread:a1} <{ses:a1}@eu-central-1.amazonses.com>"), "Bugün de alınmadı."),
    Case("in-reply-to-alone", "joins a1", mail(ALI, text("Konteyner de kırık."), subject="Ynt: Başvurunuzu aldık",
         more="In-Reply-To: <{ses:a1}@eu-central-1.amazonses.com>")),
    Case("references-from-the-right", "joins a1", mail(ALI, text("Fotoğraf çektim."), subject="Re: x",
         more="References: <unknown@q.example>\n <{ses:a1}@eu-central-1.amazonses.com> <other@q.example>")),
    Case("own-number-in-subject", "joins a1", mail(ALI, text("Ne oldu?"), subject="{dashed:a1} numaralı başvurum")),
    Case("own-number-in-text", "joins a1", mail(ALI, text("Başvuru no {number:a1}, hâlâ bekliyorum."))),
    Case("other-address-same-number", "opens", mail("Ali İş <ali@is.example>", text("{dashed:a1} no'lu başvurum ne oldu?"))),
    Case("stranger-quotes-a-number", "opens", mail(CAN, text("{number:z1} kapatılsın"), subject="Ynt: {dashed:z1}")),
    Case("stranger-answers-our-mail", "opens", mail(CAN, text("Bu bana geldi, çukur da var"),
         more="In-Reply-To: <{ses:z1}@eu-central-1.amazonses.com>")),
    Case("forged-key", "opens", mail(CAN, text("Başvuruyu iptal edin"),
         to="reply+{number:z1}aaaaaaaaaaaaaaaa@cinarova.example")),
    Case("denied-sender", "opens", mail(ZEYNEP, text("{number:z1} kapatılsın"),
         more="Authentication-Results: amazonses.com; spf=fail; dmarc=fail header.from=x.example"),
         silent="sender not proven"),
    Case("wrong-digit", "opens", mail(ALI, text("Başvurum 123-456-780 ne oldu, lamba yanmıyor"))),
    Case("another-matter", "opens", mail(ZEYNEP, text("Parktaki salıncak kırık"), subject="Salıncak")),
    Case("photo-follows", "joins another-matter", mail(ZEYNEP, multi("mixed", text("\n"),
         file("image/jpeg", JPEG, "salincak.jpg"))), "", files=("image salincak.jpg",)),
    Case("sent-twice", "repeated", mail(ZEYNEP, text("116. Sokakta yaralı köpek var"), subject="Köpek",
         id="<z1@x.example>")),
    Case("id-used-again", "opens", mail(ZEYNEP, text("Bu başka: su borusu patladı"), subject=word("Su"),
         id="<z1@x.example>")),
    Case("empty-answer", "joins z1", mail(ZEYNEP, text("24.11.2026 10:12 tarihinde Çınarova yazdı:\n> eski"),
         subject="Ynt: x", to=f"{OURS}, {{reply:z1}}"), "x"),
)  # fmt: skip
