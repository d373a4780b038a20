"""An administrator changes a part of the city's configuration: checked as a whole, kept with its history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from nabiz.configuration import PARTS
from nabiz.configuration.checking import find_faults
from nabiz.domain.errors import InvalidInput, NotFound, StaleVersion
from nabiz.domain.people import Actor
from nabiz.ports import ConfigurationVersions, PartVersion


class FaultyConfiguration(InvalidInput):
    """The configuration would not be sound; `details["errors"]` names each fault by path and message."""


def change_configuration(
    part: str, body: Mapping[str, object], seen: int, actor: Actor, versions: ConfigurationVersions, at: datetime
) -> PartVersion:
    """Put a body in place of the part's, if the whole is sound with it. The same body again changes nothing.

    Raises:
        NotFound: there is no such part.
        StaleVersion: somebody changed it since version `seen`.
        FaultyConfiguration: see there.
    """
    check_part(part)
    current = versions.current()
    standing = current.get(part)
    if standing is None or standing.version != seen:
        raise stale(standing)
    if standing.body == body:
        return standing
    faults = find_faults({name: known.body for name, known in current.items()} | {part: body})
    if faults:
        errors = [{"path": fault.path, "message": fault.message} for fault in faults]
        raise FaultyConfiguration("The configuration would not be sound with it; nothing was changed.", errors=errors)
    return versions.replace(PartVersion(part, seen + 1, at, str(actor), body, standing.applied))


def check_part(part: str) -> None:
    """See that there is such a part. Raises `NotFound`."""
    if part not in PARTS:
        raise NotFound(f"There is no such part; there are {', '.join(PARTS)}.")


def stale(standing: PartVersion | None) -> StaleVersion:
    """What is said to who saw an older version."""
    if standing is None:
        return StaleVersion("This part was not applied yet; apply the configuration first.", version=0)
    when = standing.changed_at.isoformat() if standing.changed_at else ""
    return StaleVersion(
        f"It was changed by {standing.changed_by} at {when}; read it again and decide anew.",
        changed_by=standing.changed_by, changed_at=when, version=standing.version,
    )  # fmt: skip
