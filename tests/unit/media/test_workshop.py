"""Copies say nothing but what they show; damaged files end with a reason, whatever their bytes."""

from __future__ import annotations

import io
import shutil
import struct
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from nabiz.domain.pictures import Note, Unreadable
from nabiz.ports.pictures import Made
from nabiz.storage.workshop import COPY_EDGE, SMALL_EDGE, PictureWorkshop
from nabiz_tools.demo.photo import photo
from tests.support.pictures import LAT, LON, OWNER, picture, video

needs_ffmpeg = pytest.mark.skipif(not shutil.which("ffmpeg"), reason="ffmpeg is not installed")
KINDS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "HEIF": "image/heic"}


def make(folder: Path, content: bytes, mime_type: str, ffmpeg: str | None = None) -> Made:
    source = folder / "original"
    source.write_bytes(content)
    return PictureWorkshop(ffmpeg).make(source, mime_type, folder)


@pytest.mark.parametrize("kind", KINDS)
def test_a_copy_has_the_picture_and_nothing_of_who_took_it(tmp_path: Path, kind: str) -> None:
    original = picture(kind)
    assert OWNER.encode() in original

    made = make(tmp_path, original, KINDS[kind])

    assert made.place is not None
    assert (float(made.place.lat), float(made.place.lon)) == pytest.approx((LAT, LON), abs=1e-6)
    for path in (made.copy, made.thumbnail):
        content = path.read_bytes()
        assert OWNER.encode() not in content
        assert b"Exif" not in content
        with Image.open(path) as shown:
            assert not shown.getexif()
            assert shown.size == (60, 40)
    with Image.open(made.thumbnail) as small:
        assert small.format == "WEBP"


def test_a_picture_that_lies_on_its_side_is_turned(tmp_path: Path) -> None:
    made = make(tmp_path, picture(orientation=6), "image/jpeg")

    with Image.open(made.copy) as shown:
        assert shown.size == (40, 60)
        top, bottom = shown.convert("RGB").getpixel((20, 5)), shown.convert("RGB").getpixel((20, 55))
    assert top[0] > 200 > top[2]  # type: ignore[index]
    assert bottom[2] > 200 > bottom[0]  # type: ignore[index]


def test_a_large_picture_becomes_smaller(tmp_path: Path) -> None:
    made = make(tmp_path, picture(size=(6400, 3200)), "image/jpeg")

    with Image.open(made.copy) as shown, Image.open(made.thumbnail) as small:
        assert max(shown.size) <= COPY_EDGE
        assert small.size == (SMALL_EDGE, SMALL_EDGE // 2)


def test_what_is_seen_through_stays_so(tmp_path: Path) -> None:
    written = io.BytesIO()
    Image.new("RGBA", (10, 10), (255, 0, 0, 0)).save(written, "PNG")

    made = make(tmp_path, written.getvalue(), "image/png")

    assert made.copy_type == "image/png"
    with Image.open(made.copy) as shown:
        assert shown.getpixel((5, 5)) == (255, 0, 0, 0)


def test_a_picture_without_position_has_none(tmp_path: Path) -> None:
    written = io.BytesIO()
    Image.new("RGB", (10, 10)).save(written, "JPEG")

    assert make(tmp_path, written.getvalue(), "image/jpeg").place is None


def test_the_demo_citys_photo_is_one(tmp_path: Path) -> None:
    place = make(tmp_path, photo(39.0301, 35.2402), "image/jpeg").place

    assert place is not None
    assert (place.lat, place.lon) == ("39.030100", "35.240200")


def test_a_few_bytes_that_announce_a_huge_picture_are_not_unpacked(tmp_path: Path) -> None:
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    bomb = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", len(head)) + chunk + struct.pack(">I", zlib.crc32(chunk))
    bomb += struct.pack(">I", 4) + b"IDAT" + b"\0" * 8

    with pytest.raises(Unreadable) as refused:
        make(tmp_path, bomb, "image/png")

    assert refused.value.note is Note.TOO_MANY_PIXELS


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_ends_early_is_unreadable(tmp_path: Path, kind: str) -> None:
    original = picture(kind, size=(400, 300))

    with pytest.raises(Unreadable) as refused:
        make(tmp_path, original[: len(original) // 2], KINDS[kind])

    assert refused.value.note is Note.UNREADABLE


@given(st.sampled_from(sorted(KINDS)), st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damaged_pictures_are_copied_or_unreadable(tmp_path: Path, kind: str, data: st.DataObject) -> None:
    content = bytearray(picture(kind))
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=8)):
        content[at] = data.draw(st.integers(0, 255))

    with suppress(Unreadable):
        made = make(tmp_path, bytes(content), KINDS[kind])
        assert OWNER.encode() not in made.copy.read_bytes()


@given(st.sampled_from(sorted(KINDS.values())), st.binary(max_size=400))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_copied_or_unreadable(tmp_path: Path, mime_type: str, content: bytes) -> None:
    with pytest.raises(Unreadable):
        make(tmp_path, content, mime_type)


@needs_ffmpeg
def test_a_video_is_copied_without_what_it_says_and_has_a_poster(tmp_path: Path) -> None:
    original = video(tmp_path)
    assert OWNER.encode() in original

    made = make(tmp_path, original, "video/mp4")

    assert made.copy_type == "video/mp4"
    assert OWNER.encode() not in made.copy.read_bytes()
    assert made.place is not None
    assert (made.place.lat, made.place.lon) == ("38.423700", "27.142800")
    with Image.open(made.thumbnail) as poster:
        assert (poster.format, poster.size) == ("WEBP", (160, 120))


@needs_ffmpeg
def test_a_playlist_that_calls_itself_a_video_opens_nothing(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")

    with pytest.raises(Unreadable):
        make(tmp_path, b"\0\0\0\x18ftypmp42" + f"#EXTM3U\n#EXTINF:1,\nfile://{secret}\n".encode(), "video/mp4")


def test_without_ffmpeg_a_video_says_so(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as refused:
        make(tmp_path, b"\0\0\0\x18ftypmp42", "video/mp4", ffmpeg="")

    assert refused.value.note is Note.NO_FFMPEG
