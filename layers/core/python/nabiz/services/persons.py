"""Which records are one person."""

from __future__ import annotations

from nabiz.domain.citizen import Citizen
from nabiz.domain.errors import NotFound
from nabiz.ports import UnitOfWork


def head_of(work: UnitOfWork, citizen_id: str) -> Citizen:
    """The record that stands for the person: one read, two where it was merged. Raises `NotFound`."""
    citizen = work.citizen(citizen_id)
    return work.citizen(citizen.merged_into) if citizen.merged_into else citizen


def same_person(work: UnitOfWork, one: str, other: str) -> bool:
    """Whether two records are one person; no read where they are one record."""
    if one == other:
        return True
    try:
        return head_of(work, one).id == head_of(work, other).id
    except NotFound:
        return False
