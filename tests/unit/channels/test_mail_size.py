"""A mail of 40 MB, the largest that SES takes, is read and its file fetched in bounded memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
MEGABYTE = 1024 * 1024
PROGRAM = """
import base64, json, sys
from collections.abc import Iterator
from datetime import UTC, datetime
sys.path.insert(0, {path!r})
from nabiz.channels.mail.files import MailFiles
from nabiz.channels.mail.reading import House, read_mail

HEAD = (b'From: a@b.example\\r\\nSubject: video\\r\\nContent-Type: multipart/mixed; boundary="x"\\r\\n\\r\\n'
        b'--x\\r\\n\\r\\nKonser gurultusu, video ekte\\r\\n--x\\r\\nContent-Type: video/mp4; name=v.mp4\\r\\n'
        b'Content-Transfer-Encoding: base64\\r\\n\\r\\n')
LINES = (base64.b64encode(bytes(57)) + b'\\r\\n') * 3000

def mail(key: str = '') -> Iterator[bytes]:
    yield HEAD
    sent = 0
    while sent < {size}:
        yield LINES
        sent += len(LINES)
    yield b'\\r\\n--x--\\r\\n'

def peak() -> int:
    # Not getrusage: its figure is also that of the process that started this one.
    status = open('/proc/self/status').read()
    return int(status.partition('VmHWM:')[2].split()[0]) * 1024

before = peak()
message = read_mail(mail(), 'mail/1', datetime(2026, 11, 24, tzinfo=UTC), House('c@c.example', 'c.example', 'k'))
read = peak()
size = sum(len(piece) for piece in MailFiles(mail).fetch_media(message.media[1].provider_id).chunks)
print(json.dumps([message.text, size, read - before, peak() - before]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems count memory otherwise")
def test_a_mail_of_forty_megabytes_needs_little_memory() -> None:
    program = PROGRAM.format(path=str(ROOT / "layers/core/python"), size=40 * MEGABYTE)

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    text, size, reading, fetching = json.loads(done.stdout)
    assert text == "Konser gurultusu, video ekte"
    assert size > 28 * MEGABYTE  # base64 makes four bytes of three
    assert 0 < reading < 8 * MEGABYTE
    assert fetching < 24 * MEGABYTE  # of which eight are kept before a file waits on disk
    print(f"peak: {reading / MEGABYTE:.1f} MB reading, {fetching / MEGABYTE:.1f} MB fetching")
