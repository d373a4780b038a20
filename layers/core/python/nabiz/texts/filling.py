"""Puts values into a text with named fields, as people here write them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, tzinfo

from nabiz.domain.numbers import DIGITS, write_number

FIELD = re.compile(r"\{([a-z_]+)\}")
NUMBERS = ("number", "original", "code")  # fields that are written in groups of three digits


def fields_of(text: str) -> tuple[str, ...]:
    """The fields that a text names, each once, in order."""
    return tuple(dict.fromkeys(FIELD.findall(text)))


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its fields replaced. A line that has fields, all of them empty, is left out.

    Raises:
        KeyError: a field has no value; `check_messages` finds such texts before anything is sent.
    """
    lines = []
    for line in text.strip().split("\n"):
        named = fields_of(line)
        if not named or any(values[name] for name in named):
            lines.append(FIELD.sub(lambda match: values[match.group(1)], line).rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def written(name: str, value: object, language: Mapping[str, object], zone: tzinfo) -> str:
    """One value in a language: moments and days in full, codes by the words of the message file."""
    if isinstance(value, datetime):
        local = value.astimezone(zone) if value.tzinfo else value
        return _date(local, local.strftime("%H:%M"), "moment", language)
    if isinstance(value, date):
        return _date(value, "", "day", language)
    text = str(value)
    if name in NUMBERS and len(text) == DIGITS and text.isdigit():
        return write_number(text)
    words = _mapping(_mapping(language, "words"), name)
    return str(words.get(text, text))


def _date(day: date, time: str, form: str, language: Mapping[str, object]) -> str:
    dates = _mapping(language, "dates")
    months, weekdays = dates["months"], dates["weekdays"]
    assert isinstance(months, Sequence)
    assert isinstance(weekdays, Sequence)
    values = {
        "day": str(day.day),
        "month": str(months[day.month - 1]),
        "year": str(day.year),
        "weekday": str(weekdays[day.weekday()]),
        "time": time,
    }
    return fill(str(dates[form]), values)


def _mapping(holder: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = holder.get(key)
    return value if isinstance(value, Mapping) else {}
