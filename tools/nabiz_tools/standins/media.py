"""Media that citizens sent: put on the shelf by a test or the demo, fetched by the product in Meta's two steps."""

from __future__ import annotations

import hashlib
import json
import re
import threading
import time
from pathlib import Path
from typing import Any

URL_LIFE = 300.0  # seconds; Meta's media URLs live about five minutes


class MediaShelf:
    """Bytes by media id, in a folder so that they outlive a restart."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        folder.mkdir(parents=True, exist_ok=True)

    def put(self, media_id: str, mime_type: str, content: bytes) -> dict[str, Any]:
        """Store test media. Raises ValueError for an id that Meta would never give."""
        facts = {
            "id": media_id,
            "mime_type": mime_type,
            "sha256": hashlib.sha256(content).hexdigest(),
            "file_size": len(content),
            "messaging_product": "whatsapp",
        }
        with self._lock:
            self._path(media_id, "bin").write_bytes(content)
            self._path(media_id, "json").write_text(json.dumps(facts), encoding="utf-8")
        return facts

    def facts(self, media_id: str) -> dict[str, Any] | None:
        path = self._path(media_id, "json")
        if not path.exists():
            return None
        facts: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return facts

    def content(self, media_id: str) -> bytes:
        return self._path(media_id, "bin").read_bytes()

    def _path(self, media_id: str, ending: str) -> Path:
        if not re.fullmatch(r"[A-Za-z0-9_.-]{1,100}", media_id) or media_id.startswith("."):
            raise ValueError(f"{media_id!r} is no media id")
        return self._folder / f"{media_id}.{ending}"


def download_url(base: str, media_id: str) -> str:
    return f"{base}/whatsapp_business/attachments/?mid={media_id}&ext={int(time.time() + URL_LIFE)}"


def expired(ext: str) -> bool:
    return not ext.isdigit() or int(ext) < time.time()
