"""What a message text looks like in a channel and a language, and what is wrong with it, before it is in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nabiz.configuration import Configuration
from nabiz.domain.errors import InvalidInput
from nabiz.domain.messages import Channel
from nabiz.domain.notifications import FREE_TEXT
from nabiz.domain.stages import STAGES
from nabiz.text import sms
from nabiz.texts import Problem, Texts, check_messages
from nabiz.texts.samples import samples


@dataclass(frozen=True, slots=True)
class TextPreview:
    """The text with sample values; empty where problems forbid to make one. `segments` are those of an SMS."""

    subject: str = ""
    text: str = ""
    choices: tuple[str, ...] = ()
    segments: int | None = None
    problems: tuple[Problem, ...] = ()


def preview_text(
    stage: str, channel: Channel, language: str, form: str, texts: Mapping[str, object] | None,
    configuration: Configuration, at: datetime,
) -> TextPreview:  # fmt: skip
    """Fill a stage's texts, the given ones or those in force.

    Raises:
        InvalidInput: no such stage or language, or the stage does not go by this channel.
    """
    city = configuration.city
    known = STAGES.get(stage)
    if known is None:
        raise InvalidInput("There is no such stage.", field="stage", allowed=list(STAGES))
    if language not in city.languages:
        raise InvalidInput("The city does not write in this language.", field="language", allowed=list(city.languages))
    if channel not in known.channels:
        raise InvalidInput("It does not go by this channel.", field="channel", allowed=list(known.channels))
    if form != FREE_TEXT and not (channel is Channel.WHATSAPP and known.has_template):
        raise InvalidInput("There is no template of it.", field="form", allowed=[FREE_TEXT])
    messages = _with(configuration.messages, language, stage, texts)
    path = (language, "stages", stage)
    problems = tuple(found for found in check_messages(messages, [language]) if found.path[: len(path)] == path)
    if problems:
        return TextPreview(problems=problems)
    phone = city.phones.get("short_code") or city.phones.get("call_centre", "")
    values = samples(city.name, phone, city.urls.get("home", ""), at)
    fields = {name: values[name] for name in known.fields}
    made = Texts(messages, city.timezone, city.default_language).render(stage, language, channel, fields, form=form)
    segments = sms.segments(made.text) if channel is Channel.SMS else None
    return TextPreview(made.subject, made.text, tuple(choice.title for choice in made.choices), segments)


def _with(
    messages: Mapping[str, object], language: str, stage: str, texts: Mapping[str, object] | None
) -> Mapping[str, object]:
    if texts is None:
        return messages
    part: Any = messages[language]
    return {**messages, language: {**part, "stages": {**part["stages"], stage: texts}}}
