"""The city's configuration in the table: applied as a whole, read as a whole, cached for a minute."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping

from nabiz.configuration import Configuration, load_configuration
from nabiz.domain.errors import ConfigurationError
from nabiz.storage.records import ConfigurationRecord

PARTITION = "CONFIG"
CACHED_SECONDS = 60.0


def write_configuration(parts: Mapping[str, object], version: str) -> None:
    """Apply a compiled configuration: one BatchWriteItem for up to 25 parts. Applying it twice changes nothing."""
    with ConfigurationRecord.batch_write() as batch:
        for name, body in parts.items():
            text = json.dumps(body, ensure_ascii=False, sort_keys=True)
            batch.save(ConfigurationRecord(PARTITION, name, version=version, body=text))


class ConfigurationStore:
    """The configuration as functions see it: at most a minute old, one Query a minute."""

    def __init__(self) -> None:
        self._current: Configuration | None = None
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

    def _read(self) -> Configuration:
        records = list(ConfigurationRecord.query(PARTITION, consistent_read=True))
        if not records:
            raise ConfigurationError("No configuration was applied yet; run `nabiz config apply`.")
        if self._current is not None and {record.version for record in records} == {self._current.version}:
            return self._current
        return load_configuration({record.sk: json.loads(record.body) for record in records})
