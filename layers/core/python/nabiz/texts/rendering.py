"""Makes the message that goes out from a planned notification and the message files."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from nabiz.domain.errors import ConfigurationError
from nabiz.domain.messages import Channel, Choice, OutboundMessage, Template
from nabiz.domain.notifications import TEMPLATE, PlannedNotification, Route
from nabiz.domain.stages import Audience, Stage, find_stage
from nabiz.text import sms
from nabiz.texts.filling import fill, written

WHATSAPP_LENGTH = 4096  # characters; Meta's reference on messages
WHATSAPP_CHOICES_LENGTH = 1024  # with buttons or a list
# Fits the channel's limit or not: characters of Messenger and X, bytes of Instagram (the providers' references).
FITS: Mapping[Channel, Callable[[str], bool]] = {
    Channel.MESSENGER: lambda made: len(made) <= 2000,
    Channel.INSTAGRAM: lambda made: len(made.encode()) <= 1000,
    Channel.X: lambda made: len(made) <= 10_000,
}
CHATS = frozenset({Channel.MESSENGER, Channel.INSTAGRAM})  # read like WhatsApp, answered by pressing
SMS_PARTS = 3  # more would cost more than it says
# A field that people wrote is not cut below this; a provider's own limit cuts what is still too long.
SHORTEST = 20
ELLIPSIS = "…"

Part = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text in one language for one channel. `subject` is for e-mail, `template` for WhatsApp outside the window."""

    text: str
    subject: str = ""
    choices: tuple[Choice, ...] = ()
    choice_label: str = ""
    template: Template | None = None


class Texts:
    """The message files of a city, checked before (see `check_messages`)."""

    def __init__(self, messages: Mapping[str, object], zone: tzinfo, default_language: str) -> None:
        self._messages = messages
        self._zone = zone
        self._default = default_language

    def compose(self, planned: PlannedNotification, route: Route, reference: str) -> OutboundMessage:
        """The message of a planned notification by one of its routes; `reference` comes back in delivery reports."""
        language = self._language(planned.language)
        rendered = self.render(planned.stage, language, route.channel, planned.fields, form=route.form)
        return OutboundMessage(
            channel=route.channel,
            to=route.address,
            text=rendered.text,
            reference=reference,
            language=language,
            form=route.form,
            subject=rendered.subject,
            choices=rendered.choices,
            choice_label=rendered.choice_label,
            template=rendered.template,
            headers={"url": str(planned.fields.get("link", ""))} if route.channel is Channel.PUSH else {},
        )

    def render(
        self, stage: str, language: str, channel: Channel, fields: Mapping[str, object], *, form: str = "text"
    ) -> Rendered:
        """The text of a stage.

        Args:
            fields: a value for each field that the stage declares; moments with time zone are shown in the city's.
            form: `template` gives the approved text, with its parameters, instead of free text.

        Raises:
            ConfigurationError: the files have no such text, or it names a field without a value.
        """
        told = find_stage(stage)
        if channel is Channel.WEBHOOK:
            return Rendered(_document(told, fields))
        part = self._part(language)
        texts = self._texts(told, part)
        values = {name: written(name, value, part, self._zone) for name, value in fields.items()}
        try:
            return self._render(told, part, texts, channel, values, form)
        except KeyError as missing:
            raise ConfigurationError(f"{language}.{stage}: {missing} is not there.", part="messages") from missing

    def _render(
        self, stage: Stage, part: Part, texts: Part, channel: Channel, values: dict[str, str], form: str
    ) -> Rendered:
        choices = self._choices(stage, texts, values)
        if channel is Channel.WHATSAPP and form == TEMPLATE:
            template, text = self._template(part, texts, values)
            return Rendered(text, choices=choices, template=template)
        if channel is Channel.PUSH:  # as short as an SMS; where it leads stands beside the text
            return Rendered(
                _sms(str(texts["sms"]), stage, values), " ".join(fill(str(texts["subject"]), values).split())
            )
        if channel is Channel.SMS:
            return Rendered(_sms(str(texts["sms"]), stage, values))
        chat = texts.get("whatsapp") if channel in CHATS else None
        text = str(texts.get(channel) or chat or texts["text"])
        if channel is Channel.EMAIL:
            body = fill(text, values)
            frame = str(_mapping(part, "frames")["citizen" if stage.audience is Audience.CITIZEN else "staff"])
            subject = " ".join(fill(str(texts["subject"]), values).split())
            return Rendered(fill(frame, {**values, "body": body}), subject)
        if channel in FITS:
            return Rendered(_fitted(text, stage, values, fill, FITS[channel]), "", choices if channel in CHATS else ())
        made = _fitted(text, stage, values, fill, lambda made: len(made) <= WHATSAPP_LENGTH)
        # A long answer of the staff is worth more than a button.
        if choices and len(made) <= WHATSAPP_CHOICES_LENGTH:
            return Rendered(made, "", choices, str(texts.get("choice_label", "")))
        return Rendered(made)

    def _choices(self, stage: Stage, texts: Part, values: Mapping[str, str]) -> tuple[Choice, ...]:
        titles = _mapping(texts, "choices")
        return tuple(Choice(fill(id, values), str(titles[code])) for code, id in stage.choices.items())

    def _template(self, part: Part, texts: Part, values: Mapping[str, str]) -> tuple[Template, str]:
        template = _mapping(texts, "template")
        names = template["parameters"]
        assert isinstance(names, list | tuple)
        parameters = tuple(values[str(name)] for name in names)
        return Template(str(template["name"]), str(part["language"]), parameters), fill(str(template["body"]), values)

    def template_of(self, stage: str, language: str) -> tuple[str, str]:
        """Name and language of a stage's template at the provider; empty where it has none."""
        part = self._part(language)
        template = _mapping(self._texts(find_stage(stage), part), "template")
        return str(template.get("name", "")), str(part.get("language", ""))

    def _language(self, language: str) -> str:
        return language if language in self._messages else self._default

    def _part(self, language: str) -> Part:
        return _mapping(self._messages, self._language(language))

    def _texts(self, stage: Stage, part: Part) -> Part:
        texts = _mapping(part, "stages").get(stage.code)
        if not isinstance(texts, Mapping):
            raise ConfigurationError(f"There is no text of the stage {stage.code}.", part="messages")
        return texts


def _sms(text: str, stage: Stage, values: Mapping[str, str]) -> str:
    """One line, in an SMS's own letters, without addresses of pages, in a few parts at most."""
    tame = {name: sms.without_urls(value) for name, value in values.items()}

    def filled(template: str, given: Mapping[str, str]) -> str:
        return sms.plain(" ".join(fill(template, given).split()))

    return _fitted(text, stage, tame, filled, lambda made: sms.segments(made) <= SMS_PARTS)


def _fitted(
    text: str,
    stage: Stage,
    values: Mapping[str, str],
    filled: Callable[[str, Mapping[str, str]], str],
    fits: Callable[[str], bool],
) -> str:
    """The text, with the field that people wrote shortened until it fits; what surrounds it stays whole."""
    made = filled(text, values)
    free = values.get(stage.free, "")
    if fits(made) or not free:
        return made
    low, high = min(SHORTEST, len(free)), len(free)
    while low < high:
        middle = (low + high + 1) // 2
        if fits(filled(text, {**values, stage.free: _shortened(free, middle)})):
            low = middle
        else:
            high = middle - 1
    return filled(text, {**values, stage.free: _shortened(free, low)})


def _shortened(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    head = text[:length]
    return head[: head.rfind(" ") if head.rfind(" ") > length // 2 else length].rstrip() + ELLIPSIS


def _document(stage: Stage, fields: Mapping[str, object]) -> str:
    """What a department's own system gets: the stage and its fields, moments in ISO 8601."""
    plain = {name: value.isoformat() if isinstance(value, date | datetime) else value for name, value in fields.items()}
    return json.dumps({"type": stage.code, "data": plain}, ensure_ascii=False)


def _mapping(holder: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = holder.get(key)
    return value if isinstance(value, Mapping) else {}
