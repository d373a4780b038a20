"""The city's configuration in the table: applied as a whole, changed by parts, read as a whole, cached for a minute."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from pynamodb.expressions.condition import Condition

from nabiz.configuration import Configuration, load_configuration, version_of
from nabiz.domain.errors import ConfigurationError, InvalidInput, NotFound
from nabiz.ports import Page, PartChange, PartVersion
from nabiz.storage import keys
from nabiz.storage.cursors import read_cursor, write_cursor
from nabiz.storage.records import (
    ConfigurationChangeRecord,
    ConfigurationRecord,
    ConfigurationVersionRecord,
    Record,
)
from nabiz.storage.transaction import Transaction

PARTITION, CHANGES = "CONFIG", "CONFIG#CHANGES"
CACHED_SECONDS = 60.0
LONGEST = 350_000  # bytes; an item holds 400 KB
APPLIED_BY = "system:config"


def write_configuration(
    parts: Mapping[str, Mapping[str, object]], by: str = APPLIED_BY, at: datetime | None = None
) -> list[str]:
    """Apply a compiled configuration: one Query and one transaction. Applying it twice changes nothing.

    A part that the folder has as it was last applied stays as people have changed it since.

    Returns:
        The parts that are others now.
    """
    versions = TableConfigurationVersions()
    current = versions.current()
    changed = []
    for part, body in parts.items():
        standing, digest = current.get(part), version_of({part: body})
        if standing and standing.version and (standing.applied == digest or standing.body == body):
            continue
        version = standing.version + 1 if standing else 1
        changed.append(PartVersion(part, version, at or datetime.now(UTC), by, body, digest))
    versions.write(changed)
    return [version.part for version in changed]


class TableConfigurationVersions:
    """`nabiz.ports.ConfigurationVersions` on the table."""

    def current(self) -> dict[str, PartVersion]:
        """See the port: one Query."""
        found = ConfigurationRecord.query(PARTITION, consistent_read=True)
        return {record.sk: _version(record.sk, record) for record in found if isinstance(record, ConfigurationRecord)}

    def replace(self, version: PartVersion) -> PartVersion:
        """See the port: one transaction."""
        self.write([version])
        return version

    def write(self, versions: list[PartVersion]) -> None:
        """Make these the current ones, each the successor of what stands there. Raises `StorageConflict`."""
        transaction = Transaction(uuid.uuid4().hex)
        for version in versions:
            text = json.dumps(version.body, ensure_ascii=False, sort_keys=True)
            if len(text.encode()) > LONGEST:
                raise InvalidInput(f"A part has at most {LONGEST} bytes.", field="body")
            known: Any = {"revision": version.version, "at": version.changed_at, "by": version.changed_by}
            before: Condition = ConfigurationRecord.revision.does_not_exist()
            if version.version > 1:
                before = ConfigurationRecord.revision == version.version - 1
            transaction.put("part", ConfigurationRecord(PARTITION, version.part, body=text,
                                                        applied=version.applied, **known), before)  # fmt: skip
            revision = ConfigurationVersionRecord(f"{PARTITION}#{version.part}", f"{version.version:08d}", body=text,
                                                  **known)  # fmt: skip
            transaction.put_new("version", revision)
            assert version.changed_at
            line = f"{keys.moment(version.changed_at)}#{version.part}#{version.version:08d}"
            transaction.put_new("change", ConfigurationChangeRecord(CHANGES, line, part=version.part, **known))
        transaction.commit(Record._get_connection().connection)

    def changes(self, limit: int, cursor: str = "") -> Page[PartChange]:
        """See the port: one Query."""
        found = ConfigurationChangeRecord.query(
            CHANGES, scan_index_forward=False, page_size=limit, limit=limit,
            last_evaluated_key=read_cursor(cursor, "pk", CHANGES),
        )  # fmt: skip
        items = tuple(PartChange(record.part, int(record.revision), record.at, record.by) for record in found)
        return Page(items, write_cursor(found.last_evaluated_key) if len(items) == limit else "")

    def version(self, part: str, version: int) -> PartVersion:
        """See the port: one GetItem."""
        try:
            record = ConfigurationVersionRecord.get(f"{PARTITION}#{part}", f"{version:08d}")
        except ConfigurationVersionRecord.DoesNotExist:
            raise NotFound("There is no such version of this part.") from None
        return _version(part, record)


def _version(part: str, record: ConfigurationRecord | ConfigurationVersionRecord) -> PartVersion:
    applied = record.applied if isinstance(record, ConfigurationRecord) else None
    return PartVersion(
        part, int(record.revision or 0), record.at, record.by or "", json.loads(record.body), applied or ""
    )


class ConfigurationStore:
    """The configuration as functions see it: at most a minute old, one Query a minute."""

    def __init__(self) -> None:
        self._current: Configuration | None = None
        self._bodies: dict[str, str] = {}
        self._read_at = 0.0

    def get(self) -> Configuration:
        """The configuration.

        Raises:
            ConfigurationError: none was applied yet, or what stands in the table is not valid.
        """
        if self._current is None or time.monotonic() - self._read_at > CACHED_SECONDS:
            self._current = self._read()
            self._read_at = time.monotonic()
        return self._current

    def forget(self) -> None:
        """Read again at the next question: somebody has just changed it here."""
        self._read_at = -CACHED_SECONDS

    def _read(self) -> Configuration:
        bodies = {record.sk: record.body for record in ConfigurationRecord.query(PARTITION, consistent_read=True)
                  if isinstance(record, ConfigurationRecord)}  # fmt: skip
        if not bodies:
            raise ConfigurationError("No configuration was applied yet; run `nabiz config apply`.")
        if self._current is not None and bodies == self._bodies:
            return self._current
        loaded = load_configuration({part: json.loads(body) for part, body in bodies.items()})
        self._bodies = bodies
        return loaded
