"""Compiles the folder `config/` into the plain parts that are stored in the table, and finds what is wrong in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import holidays
import yaml

from nabiz.configuration import PARTS, load_configuration
from nabiz.configuration.checking import check
from nabiz.domain.errors import ConfigurationError

Part = dict[str, object]
Way = tuple[str | int, ...]


def compile_configuration(folder: Path) -> dict[str, Part]:
    """Read, complete and check every part.

    Raises:
        ConfigurationError: names file and line, what is wrong there and what would be allowed.
    """
    sources = _read(folder)
    parts = {name: source.content for name, source in sources.items()}
    try:
        parts["calendar"] = expand_calendar(parts["calendar"])
        parts = _plain(parts)
        check(load_configuration(parts))
    except ConfigurationError as error:
        raise _with_line(error, sources) from error
    return parts


def expand_calendar(part: Part) -> Part:
    """Replace the rule for holidays by plain dates: `closed` {date: name} and `half_days` {date: time}.

    The city's own closures and half days win over the computed ones; the dates in `open` are no holidays here. A
    department's calendar keeps the city's days off unless it says `holidays: false`, and its own win over those.
    """
    written = dict(part)
    rule = written.pop("holidays", None)
    closed: Mapping[str, object] = {}
    half_days: Mapping[str, object] = {}
    if rule is not None:
        closed, half_days = _holidays(_mapping(rule, "holidays"))
    city = _with_days(written, closed, half_days)
    if "calendars" in written:
        city["calendars"] = {
            str(name): _own_calendar(_mapping(own, f"calendars.{name}"), city)
            for name, own in _mapping(written["calendars"], "calendars").items()
        }
    return city


def _own_calendar(part: Mapping[str, object], city: Part) -> Part:
    written = dict(part)
    if written.pop("holidays", True) is False:
        return _with_days(written, {}, {})
    return _with_days(written, _mapping(city["closed"], "closed"), _mapping(city["half_days"], "half_days"))


def _with_days(written: Part, given: Mapping[str, object], given_half: Mapping[str, object]) -> Part:
    """A calendar with the given days off, as far as it has no words of its own about them."""
    opened = {str(day) for day in _list(written.pop("open", []))}
    own = {str(day): name for day, name in _mapping(written.get("closed"), "closed").items()}
    own_half = {str(day): end for day, end in _mapping(written.get("half_days"), "half_days").items()}
    closed = {day: name for day, name in given.items() if day not in own_half} | own
    half_days = {**given_half, **own_half}
    written["closed"] = {day: name for day, name in sorted(closed.items()) if day not in opened}
    written["half_days"] = {day: end for day, end in sorted(half_days.items()) if day not in opened | closed.keys()}
    return written


def _holidays(rule: Mapping[str, object]) -> tuple[dict[str, object], dict[str, object]]:
    try:
        years = range(int(str(rule["first_year"])), int(str(rule["last_year"])) + 1)
        country, end = str(rule["country"]), rule["half_days_end"]
        closed = holidays.country_holidays(country, years=years, categories=("public",), language="tr")
        half = holidays.country_holidays(country, years=years, categories=("half_day",), language="tr")
    except (KeyError, ValueError, NotImplementedError) as error:
        raise ConfigurationError(
            "calendar.holidays: country, first_year, last_year and half_days_end are expected, the years as numbers",
            part="calendar",
            path=("holidays",),
        ) from error
    return _dates(closed), dict.fromkeys(_dates(half), end)


def _dates(days: Mapping[date, str]) -> dict[str, object]:
    return {day.isoformat(): name for day, name in sorted(days.items())}


# -- files ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Source:
    """What a part was read from: the file, or for `messages` one file per language."""

    content: Part
    files: Mapping[Way, Path]


def _read(folder: Path) -> dict[str, _Source]:
    sources = {}
    for part in PARTS:
        if part == "messages":
            files: dict[Way, Path] = {(path.stem,): path for path in sorted((folder / part).glob("*.yaml"))}
            sources[part] = _Source({str(way[0]): _load(path) for way, path in files.items()}, dict(files))
        else:
            path = folder / f"{part}.yaml"
            sources[part] = _Source(_load(path), {(): path})
    return sources


def _load(path: Path) -> Part:
    try:
        content = yaml.safe_load(path.read_text("utf-8"))
    except FileNotFoundError:
        raise ConfigurationError(f"{path}: the file is missing", part=path.stem, path=()) from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ConfigurationError(f"{path}:{line}: {error.problem}", part=path.stem, path=()) from None
    if not isinstance(content, dict):
        raise ConfigurationError(f"{path}:1: a mapping is expected", part=path.stem, path=())
    return content


def _with_line(error: ConfigurationError, sources: Mapping[str, _Source]) -> ConfigurationError:
    """The same error with file and line in front, as near as the way leads."""
    source = sources.get(str(error.details.get("part", "")))
    way = error.details.get("path")
    if source is None or not isinstance(way, tuple):
        return error
    for start, path in source.files.items():
        if way[: len(start)] == start:
            line = _line_of(path, way[len(start) :])
            return ConfigurationError(f"{path}:{line}: {error.message}", **error.details, file=str(path), line=line)
    return error


def _line_of(path: Path, way: Way) -> int:
    node = yaml.compose(path.read_text("utf-8"), Loader=yaml.SafeLoader)
    line = 1
    for step in way:
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == str(step)), None)
            if found is None:
                break
            line, node = found[0].start_mark.line + 1, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
        else:
            break
    return line


def _plain(parts: Mapping[str, Part]) -> dict[str, Part]:
    """Only what JSON knows; YAML turns unquoted dates into date objects."""
    plain: dict[str, Part] = json.loads(json.dumps(parts, ensure_ascii=False, default=str))
    return plain


def _mapping(value: object, name: str) -> Mapping[str, object]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise ConfigurationError(f"calendar.{name}: a mapping is expected", part="calendar", path=(name,))
    return value


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise ConfigurationError("calendar.open: a list of dates is expected", part="calendar", path=("open",))
    return value
