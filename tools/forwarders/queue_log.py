#!/usr/bin/env python3
"""Brings Asterisk's queue_log to Nabız: runs on the exchange, needs Python 3.9 and nothing else.

    NABIZ_KEY_FILE=/etc/nabiz/asterisk.key queue_log.py /var/log/asterisk/queue_log https://CITY/api/webhooks/telephony/asterisk

Every whole line is posted, signed, in batches; a line counts as brought once the city has answered 200, and how far it
came is kept in a state file, so a restart, a rotated log or a city out of reach lose nothing. Posting a line twice is
harmless. Ends with 2 where it was started wrongly.
"""

from __future__ import annotations

import argparse
import hashlib
import hmac
import json
import os
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import NamedTuple

BATCH = 200  # lines in one post
IDLE = 1.0  # seconds between two looks at a log that does not grow
PATIENCE = (1, 2, 5, 10, 30, 60)  # seconds before the next try, when the city does not take a batch
TIMEOUT = 30
PASSING = (408, 425, 429)


class Place(NamedTuple):
    """How far a file was brought: which one, and the byte after the last line."""

    inode: int
    offset: int


class Follower:
    """Reads a log on from where it was left, over rotations."""

    def __init__(self, log: Path, state: Path) -> None:
        self.log = log
        self.state = state
        self.place = self._load()

    def _load(self) -> Place | None:
        try:
            kept = json.loads(self.state.read_text("utf-8"))
            return Place(int(kept["inode"]), int(kept["offset"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def skip(self) -> None:
        """Begin at the log's end: what stands there already is not brought."""
        found = self.log.stat()
        self.keep(Place(found.st_ino, found.st_size))

    def keep(self, place: Place) -> None:
        """Remember how far it came; a crash leaves the old or the new place, never half of one."""
        scratch = self.state.with_suffix(".new")
        scratch.write_text(json.dumps(place._asdict()), "utf-8")
        scratch.replace(self.state)
        self.place = place

    def next(self, most: int = BATCH) -> tuple[bytes, Place] | None:
        """The next whole lines and the place after them; None where there are none yet."""
        try:
            current = self.log.stat()
        except OSError:
            return None  # between two steps of a rotation
        place = self.place or Place(current.st_ino, 0)
        if place.inode != current.st_ino:
            rest = self._rotated(place)
            found = _lines(rest, place, most) if rest else None
            if found:
                return found
            place = Place(current.st_ino, 0)
        elif current.st_size < place.offset:  # cut off in its place: copytruncate
            place = Place(current.st_ino, 0)
        return _lines(self.log, place, most)

    def _rotated(self, place: Place) -> Path | None:
        """The file that was the log when we left it, under the name that it has now."""
        for other in self.log.parent.glob(f"{self.log.name}*"):
            try:
                if other.stat().st_ino == place.inode:
                    return other
            except OSError:
                continue
        return None


def _lines(path: Path, place: Place, most: int) -> tuple[bytes, Place] | None:
    body = b""
    with path.open("rb") as log:
        log.seek(place.offset)
        for _ in range(most):
            line = log.readline()
            if not line.endswith(b"\n"):  # Asterisk is still writing it
                break
            body += line
    return (body, Place(place.inode, place.offset + len(body))) if body else None


def post(url: str, key: str, body: bytes) -> int:
    """The status of one signed post; 0 where nobody answered."""
    at = str(int(time.time()))
    digest = hmac.new(key.encode(), at.encode() + b"." + body, hashlib.sha256).hexdigest()
    headers = {"Content-Type": "text/plain", "X-Nabiz-Signature": f"t={at},v1={digest}"}
    try:
        with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=TIMEOUT) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refusal:
        return refusal.code
    except OSError:
        return 0


def bring(follower: Follower, url: str, key: str) -> bool:
    """Bring the next batch, however long that takes; False where there was none."""
    found = follower.next()
    if found is None:
        return False
    body, place = found
    tries = 0
    while True:
        status = post(url, key, body)
        if status == 200:
            follower.keep(place)
            return True
        wait = PATIENCE[min(tries, len(PATIENCE) - 1)]
        passing = status == 0 or status >= 500 or status in PASSING
        print(f"not taken ({status or 'no answer'}), again in {wait} s"
              + ("" if passing else "; key, clock or address of this exchange are wrong"), file=sys.stderr)  # fmt: skip
        tries += 1
        time.sleep(wait)


def main() -> int:
    """Follow the log until somebody stops it."""
    parser = argparse.ArgumentParser(description="Brings Asterisk's queue_log to Nabız.")
    parser.add_argument("log", type=Path)
    parser.add_argument("url")
    parser.add_argument("--state", type=Path, default=None, help="default: beside the log, with .nabiz at its end")
    parser.add_argument("--from-now", action="store_true", help="leave out what the log holds already, the first time")
    parser.add_argument("--once", action="store_true", help="end when everything that is there was brought")
    options = parser.parse_args()
    key_file = os.environ.get("NABIZ_KEY_FILE", "")
    try:
        key = Path(key_file).read_text("utf-8").strip()
    except OSError:
        key = ""
    if not key:
        print("NABIZ_KEY_FILE names a file with the key of this exchange", file=sys.stderr)
        return 2
    follower = Follower(options.log, options.state or Path(f"{options.log}.nabiz"))
    if follower.place is None and options.from_now:
        follower.skip()
    while True:
        if not bring(follower, options.url, key):
            if options.once:
                return 0
            time.sleep(IDLE)


if __name__ == "__main__":
    sys.exit(main())
