"""Pictures and videos as telephones make them, with all that they say beside what they show."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

from PIL import Image
from pillow_heif import register_heif_opener

LAT, LON = 38.423734, 27.142826
OWNER = "Zeynep Kaya"


def exif_of(lat: float = LAT, lon: float = LON, orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112], exif[0x013B], exif[0x010F] = orientation, OWNER, "Telefon"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N" if lat >= 0 else "S", sexagesimal(lat)
    gps[3], gps[4] = "E" if lon >= 0 else "W", sexagesimal(lon)
    return exif


def sexagesimal(value: float) -> tuple[float, float, float]:
    degrees, rest = divmod(abs(value) * 3600, 3600)
    minutes, seconds = divmod(rest, 60)
    return degrees, minutes, round(seconds, 4)


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **exif: float) -> bytes:
    """Red on its left half, blue on its right, as it lies in the file."""
    register_heif_opener()
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    written = io.BytesIO()
    image.save(written, kind, exif=exif_of(**exif))  # type: ignore[arg-type]
    return written.getvalue()


def video(folder: Path) -> bytes:
    """Two seconds that say where and by whom they were taken."""
    target = folder / "video.mp4"
    subprocess.run(
        ["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", "testsrc=size=160x120:rate=10:duration=2", "-metadata",
         f"location=+{LAT:.4f}+{LON:08.4f}/", "-metadata", f"artist={OWNER}", "-c:v", "mpeg4", str(target)], check=True,
    )  # fmt: skip
    return target.read_bytes()
