"""Files on their way in."""

from __future__ import annotations

import msgspec

from chalicelib.answers.basic import Answer


class PartToSend(Answer):
    """Where a part of a file is put, with exactly this many bytes."""

    number: int
    url: str
    bytes: int


class UploadPrepared(Answer, omit_defaults=True):
    """How a file is sent: by a POST of the `fields` and then the file to `url`, or by a PUT of each of the `parts`."""

    id: str
    max_bytes: int | msgspec.UnsetType = msgspec.UNSET
    url: str | msgspec.UnsetType = msgspec.UNSET
    fields: dict[str, str] | msgspec.UnsetType = msgspec.UNSET
    parts: list[PartToSend] | msgspec.UnsetType = msgspec.UNSET


class PartArrived(Answer):
    """A part that is there; `etag` is what completing asks for."""

    number: int
    etag: str
    bytes: int


class UploadParts(Answer):
    """Fresh addresses of the parts asked for, and all that have arrived."""

    parts: list[PartToSend]
    arrived: list[PartArrived]


class UploadDone(Answer):
    """The file is whole; its id goes into `media`."""

    id: str
