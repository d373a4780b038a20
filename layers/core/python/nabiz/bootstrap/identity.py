"""Who is one person, and what they wish."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from nabiz.bootstrap.storage import Storage

if TYPE_CHECKING:
    from nabiz.services.national_ids import KeepNationalIds
    from nabiz.storage.asking import TableTemplates
    from nabiz.storage.browsers import TableBrowsers
    from nabiz.storage.exchange import TableExchange
    from nabiz.storage.persons import TablePersons


class Identity(Storage):
    """Persons and their proofs."""

    @cached_property
    def persons(self) -> TablePersons:
        """Persons as they stand."""
        from nabiz.storage.persons import TablePersons

        assert self._table
        return TablePersons()

    @cached_property
    def templates(self) -> TableTemplates:
        """The approval of texts at providers."""
        from nabiz.storage.asking import TableTemplates

        assert self._table
        return TableTemplates()

    def national_ids(self) -> KeepNationalIds:
        """T.C. identity numbers."""
        from nabiz.services.national_ids import KeepNationalIds
        from nabiz.storage.national_ids import KmsVault, TableNationalIds

        assert self._table
        vault = KmsVault(self.client("kms"), self.settings.data_key)
        return KeepNationalIds(
            TableNationalIds(), vault, self.reader, self.new_work, self.configuration, self.secrets.link_key
        )

    @cached_property
    def exchange(self) -> TableExchange:
        """What other bodies file and read."""
        from nabiz.storage.exchange import TableExchange

        assert self._table
        return TableExchange()

    @cached_property
    def browsers(self) -> TableBrowsers:
        """Browsers that want to be told."""
        from nabiz.storage.browsers import TableBrowsers

        assert self._table
        return TableBrowsers()
