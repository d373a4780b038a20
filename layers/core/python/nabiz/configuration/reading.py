"""Reads plain nested data with good words for what is wrong: which part, where in it, what would be allowed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, time
from enum import StrEnum
from typing import NoReturn, TypeVar

from nabiz.domain.errors import ConfigurationError

Read = TypeVar("Read")
Choice = TypeVar("Choice", bound=StrEnum)
Path = tuple[str | int, ...]

_REQUIRED = object()


def refuse(part: str, path: Path, problem: str) -> NoReturn:
    """Raise the one error of this package; `details` carry the part and the path for tools that know the lines."""
    place = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    raise ConfigurationError(f"{part}{place}: {problem}", part=part, path=path)


class Node:
    """One value of a part, with the way that led to it. Every method raises `ConfigurationError` that names the way."""

    __slots__ = ("part", "path", "value")

    def __init__(self, part: str, value: object, path: Path = ()) -> None:
        self.part, self.value, self.path = part, value, path

    def refuse(self, problem: str) -> NoReturn:
        """Say what is wrong here."""
        refuse(self.part, self.path, problem)

    # -- mappings and lists -------------------------------------------------------------------------------------

    def fields(self, *allowed: str) -> None:
        """See that this is a mapping without unknown fields."""
        unknown = [key for key in self._mapping() if key not in allowed]
        if unknown:
            self.get(unknown[0]).refuse(f"unknown field; allowed: {', '.join(allowed)}")

    def get(self, key: str, default: object = _REQUIRED) -> Node:
        """The value of a field, or the default where there is one."""
        value = self._mapping().get(key, default)
        if value is _REQUIRED:
            self.refuse(f"the field {key!r} is missing")
        return Node(self.part, value, (*self.path, key))

    def has(self, key: str) -> bool:
        """Whether this mapping has a field."""
        return key in self._mapping()

    def items(self) -> Iterator[tuple[str, Node]]:
        """The fields of a mapping whose keys are codes or languages."""
        for key, value in self._mapping().items():
            if not isinstance(key, str):
                self.refuse(f"the key {key!r} must be text")
            yield key, Node(self.part, value, (*self.path, key))

    def table(self, read: Callable[[Node], Read]) -> dict[str, Read]:
        """A mapping whose values are all of one shape."""
        return {key: read(node) for key, node in self.items()}

    def list(self, read: Callable[[Node], Read]) -> tuple[Read, ...]:
        """A list whose values are all of one shape."""
        if not isinstance(self.value, Sequence) or isinstance(self.value, str):
            self.refuse("a list is expected")
        return tuple(read(Node(self.part, item, (*self.path, index))) for index, item in enumerate(self.value))

    def _mapping(self) -> Mapping[str, object]:
        if not isinstance(self.value, Mapping):
            self.refuse("a mapping is expected")
        return self.value

    # -- single values ------------------------------------------------------------------------------------------

    def text(self, *, empty: bool = False) -> str:
        """A text; empty only where that means something."""
        if not isinstance(self.value, str) or not (self.value.strip() or empty):
            self.refuse("a text is expected")
        return self.value

    def flag(self) -> bool:
        """Yes or no."""
        if not isinstance(self.value, bool):
            self.refuse("true or false is expected")
        return self.value

    def number(self, *, above: float = 0) -> float:
        """A number greater than `above`."""
        if not isinstance(self.value, int | float) or isinstance(self.value, bool) or not self.value > above:
            self.refuse(f"a number above {above:g} is expected")
        return float(self.value)

    def integer(self, *, least: int = 0) -> int:
        """A whole number, not smaller than `least`."""
        if not isinstance(self.value, int) or isinstance(self.value, bool) or self.value < least:
            self.refuse(f"a whole number of at least {least} is expected")
        return self.value

    def choice(self, choices: type[Choice]) -> Choice:
        """One of a closed set of words."""
        try:
            return choices(str(self.value))
        except ValueError:
            self.refuse(f"{self.value!r} is not one of: {', '.join(choices)}")

    def one_of(self, known: Mapping[str, object], what: str) -> str:
        """A code that something else defines."""
        if not isinstance(self.value, str) or self.value not in known:
            self.refuse(f"there is no {what} {self.value!r}; allowed: {', '.join(sorted(known))}")
        return self.value

    def clock_time(self) -> time:
        """A time of day, `HH:MM`."""
        try:
            return time.fromisoformat(self.text())
        except ValueError:
            self.refuse(f"{self.value!r} is no time of day; write HH:MM in quotes")

    def day(self) -> date:
        """A date, `YYYY-MM-DD`."""
        try:
            return date.fromisoformat(self.text())
        except ValueError:
            self.refuse(f"{self.value!r} is no date; write YYYY-MM-DD in quotes")
