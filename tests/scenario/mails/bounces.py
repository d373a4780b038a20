"""Reports that came as mails: believed only where they return what only a mail of ours bears."""
# ruff: noqa: E501 - a mail's lines are as long as people write them

from __future__ import annotations

from tests.support.mails import Case, mail, multi, text

DAEMON = "Mail Delivery System <MAILER-DAEMON@mx.example>"
EMPTY = "Return-Path: <>\nAuto-Submitted: auto-replied"


def returned(
    code: str, expect: str, status: str, action: str, back: str, *, recipient: str = "deniz@x.example"
) -> Case:
    report = f"Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; {recipient}\r\nAction: {action}\r\nStatus: {status}\r\n"
    parts = (
        text("Mesajınız teslim edilemedi"), ("Content-Type: message/delivery-status", report.encode()),
        ("Content-Type: text/rfc822-headers", back.replace("\n", "\r\n").encode()),
    )  # fmt: skip
    raw = mail(DAEMON, multi("report", *parts, more="; report-type=delivery-status"), more=EMPTY, subject="Undelivered")
    return Case(code, expect, raw)


CASES = (
    Case("d1", "opens", mail("Deniz <deniz@x.example>", text("Yolda çukur var, arabam zarar gördü"))),
    returned("passing", "reported failed 4.2.2", "4.2.2", "failed", "Reply-To: {reply:d1}\nX-Nabiz-Reference: {reference:d1}\n"),
    returned("delayed", "ignored delivery report", "4.4.1", "delayed", "Reply-To: {reply:d1}\nX-Nabiz-Reference: {reference:d1}\n"),
    returned("forged", "ignored delivery report", "5.1.1", "failed",
             "Reply-To: reply+{number:d1}aaaaaaaaaaaaaaaa@cinarova.example\nX-Nabiz-Reference: {reference:d1}\n"),
    returned("of-another-mail", "ignored delivery report", "5.1.1", "failed", "From: bilgi@cinarova.example\nSubject: x\n"),
    Case("old-style", "ignored delivery report", mail(DAEMON, text("550 5.1.1 unknown user"), more="Return-Path: <>",
         subject="Undelivered Mail Returned to Sender")),
    Case("d2", "opens", mail("Deniz <deniz@x.example>", text("Bu da başka: lamba yanmıyor"), subject="Lamba")),
    returned("permanent", "reported failed 5.1.1", "5.1.1", "failed",
             "References: {thread:d2}\nX-Nabiz-Reference: {reference:d2}\n"),
)  # fmt: skip
