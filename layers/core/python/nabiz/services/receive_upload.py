"""A browser brings a file: in one piece, or in parts that can be sent again one by one where the line is bad."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from nabiz.domain.errors import InvalidInput, NotFound
from nabiz.domain.files import MAX_UPLOAD, MEGABYTE, UPLOADS
from nabiz.ports import Announced, PartHere, PresignedForm, PresignedPart, UploadRecords, UploadStore

PART = 5 * MEGABYTE  # S3: the least size of a part that is not the last; a file up to this goes in one piece
URL_VALID = timedelta(hours=1)
KEPT = timedelta(days=1)  # as long as the bucket keeps parts that were not put together (infra/template/storage.yaml)


@dataclass(frozen=True, slots=True)
class Prepared:
    """How a file is to be sent: by the form, or in the parts."""

    id: str
    form: PresignedForm | None = None
    parts: tuple[PresignedPart, ...] = ()


@dataclass(frozen=True, slots=True)
class ReceiveUpload:
    """The use case with what it needs."""

    store: UploadStore
    records: UploadRecords

    def prepare(self, mime_type: str, size: int, upload: str, at: datetime) -> Prepared:
        """Say where to send a file of `size` bytes (0: not known, in one piece).

        The same `upload` again gives the same place: a client that got no answer asks again.

        Raises:
            InvalidInput: it is larger than the city takes.
        """
        if size > MAX_UPLOAD:
            raise InvalidInput(f"A file has at most {MAX_UPLOAD // MEGABYTE} MB.", field="size", limit=MAX_UPLOAD)
        key = UPLOADS + upload
        if size <= PART:
            return Prepared(upload, form=self.store.presign_upload(key, mime_type, PART if size else MAX_UPLOAD,
                                                                   URL_VALID))  # fmt: skip
        announced = self.records.find(upload)
        if announced is None:
            session = self.store.begin_parts(key, mime_type)
            announced = self.records.keep(Announced(upload, session, size, at + KEPT))
        return Prepared(upload, parts=self._presigned(announced, range(1, announced.count(PART) + 1)))

    def parts(self, upload: str, numbers: Sequence[int]) -> tuple[tuple[PresignedPart, ...], tuple[PartHere, ...]]:
        """Fresh addresses for these parts, and the parts that have arrived.

        Raises:
            NotFound: no such upload is under way.
            InvalidInput: a number that is no part of this file.
        """
        announced = self._find(upload)
        last = announced.count(PART)
        if any(not 1 <= number <= last for number in numbers):
            raise InvalidInput(f"This file has the parts 1 to {last}.", field="numbers")
        here = self.store.parts_here(UPLOADS + upload, announced.session)
        return self._presigned(announced, numbers), here

    def complete(self, upload: str, parts: Sequence[PartHere]) -> None:
        """Put the parts together. Asking again after it was done changes nothing.

        Raises:
            NotFound: no such upload is under way, and there is no such file.
            InvalidInput: parts are missing, or an ETag is not that of the part.
        """
        announced = self._find(upload)
        expected = set(range(1, announced.count(PART) + 1))
        missing = sorted(expected - {part.number for part in parts})
        if missing or len(parts) != len(expected):
            raise InvalidInput("Each part once, please.", field="parts", missing=missing)
        self.store.join_parts(UPLOADS + upload, announced.session, sorted(parts, key=lambda part: part.number))

    def _find(self, upload: str) -> Announced:
        announced = self.records.find(upload)
        if announced is None:
            raise NotFound("There is no such upload; announce the file again.")
        return announced

    def _presigned(self, announced: Announced, numbers: Sequence[int]) -> tuple[PresignedPart, ...]:
        return tuple(
            PresignedPart(number, self.store.presign_part(UPLOADS + announced.upload, announced.session, number, size,
                                                          URL_VALID), size)
            for number in numbers
            for size in (announced.size_of(number, PART),)
        )  # fmt: skip


def upload_id(secret: str, once: str, mime_type: str, size: int) -> str:
    """A random id, or with the client's Idempotency-Key always the same one, which nobody else can guess."""
    if not once:
        return secrets.token_hex(16)
    return hmac.new(secret.encode(), f"upload|{once}|{mime_type}|{size}".encode(), "sha256").hexdigest()[:32]
