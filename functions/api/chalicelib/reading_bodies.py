"""Reading what a request carries: a body is one shape, and what does not fit is refused with the field's name."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

import msgspec

from nabiz.domain.errors import InvalidInput

Text = Annotated[str, msgspec.Meta(min_length=1, max_length=4000)]
Name = Annotated[str, msgspec.Meta(max_length=200)]
Code = Annotated[str, msgspec.Meta(max_length=60)]


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """A request's body: unknown fields are mistakes and are said to be."""


B = TypeVar("B", bound=Body)


def read_body(request: Any, shape: type[B]) -> B:
    """The body of a request.

    Raises:
        InvalidInput: it is no JSON or does not fit; the message names the field.
    """
    try:
        return msgspec.json.decode(request.raw_body or b"{}", type=shape)
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise InvalidInput(str(error)) from error
