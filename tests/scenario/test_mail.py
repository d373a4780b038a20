"""E-mail from end to end: a mail becomes a ticket, answers find it, machines are not talked to, bounces are heeded."""

from __future__ import annotations

import pytest

from nabiz import bootstrap
from nabiz.domain.mail_threads import reply_address
from nabiz.domain.messages import DeliveryState
from tests.support.city import City
from tests.support.cloud import LINK_KEY, MAIL_DOMAIN
from tests.support.mailbox import Mailbox, letter

ZEYNEP = "zeynep@posta.example"
DOG = "116. Sokakta yaralı bir köpek var"


@pytest.fixture
def box(city: City) -> Mailbox:
    return Mailbox(city)


def writes(box: Mailbox, text: str = DOG, sender: str = f"Zeynep Kaya <{ZEYNEP}>", **more: str) -> str:
    more.setdefault("id", f"<{next(box.ids)}@posta.example>")
    return box.receives(bytes(letter(sender, text, at=box.city.cloud.now, **more)))


def only_number(box: Mailbox) -> str:
    (ticket,) = box.tickets()
    return ticket.number


def ses_id(box: Mailbox) -> str:
    """What SES called the first mail to the citizen."""
    return f"mail-{[mail.to for mail in box.city.cloud.mail.sent].index(ZEYNEP) + 1}"


def test_a_mail_becomes_a_ticket_and_is_answered(box: Mailbox) -> None:
    writes(box, subject="Yaralı köpek")

    (ticket,) = box.tickets()
    (answer,) = box.sent_to(ZEYNEP)
    assert (ticket.channel, ticket.department) == ("email", "veteriner")
    assert ticket.text == f"Yaralı köpek\n\n{DOG}"
    assert answer.answer_to == reply_address(LINK_KEY, ticket.number, MAIL_DOMAIN)
    assert answer.headers["Auto-Submitted"] == "auto-replied"
    assert DOG not in answer.text  # a receipt repeats nothing that a stranger wrote


def test_the_answer_refers_to_the_citizens_mail_and_to_the_thread(box: Mailbox) -> None:
    writes(box, id="<first@posta.example>")

    (answer,) = box.sent_to(ZEYNEP)
    assert answer.headers["In-Reply-To"] == "<first@posta.example>"
    assert answer.headers["References"].startswith("<first@posta.example> <ticket.")


def test_an_answer_to_the_signed_address_joins_whoever_writes(box: Mailbox) -> None:
    writes(box)
    number = only_number(box)
    (answer,) = box.sent_to(ZEYNEP)

    writes(box, "Eşiyim, köpek hâlâ orada", "Ali Kaya <ali@baska.example>", to=answer.answer_to)

    assert only_number(box) == number
    assert len(box.city.page(number).messages) == 2


def test_an_answer_with_our_thread_in_its_references_joins(box: Mailbox) -> None:
    writes(box)
    (answer,) = box.sent_to(ZEYNEP)
    thread = answer.headers["References"].split()[-1]

    writes(box, "Ek bilgi: sarı tüylü", subject="Ynt: Başvurunuzu aldık", References=f"{thread} <x@ses.example>")

    assert box.tickets()[0].messages == 2


def test_an_answer_that_names_our_mail_alone_joins_its_own_citizens_ticket(box: Mailbox) -> None:
    writes(box)
    ours = f"<{ses_id(box)}@eu-central-1.amazonses.com>"

    writes(box, "Ek bilgi: sarı tüylü", subject="Re: Başvurunuzu aldık", In_Reply_To=ours)
    writes(box, "Ben de gördüm", "merakli@baska.example", In_Reply_To=ours)

    assert [ticket.messages for ticket in box.tickets()] == [2, 1]


def test_a_stranger_who_quotes_a_number_opens_a_ticket_of_their_own(box: Mailbox) -> None:
    writes(box)
    number = only_number(box)

    writes(box, f"{number} numaralı başvuru ne oldu?", "yabanci@baska.example", subject=f"Ynt: {number}")
    writes(box, f"{number} numaralı başvurum ne oldu?", subject=f"Başvuru {number}")

    assert [ticket.messages for ticket in box.tickets()] == [2, 1]


def test_a_forged_key_proves_nothing(box: Mailbox) -> None:
    writes(box)
    forged = reply_address("another secret", only_number(box), MAIL_DOMAIN)

    writes(box, "Başvurumu kapatın", "yabanci@baska.example", to=forged)

    assert [ticket.messages for ticket in box.tickets()] == [1, 1]


def test_a_mail_whose_sender_denies_it_is_kept_apart_and_not_answered(box: Mailbox) -> None:
    writes(box)
    number = only_number(box)

    writes(box, f"{number} kapatılsın", Authentication_Results="amazonses.com; spf=fail; dkim=none; dmarc=fail")

    mine, forged = box.tickets()
    assert (mine.number, mine.messages) == (number, 1)
    assert forged.silent == "sender not proven"
    assert forged.citizen != mine.citizen
    assert len(box.sent_to(ZEYNEP)) == 1


def test_a_new_matter_opens_another_ticket(box: Mailbox) -> None:
    writes(box)

    writes(box, "Çöpler üç gündür alınmadı, konteyner taştı", subject="Çöp")

    assert len(box.tickets()) == 2


def test_files_alone_join_what_was_written_before(box: Mailbox) -> None:
    writes(box)
    mail = letter(ZEYNEP, "", at=box.city.cloud.now)
    mail.add_attachment(b"\xff\xd8\xff\xe0" + b"0" * 30_000, maintype="image", subtype="jpeg", filename="köpek.jpg")

    box.receives(bytes(mail))

    page = box.city.page(only_number(box))
    assert {(file.kind, file.state, file.mime_type) for file in page.media} >= {("image", "stored", "image/jpeg")}


def test_the_original_is_kept_with_the_ticket(box: Mailbox) -> None:
    writes(box, f"{DOG}\n\n-- \nZeynep Kaya\nAvukat")

    (file,) = box.city.page(only_number(box)).media
    assert (file.kind, file.state) == ("original", "stored")
    assert box.tickets()[0].text == DOG


def test_the_same_mail_announced_again_and_sent_again_counts_once(box: Mailbox) -> None:
    raw = bytes(letter(ZEYNEP, DOG, at=box.city.cloud.now, id="<same@posta.example>"))
    key = box.receives(raw)
    box.city.cloud.inbound.accepted.clear()  # as if the queue had forgotten

    box.announce(key)
    box.receives(raw)

    assert box.tickets()[0].messages == 1
    assert len(box.sent_to(ZEYNEP)) == 1


def test_a_machine_that_opens_a_ticket_is_told_nothing_until_a_person_writes(box: Mailbox) -> None:
    writes(box, Auto_Submitted="auto-generated")
    number = only_number(box)
    vets = box.city.department("veteriner")
    vets.starts(number)

    vets.replies(number, "Ekibimiz yolda.")

    assert box.tickets()[0].silent == "sent by a machine"
    (reply,) = box.sent_to(ZEYNEP)
    assert "Ekibimiz yolda." in reply.text
    assert reply.headers["Auto-Submitted"] == "no"


def test_a_greeting_alone_is_answered_by_mail_and_opens_nothing(box: Mailbox) -> None:
    writes(box, "Merhaba")

    assert box.tickets() == []
    assert len(box.sent_to(ZEYNEP)) == 1


def test_two_machines_that_answer_each_other_stop_at_the_cap(box: Mailbox) -> None:
    cap = bootstrap.app().configuration.limits.mail_answers_per_hour
    writes(box, "Başvurunuz sistemimize kaydedildi", "sistem@kurum.example", subject="Kayıt 1")
    answered = 0

    while len(box.sent_to("sistem@kurum.example")) > answered and answered < 50:
        answered = len(box.sent_to("sistem@kurum.example"))
        text = f"Mesajınız {answered} kaydedildi"
        writes(box, text, "sistem@kurum.example", subject=f"Kayıt {answered + 1}")

    assert answered == cap
    held = [one for page in box.pages() for one in page.notifications if one.state is DeliveryState.HELD]
    assert [one.stage for one in held] == ["ticket_received"]


def ses_event(box: Mailbox, kind: str, recipient: str = ZEYNEP, **details: object) -> dict[str, object]:
    """An event of SES about the last mail to this citizen."""
    at = box.city.cloud.now.isoformat().replace("+00:00", "Z")
    (mail, *_) = reversed(box.sent_to(recipient))
    headers = [{"name": "X-Nabiz-Reference", "value": mail.reference}]
    found = {"messageId": "0100", "timestamp": at, "destination": [recipient], "headers": headers}
    return {"eventType": kind, "mail": found, kind.lower(): {"timestamp": at, "feedbackId": f"f-{kind}", **details}}


def bounce(sort: str, recipient: str = ZEYNEP) -> dict[str, object]:
    return {"bounceType": sort, "bounceSubType": "General", "bouncedRecipients": [{"emailAddress": recipient}]}


def test_a_permanent_bounce_fails_and_later_mails_are_not_sent(box: Mailbox) -> None:
    writes(box)
    number = only_number(box)

    box.hears(ses_event(box, "Bounce", **bounce("Permanent")))
    box.city.department("veteriner").starts(number)

    states = {one.stage: (one.state, one.code) for one in box.city.page(number).notifications
              if one.recipient == "citizen"}  # fmt: skip
    assert states["ticket_received"] == (DeliveryState.FAILED, "Permanent/General")
    assert states["ticket_started"] == (DeliveryState.FAILED, "suppressed")
    assert len(box.sent_to(ZEYNEP)) == 1


@pytest.mark.parametrize(
    ("kind", "details", "state", "sent"),
    [
        ("Bounce", bounce("Transient"), DeliveryState.FAILED, 2),
        ("Delivery", {}, DeliveryState.DELIVERED, 2),
        ("Complaint", {"complainedRecipients": [{"emailAddress": ZEYNEP}], "complaintFeedbackType": "abuse"},
         DeliveryState.DELIVERED, 1),
        ("Complaint", {"complainedRecipients": [{"emailAddress": ZEYNEP}], "complaintFeedbackType": "not-spam"},
         DeliveryState.SENT, 2),
    ],
)  # fmt: skip
def test_what_ses_reports_decides_whether_the_next_mail_goes(
    box: Mailbox, kind: str, details: dict[str, object], state: DeliveryState, sent: int
) -> None:
    writes(box)
    number = only_number(box)

    box.hears(ses_event(box, kind, **details))
    box.city.department("veteriner").starts(number)

    (receipt,) = [one for one in box.city.page(number).notifications if one.stage == "ticket_received"]
    assert receipt.state is state
    assert len(box.sent_to(ZEYNEP)) == sent


def test_a_report_without_our_reference_is_found_by_its_mail(box: Mailbox) -> None:
    writes(box)
    event = ses_event(box, "Delivery")
    event["mail"] = {"messageId": ses_id(box)}

    box.hears(event)

    (receipt,) = [one for one in box.city.page(only_number(box)).notifications if one.stage == "ticket_received"]
    assert receipt.state is DeliveryState.DELIVERED


def test_what_nobody_can_read_ends_as_a_dead_letter(box: Mailbox) -> None:
    box.city.cloud.mails.send('{"no": "notification"}', box.city.cloud.now)
    box.receives(b"\x00\xff not a mail at all")

    assert box.dead == 2
    assert box.tickets() == []


def test_opening_a_ticket_by_mail_costs_one_read_of_the_table_and_one_transaction(box: Mailbox) -> None:
    before = len(box.city.cloud.faults.calls)
    box.receives(bytes(letter(ZEYNEP, DOG, at=box.city.cloud.now)), settle=False)
    box.city.cloud.poll(box.city.cloud.mails, "receive_mail")
    box.city.cloud.poll(box.city.cloud.inbound, "receive_inbound")

    calls = [call for call in box.city.cloud.faults.calls[before:] if call not in ONCE_A_PROCESS]
    assert calls == [
        "s3.PutObject", "s3.GetObject", "sqs.SendMessageBatch",  # the test's own; then receive_mail
        "s3.GetObject", "dynamodb.BatchGetItem", "dynamodb.TransactWriteItems",
    ]  # fmt: skip


ONCE_A_PROCESS = ("secretsmanager.GetSecretValue", "dynamodb.Query")
