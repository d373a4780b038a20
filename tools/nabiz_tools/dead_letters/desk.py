"""Which letters a command is about."""

from __future__ import annotations

from collections.abc import Sequence

from nabiz.domain.dead_letters import DeadLetter
from nabiz_tools.failures import ToolError


def choose(letters: Sequence[DeadLetter], ids: Sequence[str], every: bool) -> list[DeadLetter]:
    """The letters with these ids (their first characters will do), or every one.

    Raises:
        ToolError: an id is unknown or means several letters, or neither ids nor `every` is given.
    """
    if every:
        return list(letters)
    if not ids:
        raise ToolError("Say which: ids from `nabiz dead-letters list`, or --all")
    chosen = []
    for wanted in ids:
        found = [letter for letter in letters if letter.id.startswith(wanted)]
        if len(found) != 1:
            raise ToolError(f"{wanted} is {'no dead letter' if not found else 'the beginning of several ids'}")
        chosen.extend(found)
    return chosen
