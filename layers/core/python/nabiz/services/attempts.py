"""Trying again what another writer got in the way of."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from nabiz.domain.errors import StaleVersion, StorageConflict

T = TypeVar("T")
ATTEMPTS = 4


def try_again(step: Callable[[], T], *, also_stale: bool = False) -> T:
    """Run a whole use case again when its commit met a conflict.

    Args:
        also_stale: also when the ticket was changed meanwhile; for machines, which decide anew from what they read.
            People are told instead.
    """
    again: tuple[type[Exception], ...] = (StorageConflict, StaleVersion) if also_stale else (StorageConflict,)
    for left in range(ATTEMPTS - 1, -1, -1):
        try:
            return step()
        except again:
            if not left:
                raise
    raise AssertionError("unreachable")
