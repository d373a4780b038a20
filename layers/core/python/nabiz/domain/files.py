"""What a file is, by its first bytes, and how large it may be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from nabiz.domain.errors import InvalidInput

MEGABYTE = 1024 * 1024

# Meta's limits for WhatsApp media (docs/channels.md); uploads of the web form keep to the largest.
MAX_BYTES: Mapping[str, int] = {
    "image": 5 * MEGABYTE, "sticker": 5 * MEGABYTE, "audio": 16 * MEGABYTE, "voice": 16 * MEGABYTE,
    "video": 16 * MEGABYTE, "document": 100 * MEGABYTE,
}  # fmt: skip
UPLOADS = "uploads/"  # where the bucket keeps what browsers bring until a ticket claims it
MEDIA = "media/"  # fetched files as they came
SHOWN = "shown/"  # what was made of them for others to see
MAX_UPLOAD = 100 * MEGABYTE
HEAD = 64  # bytes that are enough to recognise any of the types below

# (offset, bytes) of all parts that must match -> type. Sources: the formats' own specifications.
_SIGNATURES: tuple[tuple[tuple[tuple[int, bytes], ...], str], ...] = (
    (((0, b"\xff\xd8\xff"),), "image/jpeg"),
    (((0, b"\x89PNG\r\n\x1a\n"),), "image/png"),
    (((0, b"GIF8"),), "image/gif"),
    (((0, b"RIFF"), (8, b"WEBP")), "image/webp"),
    (((4, b"ftypheic"),), "image/heic"),
    (((4, b"ftypheix"),), "image/heic"),
    (((4, b"ftypmif1"),), "image/heif"),
    (((4, b"ftyp3g"),), "video/3gpp"),
    (((4, b"ftypqt"),), "video/quicktime"),
    (((4, b"ftypM4A"),), "audio/mp4"),
    (((4, b"ftyp"),), "video/mp4"),
    (((0, b"\x1aE\xdf\xa3"),), "video/webm"),
    (((0, b"OggS"),), "audio/ogg"),
    (((0, b"ID3"),), "audio/mpeg"),
    (((0, b"\xff\xfb"),), "audio/mpeg"),
    (((0, b"\xff\xf1"),), "audio/aac"),
    (((0, b"#!AMR"),), "audio/amr"),
    (((0, b"%PDF-"),), "application/pdf"),
    (((0, b"PK\x03\x04"),), "application/zip"),
    (((0, b"\xd0\xcf\x11\xe0"),), "application/x-ole-storage"),
)
UNKNOWN = "application/octet-stream"


def sniff(head: bytes) -> str:
    """The type that the first bytes show; `application/octet-stream` for anything not known."""
    for parts, mime_type in _SIGNATURES:
        if all(head[offset : offset + len(magic)] == magic for offset, magic in parts):
            return mime_type
    return UNKNOWN


def media_key(aggregate: str, media_id: str) -> str:
    """Where a fetched file lies in the media bucket."""
    return f"{MEDIA}{aggregate.replace('#', '/')}/{media_id}"


def read_media_key(key: str) -> tuple[str, str] | None:
    """Aggregate and id of the file that lies there; None for other things of the bucket."""
    parts = key.removeprefix(MEDIA).split("/")
    if not key.startswith(MEDIA) or len(parts) != 3 or not all(parts):
        return None
    return f"{parts[0]}#{parts[1]}", parts[2]


class TooLarge(InvalidInput):
    """The file goes on beyond its limit."""


def limited(chunks: Iterable[bytes], limit: int) -> Iterator[bytes]:
    """The same pieces, as long as they stay within the limit.

    Raises:
        TooLarge: they do not; whatever the sender claimed.
    """
    seen = 0
    for chunk in chunks:
        seen += len(chunk)
        if seen > limit:
            raise TooLarge(f"The file is larger than {limit} bytes.", limit=limit)
        yield chunk
