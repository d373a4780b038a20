"""What a request must say before it is carried out: which version it saw, how much it wants."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nabiz.domain.errors import InvalidInput, NabizError

LIMIT, MOST = 50, 100


class VersionMissing(NabizError):
    """A change without If-Match: it could overwrite what nobody has seen."""


def read_version(request: Any) -> int:
    """The version in If-Match, quoted or not.

    Raises:
        VersionMissing: there is none.
        InvalidInput: it is no number.
    """
    written = str(request.headers.get("if-match", "")).strip().strip('"')
    if not written:
        raise VersionMissing("Say in If-Match which version you saw.")
    if not (written.isascii() and written.isdigit()):
        raise InvalidInput('If-Match holds the version that you saw, for example "7".', field="If-Match")
    return int(written)


def read_limit(params: Mapping[str, str]) -> int:
    """How many items a page has. Raises `InvalidInput`."""
    written = params.get("limit", str(LIMIT))
    if not (written.isascii() and written.isdigit()) or not 1 <= int(written) <= MOST:
        raise InvalidInput(f"limit is a number from 1 to {MOST}.", field="limit")
    return int(written)
