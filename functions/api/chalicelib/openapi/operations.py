"""What an operation is, and the words in which its parameters are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any

from msgspec import Meta

from chalicelib.answers import Answer
from chalicelib.bodies_administration import USERNAME
from chalicelib.reading_bodies import Body

NUMBER = r"^[0-9]{3}[-. ]?[0-9]{3}[-. ]?[0-9]{3}$"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value beside the body. `shape` is a type that msgspec knows."""

    name: str
    words: str
    shape: Any = str
    required: bool = False
    place: str = "query"


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path, as far as its view does not say it itself.

    Attributes:
        answer: what the body of a success is; None for plain text.
        versioned: a change under If-Match.
        once: creates something, and takes an Idempotency-Key.
        etag: tells the version of what it shows.
        errors: statuses beyond those that follow from the rest, with the words for them.
        example: a request's body.
        speaks: media types of the answers, refusals too, where they are not JSON of a shape of ours.
        form: fields of a form, urlencoded or multipart, where the body is one; those of files with `binary`.
    """

    method: str
    path: str
    answer: type[Answer] | None
    status: int = 200
    body: type[Body] | None = None
    query: tuple[Parameter, ...] = ()
    headers: tuple[Parameter, ...] = ()
    versioned: bool = False
    once: bool = False
    etag: bool = False
    errors: Mapping[int, str] = field(default_factory=dict)
    example: Mapping[str, Any] | None = None
    speaks: tuple[str, ...] = ()
    form: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str]:
        """Method and path, as Chalice has them."""
        return self.method, self.path


def header(name: str, words: str, shape: Any = str, *, required: bool = False) -> Parameter:
    """A parameter that stands in a header."""
    return Parameter(name, words, shape, required, "header")


PATH: Mapping[str, Parameter] = {
    name: Parameter(name, words, shape, True, "path")
    for name, words, shape in (
        ("number", "The ticket's number; dashes do not count.", Annotated[str, Meta(pattern=NUMBER)]),
        ("id", "The id.", Annotated[str, Meta(pattern="^[A-Za-z0-9_-]{1,64}$")]),
        ("code", "The team's code.", Annotated[str, Meta(pattern="^[a-z0-9-]{1,40}$")]),
        ("username", "The name that they sign in with.", Annotated[str, Meta(pattern=USERNAME)]),
        ("part", "The part's name.", Annotated[str, Meta(pattern="^[a-z]{1,30}$")]),
        ("version", "Its version.", Annotated[int, Meta(ge=1, le=99_999_999)]),
        ("token", "The link's token, or the code of an SMS.", Annotated[str, Meta(pattern="^[A-Za-z0-9]{6,60}$")]),
        ("provider", "`connect`, `asterisk` or `generic`.", Annotated[str, Meta(pattern="^[a-z]{1,20}$")]),
        (
            "resource",
            "See below; with `.json` or `.xml`.",
            Annotated[str, Meta(pattern="^[a-z]{1,30}(\\.(json|xml))?$")],
        ),
        (
            "item",
            "A code, id or token, with `.json` or `.xml`.",
            Annotated[str, Meta(pattern="^[A-Za-z0-9._-]{1,80}$")],
        ),
        ("report", "`satisfaction`, `tickets` or `messages`.", Annotated[str, Meta(pattern="^[a-z_]{1,40}$")]),
    )
}
KEY = Parameter("key", "The key that the citizen was sent.", Annotated[str, Meta(max_length=40)], required=True)
LIMIT = Parameter("limit", "How many items a page has.", Annotated[int, Meta(ge=1, le=100)])
CURSOR = Parameter("cursor", "Where the last page ended.")
SINCE = Parameter("from", "The first day; a year before `to` unless said.", date)
UNTIL = Parameter("to", "The last day; today unless said.", date)
IF_MATCH = header(
    "If-Match", "The version that the change was decided on.", Annotated[str, Meta(pattern='^"?[0-9]+"?$')],
    required=True,
)  # fmt: skip
IDEMPOTENCY_KEY = header(
    "Idempotency-Key", "Chosen by the client; the same key again changes nothing and is answered alike.",
    Annotated[str, Meta(max_length=200)],
)  # fmt: skip
