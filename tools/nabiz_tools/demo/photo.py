"""A small real JPEG with a position in its EXIF, as a phone's camera would write it."""

from __future__ import annotations

import base64
import struct

# A grey square of eight pixels, JFIF.
PIXEL = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxO"
    "UlNSMj5aYVpQYEpRUk//wAALCAAIAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAI"
    "AQEAAD8Ad//Z"
)
RATIONAL, ASCII, LONG = 5, 2, 4  # TIFF field types


def photo(lat: float, lon: float) -> bytes:
    """The pixel with an EXIF segment that names this position (degrees, north and east)."""
    exif = b"Exif\0\0" + _tiff(lat, lon)
    segment = b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
    return PIXEL[:2] + segment + PIXEL[2:]


def _tiff(lat: float, lon: float) -> bytes:
    gps_at = 8 + 2 + 12 + 4
    values_at = gps_at + 2 + 4 * 12 + 4
    head = b"MM\0*" + struct.pack(">I", 8)
    pointer = struct.pack(">H", 1) + struct.pack(">HHII", 0x8825, LONG, 1, gps_at) + struct.pack(">I", 0)
    gps = struct.pack(">H", 4)
    gps += struct.pack(">HHI4s", 1, ASCII, 2, b"N\0\0\0") + struct.pack(">HHII", 2, RATIONAL, 3, values_at)
    gps += struct.pack(">HHI4s", 3, ASCII, 2, b"E\0\0\0") + struct.pack(">HHII", 4, RATIONAL, 3, values_at + 24)
    gps += struct.pack(">I", 0)
    return head + pointer + gps + _degrees(lat) + _degrees(lon)


def _degrees(value: float) -> bytes:
    """Degrees, minutes and hundredths of seconds as three rationals."""
    hundredths = round(value * 360_000)
    degrees, rest = divmod(hundredths, 360_000)
    minutes, seconds = divmod(rest, 6_000)
    return struct.pack(">6I", degrees, 1, minutes, 1, seconds, 100)
