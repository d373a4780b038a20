"""E-mail's own things: stored mails, which of our mails an answer refers to, addresses that are written to no more."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from botocore.exceptions import ClientError

from nabiz.domain.citizen import identifier_key
from nabiz.domain.errors import SendFailed
from nabiz.domain.messages import Identifier, Remedy, Suppression
from nabiz.storage import keys
from nabiz.storage.records import SentMailRecord, SuppressionRecord

PIECE = 256 * 1024  # bytes read at a time
SENT_KEPT = timedelta(days=400)  # a citizen may answer an old mail; later its number and their address must do


class MailBucket:
    """The mails as SES stored them."""

    def __init__(self, client: Any, bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def open(self, key: str) -> Iterator[bytes]:
        """A mail in pieces, read as they are asked for. Raises `SendFailed` with `fallback` where it is gone."""
        chunks: Iterator[bytes] = self._get(key)["Body"].iter_chunks(PIECE)
        return chunks

    def head(self, key: str, length: int) -> bytes:
        """The first bytes of a mail: one request. Raises as `open`."""
        try:
            beginning: bytes = self._get(key, Range=f"bytes=0-{length - 1}")["Body"].read()
        except ClientError as error:
            if error.response["Error"]["Code"] in ("InvalidRange", "416"):  # it has no bytes at all
                return b""
            raise
        return beginning

    def _get(self, key: str, **more: str) -> Any:
        try:
            return self._client.get_object(Bucket=self._bucket, Key=key, **more)
        except ClientError as error:
            if error.response["Error"]["Code"] in ("NoSuchKey", "404"):
                raise SendFailed("The mail is not in the bucket.", code="NoSuchKey",
                                 remedy=Remedy.FALLBACK) from error  # fmt: skip
            raise


def sent_mail_record(provider_id: str, aggregate: str, key: str, at: datetime) -> SentMailRecord:
    """What remembers that this mail of ours told this."""
    record = SentMailRecord(_sent_partition(provider_id), keys.SELF, aggregate=aggregate, key=key)
    record.expires_at = at + SENT_KEPT
    return record


def find_sent_mails(provider_ids: Sequence[str]) -> list[tuple[str, str]]:
    """Aggregate and key of the notifications that these mails were, in the order asked; one BatchGetItem, or none."""
    partitions = list(dict.fromkeys(_sent_partition(one) for one in provider_ids))
    found = {record.pk: record for record in SentMailRecord.batch_get([(pk, keys.SELF) for pk in partitions])}
    return [(found[pk].aggregate, found[pk].key) for pk in partitions if pk in found]


def _sent_partition(provider_id: str) -> str:
    """SES gives the id bare and writes it into Message-ID with a domain of its own."""
    bare = provider_id.strip("<> ").partition("@")[0]
    return f"J#{hashlib.sha256(bare.encode()).hexdigest()[:32]}"


class TableSuppressions:
    """`nabiz.ports.Suppressions` on the table."""

    def add(self, suppressions: Iterable[Suppression]) -> None:
        """See the port: one PutItem each."""
        for one in suppressions:
            record = SuppressionRecord(_suppressed_partition(one.address), keys.SELF)
            record.reason, record.code, record.key, record.at = one.reason, one.code, one.key, one.at
            record.save()

    def among(self, addresses: Sequence[str]) -> frozenset[str]:
        """See the port: one BatchGetItem."""
        partitions = {_suppressed_partition(address): address for address in addresses}
        found = SuppressionRecord.batch_get([(pk, keys.SELF) for pk in partitions])
        return frozenset(partitions[record.pk] for record in found)


def _suppressed_partition(address: str) -> str:
    return f"X#{identifier_key(Identifier('email', address.strip().lower()))}"
