"""What may be shown of a file, and what its bytes say of where it was taken."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from nabiz.domain.messages import Place
from nabiz.domain.timeline import Media, MediaState

# EXIF 2.32, 4.6.6: tags of the GPS directory.
_LATITUDE_REF, _LATITUDE, _LONGITUDE_REF, _LONGITUDE = 1, 2, 3, 4
_ISO_6709 = re.compile(r"^([+-]\d{1,2}(?:\.\d+)?)([+-]\d{1,3}(?:\.\d+)?)")
DIGITS = 6  # of a degree: a tenth of a metre

PICTURES = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp", "image/heic", "image/heif"})
VIDEOS = frozenset({"video/mp4", "video/3gpp", "video/quicktime", "video/webm"})
COPIED = PICTURES | VIDEOS  # types of which a copy is made that says nothing but what it shows


class Scan(StrEnum):
    """What the scan for malware found; values that outweigh come later."""

    FAILED = "failed"
    UNSUPPORTED = "unsupported"
    CLEAN = "clean"
    INFECTED = "infected"


# GuardDuty Malware Protection for S3: values of `scanResultStatus`.
RESULTS: Mapping[str, Scan] = {
    "NO_THREATS_FOUND": Scan.CLEAN, "THREATS_FOUND": Scan.INFECTED, "UNSUPPORTED": Scan.UNSUPPORTED,
    "ACCESS_DENIED": Scan.FAILED, "FAILED": Scan.FAILED,
}  # fmt: skip
_WEIGHT = {scan: weight for weight, scan in enumerate(Scan)}


def outweighed(scan: Scan) -> tuple[Scan, ...]:
    """The earlier results that this one replaces: results come in any order, and a threat is never taken back."""
    return tuple(other for other in Scan if _WEIGHT[other] < _WEIGHT[scan])


def closed_because(media: Media, *, scanning: bool) -> str:
    """Why nobody may open a file; empty if it may be opened.

    Args:
        scanning: whether this deployment scans: then nothing opens before it was found clean.
    """
    if media.state is not MediaState.STORED:
        return media.reason or str(media.state)
    if media.verdict == Scan.INFECTED:
        return "scan: infected"
    if scanning and media.verdict != Scan.CLEAN:
        return f"scan: {media.verdict or 'pending'}"
    return ""


class Note(StrEnum):
    """Why there is no copy of a picture or video."""

    UNREADABLE = "unreadable"  # damaged, or not what its first bytes say
    TOO_MANY_PIXELS = "too_many_pixels"
    NO_FFMPEG = "no_ffmpeg"  # this deployment has no ffmpeg: docs/channels.md says how to add it


class Unreadable(Exception):
    """A picture or video of which no copy can be made."""

    def __init__(self, note: Note) -> None:
        super().__init__(str(note))
        self.note = note


@dataclass(frozen=True, slots=True)
class Copies:
    """What was made of a file: keys in the media bucket, and where it says that it was taken."""

    copy: str = ""
    copy_type: str = ""
    thumbnail: str = ""
    place: Place | None = None
    note: str = ""


def read_gps(directory: Mapping[int, object]) -> Place | None:
    """The position in a GPS directory of EXIF; None where there is none, or none that can be.

    Args:
        directory: tag to value, as decoders give it: three numbers for degrees, minutes, seconds, letters for the side.
    """
    lat = _degrees(directory.get(_LATITUDE), directory.get(_LATITUDE_REF), "N", "S")
    lon = _degrees(directory.get(_LONGITUDE), directory.get(_LONGITUDE_REF), "E", "W")
    return _place(lat, lon)


def read_iso_6709(written: str) -> Place | None:
    """The position in a video's `location`, for example `+38.4237+027.1428+005.1/`."""
    found = _ISO_6709.match(written.strip())
    return _place(float(found[1]), float(found[2])) if found else None


def _degrees(parts: object, side: object, plus: str, minus: str) -> float | None:
    if isinstance(side, bytes):
        side = side.decode("ascii", "replace")
    letter = str(side or "").strip("\0 ").upper()
    if letter not in (plus, minus) or not isinstance(parts, Sequence) or len(parts) != 3:
        return None
    try:
        degrees, minutes, seconds = (float(part) for part in parts)
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    if not all(0 <= part < 60 for part in (minutes, seconds)):
        return None
    value = degrees + minutes / 60 + seconds / 3600
    return value if letter == plus else -value


def _place(lat: float | None, lon: float | None) -> Place | None:
    if lat is None or lon is None or not (math.isfinite(lat) and math.isfinite(lon)):
        return None
    if abs(lat) > 90 or abs(lon) > 180 or (round(lat, DIGITS), round(lon, DIGITS)) == (0, 0):
        return None  # a camera without a fix writes zeros
    return Place(f"{lat:.{DIGITS}f}", f"{lon:.{DIGITS}f}")
