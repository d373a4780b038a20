"""Finds what is wrong with message files before anything is sent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from nabiz.domain.catalogue import Priority
from nabiz.domain.clocks import ClockKind
from nabiz.domain.messages import Channel
from nabiz.domain.stages import STAGES, Stage
from nabiz.domain.workflow import Outcome
from nabiz.text import sms
from nabiz.texts.filling import fields_of

# Meta's reference on interactive objects and templates; characters.
BUTTONS, BUTTON_TITLE, ROW_TITLE, LIST_LABEL, TEMPLATE_BODY = 3, 20, 24, 20, 1024
PUBLIC_LENGTH = 240  # X takes 280 and Instagram 300, and the city's name and number come in
SMS_FIXED_PARTS = 2  # of a text without its values
PAGE_FIELDS = frozenset({"link", "home", "survey_link", "preferences_link"})
WORDS: Mapping[str, tuple[str, ...]] = {
    "outcome": tuple(Outcome), "priority": tuple(Priority),
    "clock": (ClockKind.RESPOND, ClockKind.RESOLVE, ClockKind.EXTERNAL),
}  # fmt: skip
FRAMES = {"citizen": ("body", "city", "phone"), "staff": ("body", "city")}  # of e-mails
DATE_FIELDS = {"moment": ("day", "month", "year", "weekday", "time"), "day": ("day", "month", "year", "weekday")}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and the way to it in the part `messages`."""

    path: tuple[str, ...]
    words: str

    def __str__(self) -> str:
        return f"{'.'.join(self.path)}: {self.words}"


def check_messages(messages: Mapping[str, object], languages: Iterable[str]) -> list[Problem]:
    """Everything that is wrong with the texts of a city; empty if nothing is.

    Args:
        messages: the files by language, as read.
        languages: those that the city writes in.
    """
    return [problem for language in languages for problem in _language(language, messages.get(language))]


def _language(language: str, part: object) -> Iterator[Problem]:
    path = (language,)
    if not isinstance(part, Mapping):
        yield Problem(path, "the texts of this language are missing")
        return
    if part.get("language") != language:
        yield Problem((*path, "language"), f"must be {language}")
    yield from _dates(path, part.get("dates"))
    yield from _words(path, part.get("words"))
    yield from _frames((*path, "frames"), part.get("frames"))
    stages = part.get("stages")
    if not isinstance(stages, Mapping):
        yield Problem((*path, "stages"), "a mapping is expected")
        return
    for code in stages:
        if code not in STAGES:
            yield Problem((*path, "stages", str(code)), f"unknown stage; allowed: {', '.join(STAGES)}")
    for stage in STAGES.values():
        yield from _stage((*path, "stages", stage.code), stage, stages.get(stage.code))


def _dates(path: tuple[str, ...], dates: object) -> Iterator[Problem]:
    path = (*path, "dates")
    if not isinstance(dates, Mapping):
        yield Problem(path, "a mapping is expected")
        return
    for name, count in (("months", 12), ("weekdays", 7)):
        names = dates.get(name)
        if not isinstance(names, list | tuple) or len(names) != count or not all(isinstance(n, str) for n in names):
            yield Problem((*path, name), f"a list of {count} names is expected")
    for name, fields in DATE_FIELDS.items():
        yield from _text((*path, name), dates.get(name), fields)


def _frames(path: tuple[str, ...], frames: object) -> Iterator[Problem]:
    for name, fields in FRAMES.items():
        frame = frames.get(name) if isinstance(frames, Mapping) else None
        yield from _text((*path, name), frame, fields)
        if isinstance(frame, str) and "{body}" not in frame:
            yield Problem((*path, name), "the field {body} is missing")


def _words(path: tuple[str, ...], words: object) -> Iterator[Problem]:
    for name, codes in WORDS.items():
        known = words.get(name) if isinstance(words, Mapping) else None
        known = known if isinstance(known, Mapping) else {}
        for code in codes:
            if not isinstance(known.get(code), str):
                yield Problem((*path, "words", name, str(code)), "the word is missing")


def _stage(path: tuple[str, ...], stage: Stage, texts: object) -> Iterator[Problem]:
    if not isinstance(texts, Mapping):
        yield Problem(path, "the texts of this stage are missing")
        return
    allowed = {"choices", "choice_label", "template", "subject", "text", *stage.channels}
    for name in texts:
        if name not in allowed:
            yield Problem((*path, str(name)), f"unknown; allowed: {', '.join(sorted(allowed))}")
    for channel in stage.channels:
        if channel is Channel.SMS:
            yield from _sms((*path, "sms"), texts.get("sms"), stage)
        elif channel not in (Channel.WEBHOOK, Channel.PUSH):  # a push message takes the SMS's words
            name = str(channel) if channel in texts else "text"
            yield from _text((*path, name), texts.get(name), stage.fields)
        if channel is Channel.EMAIL:
            yield from _text((*path, "subject"), texts.get("subject"), stage.fields)
    if stage.public and isinstance(texts.get("text"), str) and len(str(texts["text"])) > PUBLIC_LENGTH:
        yield Problem((*path, "text"), f"at most {PUBLIC_LENGTH} characters, with what is filled in")
    yield from _choices(path, stage, texts)
    yield from _template((*path, "template"), stage, texts.get("template"))


def _text(path: tuple[str, ...], text: object, fields: Iterable[str]) -> Iterator[Problem]:
    if not isinstance(text, str) or not text.strip():
        yield Problem(path, "a text is expected")
        return
    allowed = tuple(fields)
    for name in fields_of(text):
        if name not in allowed:
            yield Problem(path, f"the field {{{name}}} is not offered here; allowed: {', '.join(allowed)}")
    if re.search(r"[{}]", re.sub(r"\{[a-z_]+\}", "", text)):
        yield Problem(path, "a brace that belongs to no field")


def _sms(path: tuple[str, ...], text: object, stage: Stage) -> Iterator[Problem]:
    yield from _text(path, text, [name for name in stage.fields if name not in PAGE_FIELDS])
    if not isinstance(text, str):
        return
    if found := sms.find_urls(text):
        yield Problem(path, f"an SMS with an address of a page may be blocked: {found[0]}")
    if sms.segments(sms.plain(re.sub(r"\{[a-z_]+\}", "", text))) > SMS_FIXED_PARTS:
        yield Problem(path, f"longer than {SMS_FIXED_PARTS} parts without its values")


def _choices(path: tuple[str, ...], stage: Stage, texts: Mapping[str, object]) -> Iterator[Problem]:
    titles = texts.get("choices", {})
    titles = titles if isinstance(titles, Mapping) else {}
    for code in titles:
        if code not in stage.choices:
            yield Problem((*path, "choices", str(code)), f"unknown; allowed: {', '.join(stage.choices) or 'none'}")
    is_list = len(stage.choices) > BUTTONS
    for code in stage.choices:
        title = titles.get(code)
        limit = ROW_TITLE if is_list else BUTTON_TITLE
        if not isinstance(title, str) or not 0 < len(title) <= limit:
            yield Problem((*path, "choices", code), f"a title of at most {limit} characters is expected")
    label = texts.get("choice_label")
    if is_list and (not isinstance(label, str) or not 0 < len(label) <= LIST_LABEL):
        yield Problem((*path, "choice_label"), f"a caption of at most {LIST_LABEL} characters is expected")


def _template(path: tuple[str, ...], stage: Stage, template: object) -> Iterator[Problem]:
    if not stage.has_template:
        if template is not None:
            yield Problem(path, "this stage is never told outside the window: no template")
        return
    if not isinstance(template, Mapping):
        yield Problem(path, "the template is missing")
        return
    name, body, parameters = template.get("name"), template.get("body"), template.get("parameters")
    if not isinstance(name, str) or not re.fullmatch(r"[a-z0-9_]{1,512}", name):
        yield Problem((*path, "name"), "small letters, digits and underscores are expected")
    yield from _text((*path, "body"), body, stage.fields)
    if not isinstance(body, str):
        return
    if not isinstance(parameters, list | tuple) or tuple(parameters) != fields_of(body):
        listed = ", ".join(fields_of(body)) or "none"
        yield Problem((*path, "parameters"), f"must be the fields of the body in their order: {listed}")
    if body.strip().startswith("{") or body.strip().endswith("}"):
        yield Problem((*path, "body"), "Meta approves no text that begins or ends with a field")
    if len(body) > TEMPLATE_BODY:
        yield Problem((*path, "body"), f"at most {TEMPLATE_BODY} characters")
