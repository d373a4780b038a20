"""Identity numbers on the table, encrypted by KMS."""

from __future__ import annotations

import base64
import uuid
from typing import Any

from nabiz.domain.errors import AlreadyThere, NotFound, StorageConflict
from nabiz.domain.national_id import KIND, NationalId
from nabiz.storage import convert, keys
from nabiz.storage.records import IdentifierRecord, NationalIdRecord, Record
from nabiz.storage.transaction import Transaction


class KmsVault:
    """`nabiz.ports.national_ids.Vault` on one key of KMS. A number is far below what KMS itself encrypts (4 kB)."""

    def __init__(self, client: Any, key: str) -> None:
        self._client = client
        self._key = key

    def encrypt(self, plain: str, citizen: str) -> str:
        """See the port."""
        made = self._client.encrypt(KeyId=self._key, Plaintext=plain.encode(), EncryptionContext={"citizen": citizen})
        return base64.b64encode(made["CiphertextBlob"]).decode()

    def decrypt(self, encrypted: str, citizen: str) -> str:
        """See the port."""
        from botocore.exceptions import ClientError

        try:
            made = self._client.decrypt(KeyId=self._key, CiphertextBlob=base64.b64decode(encrypted),
                                        EncryptionContext={"citizen": citizen})  # fmt: skip
        except ClientError as error:
            if error.response["Error"]["Code"] in ("InvalidCiphertextException", "IncorrectKeyException"):
                raise NotFound("This number cannot be read.") from error
            raise
        return bytes(made["Plaintext"]).decode()


class TableNationalIds:
    """`nabiz.ports.national_ids.NationalIds` on the table."""

    def keep(self, kept: NationalId) -> None:
        """See the port: a read of what it replaces, one transaction, and one read where it is refused."""
        standing = self.of(kept.citizen)
        if standing is not None and standing.fingerprint == kept.fingerprint:
            return
        transaction = Transaction(uuid.uuid4().hex)
        transaction.put_always(convert.national_id_record(kept))
        owner = IdentifierRecord(keys.identifier(kept.fingerprint), keys.SELF, citizen=kept.citizen, kind=KIND)
        transaction.put("identifier", owner, Record.pk.does_not_exist() | (IdentifierRecord.citizen == kept.citizen))
        try:
            transaction.commit(Record._get_connection().connection)
        except StorageConflict as conflict:
            other = self.find(kept.fingerprint)
            if other and other != kept.citizen:
                raise AlreadyThere(
                    "Another citizen has this number; they may be one person.", citizen=other
                ) from conflict
            raise

    def of(self, citizen: str) -> NationalId | None:
        """See the port: one strongly consistent GetItem."""
        try:
            record = NationalIdRecord.get(keys.citizen(citizen), keys.NATIONAL_ID, consistent_read=True)
        except NationalIdRecord.DoesNotExist:
            return None
        return convert.to_domain(record, NationalId)

    def find(self, fingerprint: str) -> str:
        """See the port: one GetItem. A number that was replaced finds nobody any more."""
        try:
            citizen = IdentifierRecord.get(keys.identifier(fingerprint), keys.SELF, consistent_read=True).citizen
        except IdentifierRecord.DoesNotExist:
            return ""
        standing = self.of(citizen)
        return citizen if standing is not None and standing.fingerprint == fingerprint else ""
