"""The texts of the demo city, how they are filled, and what a wrong file is told."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from nabiz.domain.errors import ConfigurationError
from nabiz.domain.messages import Channel, Choice, Template
from nabiz.domain.notifications import PlannedNotification, Route
from nabiz.domain.stages import STAGES, Audience, Stage
from nabiz.text import sms
from nabiz.texts import Problem, Texts, check_messages

MESSAGES = Path(__file__).parents[2] / "config" / "messages"
LANGUAGES = ("tr", "en")
DUE = datetime(2026, 11, 25, 13, 30, tzinfo=UTC)
VALUES: dict[str, object] = {
    "number": "123456789", "ticket": "123456789", "city": "Çınarova Belediyesi", "phone": "153",
    "home": "https://x.example", "name": "Derya Ulusoy", "department": "Veteriner İşleri Müdürlüğü",
    "category": "Yaralı hayvan", "priority": "high", "due": DUE, "clock": "resolve", "text": "Yaralı köpek",
    "place": "116. Sokak", "message": "Ekibimiz yola çıktı.", "reason": "Görev alanımızda değil", "outcome": "solved",
    "planned_for": date(2026, 12, 1), "original": "987654321", "key": "abcdefghij",
    "link": "https://x.example/t/123456789#abcdefghij", "code": "123456789", "survey_token": "1234567891abcdefghij",
    "survey_link": "https://x.example/s/1234567891abcdefghij", "told": "Başvurunuz sonuçlandı.", "proof_code": "048213",
    "preferences_link": "https://x.example/w/1234567891abcdefghij",
}  # fmt: skip


@pytest.fixture(scope="module")
def files() -> dict[str, Any]:
    return {name: yaml.safe_load((MESSAGES / f"{name}.yaml").read_text(encoding="utf-8")) for name in LANGUAGES}


@pytest.fixture(scope="module")
def texts(files: dict[str, Any]) -> Texts:
    return Texts(files, ZoneInfo("Europe/Istanbul"), "tr")


def values(stage: Stage | str, **other: object) -> dict[str, object]:
    found = STAGES[stage] if isinstance(stage, str) else stage
    return {name: VALUES[name] for name in found.fields} | other


EVERYWHERE = [(s, lang, c) for s in STAGES.values() for lang in LANGUAGES for c in s.channels]


def test_the_citys_texts_are_right(files: dict[str, Any]) -> None:
    assert check_messages(files, LANGUAGES) == []


@pytest.mark.parametrize(("stage", "language", "channel"), EVERYWHERE, ids=lambda v: getattr(v, "code", v))
def test_every_text_is_filled_and_fits(texts: Texts, stage: Stage, language: str, channel: Channel) -> None:
    made = texts.render(stage.code, language, channel, values(stage))

    assert made.text.strip()
    if channel is not Channel.WEBHOOK:
        assert "{" not in made.text + made.subject
    if channel is Channel.SMS:
        assert not sms.find_urls(made.text)
        assert sms.plain(made.text) == made.text
        assert sms.segments(made.text) <= 3
    if channel is Channel.EMAIL:
        assert made.subject
        assert "\n" not in made.subject


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stage", [s for s in STAGES.values() if s.has_template], ids=lambda s: s.code)
def test_every_template_gets_all_its_parameters(texts: Texts, stage: Stage, language: str) -> None:
    made = texts.render(stage.code, language, Channel.WHATSAPP, values(stage), form="template")

    assert made.template is not None
    assert all(made.template.parameters)
    assert made.template.language == language
    assert all(parameter in made.text for parameter in made.template.parameters)


def test_receipt_in_turkish(texts: Texts) -> None:
    made = texts.render("ticket_received", "tr", Channel.WHATSAPP, values("ticket_received", message=""))

    assert made.text == (
        "Merhaba, başvurunuzu aldık. Bize yazdığınız için teşekkür ederiz.\n\n"
        "Başvuru numaranız: 123-456-789\n"
        "İlgilenecek birim: Veteriner İşleri Müdürlüğü\n"
        "Hedeflediğimiz son tarih: 25 Kasım 2026 Çarşamba 16:30\n\n"
        "Her aşamada size haber vereceğiz. Fotoğraf, konum veya başka bir bilgi eklemek isterseniz buraya göndermeniz "
        'yeterli. Farklı bir konu için önce "yeni" yazın.\n'
        "Başvurunuzu buradan izleyebilirsiniz: https://x.example/t/123456789#abcdefghij"
    )


def test_lines_about_what_is_not_known_are_left_out(texts: Texts) -> None:
    made = texts.render(
        "ticket_received", "tr", Channel.SMS, values("ticket_received", department="", due="", message="")
    )

    assert made.text == "Başvurunuzu aldık. No: 123-456-789, takip anahtarı: abcdefghij. Bilgi: 153"
    assert sms.segments(made.text) == 1


def test_dates_and_words_in_both_languages(texts: Texts) -> None:
    turkish = texts.render("ticket_planned", "tr", Channel.SMS, values("ticket_planned")).text
    english = texts.render("ticket_planned", "en", Channel.SMS, values("ticket_planned")).text

    assert "1 Aralık 2026 Salı" in turkish
    assert "Tuesday, 1 December 2026" in english
    assert "Wednesday, 25 November 2026, 16:30" in texts.render("reopened", "en", Channel.SMS, values("reopened")).text
    assert "Sonuç: Sorun giderildi" in texts.render("resolved", "tr", Channel.EMAIL, values("resolved")).text


def test_citizen_of_another_language_reads_the_citys(texts: Texts) -> None:
    german = texts.render("greeting", "de", Channel.WHATSAPP, values("greeting"))

    assert german == texts.render("greeting", "tr", Channel.WHATSAPP, values("greeting"))


def test_survey_offers_the_four_answers_with_ids_that_carry_its_token(texts: Texts) -> None:
    made = texts.render("survey", "tr", Channel.WHATSAPP, values("survey"))

    assert made.choices == (
        Choice("survey:1234567891abcdefghij:very_satisfied", "Çok memnun kaldım"),
        Choice("survey:1234567891abcdefghij:satisfied", "Memnun kaldım"),
        Choice("survey:1234567891abcdefghij:not_satisfied", "Memnun kalmadım"),
        Choice("survey:1234567891abcdefghij:no_opinion", "Fikrim yok"),
    )
    assert made.choice_label == "Yanıtla"


def test_survey_by_sms_carries_a_code_and_no_address(texts: Texts) -> None:
    made = texts.render("survey", "tr", Channel.SMS, values("survey")).text

    assert "123-456-789" in made
    assert "Anket kodunuz" in made
    assert not sms.find_urls(made)


def test_what_people_wrote_is_shortened_and_what_surrounds_it_stays(texts: Texts) -> None:
    long = values("resolved", message="Asfalt çalışması tamamlandı. " * 100)

    made = texts.render("resolved", "tr", Channel.SMS, long).text

    assert sms.segments(made) == 3
    assert made.startswith("123-456-789 numaralı başvurunuz sonuçlandı.")
    assert made.endswith("Sorun sürüyorsa: 153")


def test_addresses_in_what_people_wrote_do_not_reach_an_sms(texts: Texts) -> None:
    made = texts.render(
        "staff_reply", "tr", Channel.SMS, values("staff_reply", message="Bkz. https://x.example/a evrak")
    )

    assert made.text == "123-456-789 numaralı başvurunuz hakkında: Bkz. evrak"


def test_a_long_answer_is_worth_more_than_a_button(texts: Texts) -> None:
    short = texts.render("resolved", "tr", Channel.WHATSAPP, values("resolved"))
    long = texts.render("resolved", "tr", Channel.WHATSAPP, values("resolved", message="uzun yanıt " * 200))

    assert short.choices == (Choice("reopen:123456789", "Sorun sürüyor"),)
    assert long.choices == ()
    assert "uzun yanıt " * 199 in long.text


def test_braces_in_what_people_wrote_are_words(texts: Texts) -> None:
    made = texts.render("staff_reply", "tr", Channel.WHATSAPP, values("staff_reply", message="{link} {0} {"))

    assert made.text.endswith("{link} {0} {")


def test_webhook_gets_data(texts: Texts) -> None:
    made = texts.render("department_assigned", "tr", Channel.WEBHOOK, values("department_assigned"))

    document = json.loads(made.text)
    assert document["type"] == "department_assigned"
    assert document["data"]["number"] == "123456789"
    assert document["data"]["due"] == "2026-11-25T13:30:00+00:00"


def test_compose_makes_what_a_sender_takes(texts: Texts) -> None:
    route = Route(Channel.WHATSAPP, "905321112233", "template")
    planned = PlannedNotification("citizen", Audience.CITIZEN, "closed", "en", (route,), values("closed", message=""))

    message = texts.compose(planned, route, "T#1|x")

    assert (message.channel, message.to, message.reference) == (Channel.WHATSAPP, "905321112233", "T#1|x")
    assert message.template == Template("closed", "en", ("123-456-789", str(VALUES["link"])))


def test_unknown_stage_and_missing_value_are_refused(texts: Texts) -> None:
    with pytest.raises(ConfigurationError, match="no stage"):
        texts.render("unheard_of", "tr", Channel.SMS, {})
    with pytest.raises(ConfigurationError, match=r"closed.*'(number|message)'"):
        texts.render("closed", "tr", Channel.SMS, {})


# -- wrong files -----------------------------------------------------------------------------------------------------

Change = Callable[[dict[str, Any]], object]
STAGE = "stages"


@pytest.mark.parametrize(
    ("change", "path", "words"),
    [
        (lambda f: f.pop("tr"), "tr", "missing"),
        (lambda f: f["tr"].update(language="en"), "tr.language", "must be tr"),
        (lambda f: f["tr"]["dates"]["months"].pop(), "tr.dates.months", "12 names"),
        (lambda f: f["tr"]["dates"].update(day="{day} {hour}"), "tr.dates.day", "{hour} is not offered"),
        (lambda f: f["tr"]["words"]["outcome"].pop("solved"), "tr.words.outcome.solved", "missing"),
        (lambda f: f["tr"]["frames"].update(staff="Merhaba"), "tr.frames.staff", "{body} is missing"),
        (lambda f: f["tr"][STAGE].pop("resolved"), "tr.stages.resolved", "missing"),
        (lambda f: f["tr"][STAGE].update(solved={}), "tr.stages.solved", "unknown stage"),
        (lambda f: f["tr"][STAGE]["closed"].update(text="{due}"), "tr.stages.closed.text", "{due} is not offered"),
        (lambda f: f["tr"][STAGE]["closed"].update(text="{number"), "tr.stages.closed.text", "brace"),
        (lambda f: f["tr"][STAGE]["closed"].update(text="{number!r}"), "tr.stages.closed.text", "brace"),
        (lambda f: f["tr"][STAGE]["closed"].update(text=5), "tr.stages.closed.text", "a text is expected"),
        (lambda f: f["tr"][STAGE]["closed"].pop("subject"), "tr.stages.closed.subject", "a text is expected"),
        (lambda f: f["tr"][STAGE]["closed"].pop("sms"), "tr.stages.closed.sms", "a text is expected"),
        (lambda f: f["tr"][STAGE]["closed"].update(smss="x"), "tr.stages.closed.smss", "unknown; allowed"),
        (lambda f: f["tr"][STAGE]["closed"].update(sms="{link}"), "tr.stages.closed.sms", "{link} is not offered"),
        (lambda f: f["tr"][STAGE]["closed"].update(sms="bkz. x.bel.tr"), "tr.stages.closed.sms", "may be blocked"),
        (lambda f: f["tr"][STAGE]["closed"].update(sms="ş" * 150), "tr.stages.closed.sms", "longer than"),
        (lambda f: f["tr"][STAGE]["resolved"]["choices"].update(reopen="x" * 21),
         "tr.stages.resolved.choices.reopen", "20 characters"),
        (lambda f: f["tr"][STAGE]["survey"]["choices"].update(satisfied="x" * 25),
         "tr.stages.survey.choices.satisfied", "24 characters"),
        (lambda f: f["tr"][STAGE]["survey"].update(choice_label=""), "tr.stages.survey.choice_label", "caption"),
        (lambda f: f["tr"][STAGE]["survey"]["choices"].update(maybe="x"), "tr.stages.survey.choices.maybe", "unknown"),
        (lambda f: f["tr"][STAGE]["closed"].pop("template"), "tr.stages.closed.template", "missing"),
        (lambda f: f["tr"][STAGE]["closed"]["template"].update(parameters=["link", "number"]),
         "tr.stages.closed.template.parameters", "number, link"),
        (lambda f: f["tr"][STAGE]["closed"]["template"].update(name="Kapandı"),
         "tr.stages.closed.template.name", "small letters"),
        (lambda f: f["tr"][STAGE]["closed"]["template"].update(body="{number} kapandı {link}"),
         "tr.stages.closed.template.body", "begins or ends"),
        (lambda f: f["tr"][STAGE]["greeting"].update(template={}), "tr.stages.greeting.template", "no template"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_place(files: dict[str, Any], change: Change, path: str, words: str) -> None:
    wrong = copy.deepcopy(files)
    change(wrong)

    problems = check_messages(wrong, LANGUAGES)

    assert [p for p in problems if ".".join(p.path) == path and words in p.words], problems
    assert all(p.path[0] == "tr" for p in problems)


def test_a_problem_reads_as_place_and_words() -> None:
    assert str(Problem(("tr", "stages"), "a mapping is expected")) == "tr.stages: a mapping is expected"


@pytest.mark.parametrize("junk", [None, 5, [], "x", {"dates": 3, "words": 4, "frames": [], "stages": {"closed": 5}}])
def test_any_file_is_read_or_refused(files: dict[str, Any], junk: object) -> None:
    assert check_messages({**files, "tr": junk}, LANGUAGES)
