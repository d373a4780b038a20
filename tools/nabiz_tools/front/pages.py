"""Serves the built web client: files by their path, and an app's one document for every address of its pages."""

from __future__ import annotations

import json
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from nabiz_tools.web.headers import read_headers

CONSOLE = "/console/"
SETTINGS = "/console/settings.json"
DOCUMENT = "index.html"
TYPES = {".webmanifest": "application/manifest+json", ".js": "text/javascript", ".svg": "image/svg+xml"}


@dataclass(frozen=True)
class File:
    """What is sent for one address."""

    status: int
    headers: Mapping[str, str]
    content: bytes = b""


class Pages:
    """`built` is web/dist; `site` is a file that every deploy writes: the console's settings, the policy's origins."""

    def __init__(self, built: Path, site: Path) -> None:
        self._built = built
        self._site = site
        self._headers = read_headers()

    def find(self, target: str) -> File | None:
        """The answer for a request's target; None when there is nothing to send."""
        path = unquote(urlsplit(target).path)
        if path == CONSOLE.rstrip("/"):
            return File(301, {"Location": CONSOLE})
        if path == SETTINGS:
            settings = self._told().get("settings")
            return self._file(path, json.dumps(settings).encode()) if settings else None
        app, inner = ("console", path.removeprefix(CONSOLE)) if path.startswith(CONSOLE) else ("citizen", path[1:])
        if "." not in inner.rpartition("/")[2]:
            inner = DOCUMENT
        folder = (self._built / app).resolve()
        file = (folder / inner).resolve()
        # What climbs out of the folder, or lies in a folder that the build keeps for itself, is not there.
        hidden = any(part.startswith(".") for part in Path(inner).parts)
        if hidden or not file.is_relative_to(folder) or not file.is_file():
            return None
        return self._file(f"{'console/' if app == 'console' else ''}{inner}", file.read_bytes())

    def _file(self, path: str, content: bytes) -> File:
        suffix = Path(path).suffix
        kind = TYPES.get(suffix) or mimetypes.types_map.get(suffix, "application/octet-stream")
        text = kind.startswith("text/") or kind.endswith("json")
        origins = {"media": "", "sign_in": "", "tiles": ""} | self._told().get("origins", {})
        headers = {
            "Content-Type": f"{kind}; charset=utf-8" if text else kind,
            "Cache-Control": self._headers.cache_control(path.lstrip("/")),
            **self._headers.all(origins),
        }
        return File(200, headers, content)

    def _told(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self._site.read_text("utf-8")) if self._site.exists() else {}
        return told
