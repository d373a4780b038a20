"""Pictures by Pillow and libheif, videos by ffmpeg: a copy that says nothing but what it shows, and a thumbnail.

Only `render_media` has the layer with these packages.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from nabiz.domain.messages import Place
from nabiz.domain.pictures import PICTURES, Note, Unreadable, read_gps, read_iso_6709
from nabiz.ports.pictures import Made

if TYPE_CHECKING:
    from PIL.Image import Image

COPY_EDGE = 3200  # pixels: enough to read a number plate across a street
SMALL_EDGE = 480  # of a thumbnail in a list, on a screen of double density
MOST_PIXELS = 64_000_000  # decoded: 192 MB; a JPEG is decoded at a fraction of its size, so telephones' 200 MP pass
MOST_ANNOUNCED = 256_000_000
QUALITY, SMALL_QUALITY = 88, 70
GPS_DIRECTORY = 0x8825  # EXIF 2.32, 4.6.3
DECODERS = {
    "image/jpeg": ("JPEG", "MPO"), "image/png": ("PNG",), "image/gif": ("GIF",), "image/webp": ("WEBP",),
    "image/heic": ("HEIF",), "image/heif": ("HEIF",),
}  # fmt: skip
# Container that ffmpeg is told, so that it guesses nothing, and what the copy becomes.
CONTAINERS = {"video/webm": ("matroska", "webm", "video/webm")}
QUICKTIME = ("mov", "mp4", "video/mp4")
PATIENCE = 50.0  # seconds for one run of ffmpeg
_LOCATION = re.compile(r"^(?:com\.apple\.quicktime\.)?location(?:\.ISO6709|-eng)?=(\S+)$", re.MULTILINE)


class PictureWorkshop:
    """`nabiz.ports.pictures.Workshop`; `ffmpeg` is its path, found on PATH unless said, where a layer puts it."""

    def __init__(self, ffmpeg: str | None = None) -> None:
        self._ffmpeg = shutil.which("ffmpeg") if ffmpeg is None else ffmpeg

    def make(self, source: Path, mime_type: str, folder: Path) -> Made:
        """See the port."""
        if mime_type not in PICTURES:
            return self._make_of_video(source, mime_type, folder)
        picture, place = _read(source, mime_type)
        copy_type = "image/png" if _is_transparent(picture) else "image/jpeg"
        copy, small = folder / "copy", folder / "small"
        _write_copy(picture, copy, copy_type)
        _write_small(picture, small)
        return Made(copy, copy_type, small, place)

    def _make_of_video(self, source: Path, mime_type: str, folder: Path) -> Made:
        if not self._ffmpeg:
            raise Unreadable(Note.NO_FFMPEG)
        demuxer, muxer, copy_type = CONTAINERS.get(mime_type, QUICKTIME)
        given = ["-f", demuxer, "-i", str(source)]
        said = self._run([*given, "-f", "ffmetadata", "-"]).decode("utf-8", "replace")
        found = _LOCATION.search(said)
        copy, still, small = folder / "copy", folder / "still", folder / "small"
        self._run([*given, "-map", "0:v:0", "-map", "0:a:0?", "-c", "copy", "-map_metadata", "-1", "-map_chapters",
                   "-1", "-fflags", "+bitexact", "-f", muxer, str(copy)])  # fmt: skip
        self._run([*given, "-frames:v", "1", "-an", "-f", "image2", "-c:v", "png", str(still)])
        picture, _ = _read(still, "image/png")
        _write_small(picture, small)
        return Made(copy, copy_type, small, read_iso_6709(found[1].replace("\\", "")) if found else None)

    def _run(self, arguments: list[str]) -> bytes:
        """ffmpeg on local files only, whatever a container asks it to open."""
        command = [str(self._ffmpeg), "-nostdin", "-v", "error", "-y", "-threads", "2",
                   "-protocol_whitelist", "file,pipe", *arguments]  # fmt: skip
        try:
            done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=True)
        except (subprocess.SubprocessError, OSError) as error:
            raise Unreadable(Note.UNREADABLE) from error
        return done.stdout


def _read(source: Path, mime_type: str) -> tuple[Image, Place | None]:
    """The picture the right way up, at most as large as a copy is, and where it was taken."""
    from PIL import Image, ImageOps

    _prepare()
    try:
        with Image.open(source, formats=DECODERS[mime_type]) as opened:
            if opened.width * opened.height > MOST_ANNOUNCED:
                raise Unreadable(Note.TOO_MANY_PIXELS)
            opened.draft("RGB", (COPY_EDGE, COPY_EDGE))  # a JPEG's decoder makes it smaller by itself
            if opened.width * opened.height > MOST_PIXELS:
                raise Unreadable(Note.TOO_MANY_PIXELS)
            place = _place(opened)
            picture = ImageOps.exif_transpose(opened)
            picture.thumbnail((COPY_EDGE, COPY_EDGE))
            mode = "RGBA" if _is_transparent(picture) else "RGB"
            return picture.convert(mode), place
    except Unreadable:
        raise
    except Exception as error:  # a decoder answers damaged bytes with errors of every kind
        raise Unreadable(Note.UNREADABLE) from error


def _prepare() -> None:
    """The limits here are ours, so Pillow's own warning is switched off; HEIC is read by libheif."""
    from PIL import Image
    from pillow_heif import register_heif_opener

    Image.MAX_IMAGE_PIXELS = None
    register_heif_opener(thumbnails=False)


def _place(picture: Image) -> Place | None:
    """Damaged metadata take nothing from a picture that can be read."""
    try:
        return read_gps(picture.getexif().get_ifd(GPS_DIRECTORY))
    except Exception:
        return None


def _is_transparent(picture: Image) -> bool:
    return picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info


def _write_copy(picture: Image, target: Path, mime_type: str) -> None:
    """A fresh file of the pixels alone: no EXIF, XMP, comment, profile or thumbnail of before."""
    from PIL import Image

    clean = Image.new(picture.mode, picture.size)
    clean.paste(picture)
    if mime_type == "image/png":
        clean.save(target, "PNG")
    else:
        clean.save(target, "JPEG", quality=QUALITY, optimize=True)


def _write_small(picture: Image, target: Path) -> None:
    small = picture.copy()
    small.thumbnail((SMALL_EDGE, SMALL_EDGE))
    small.info.clear()
    small.save(target, "WEBP", quality=SMALL_QUALITY)
