"""Answers as JSON or XML: the same data in both, lists with the names that GeoReport v2 gives their items."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

ITEMS = {
    "services": "service",
    "service_requests": "request",
    "service_request_updates": "request_update",
    "errors": "error",
    "attributes": "attribute",
    "values": "value",
    "endpoints": "endpoint",
    "formats": "format",
    "media_urls": "media_url",
}
# Characters that XML 1.0 has no way to write.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Format(StrEnum):
    """How an answer is written."""

    JSON = "json"
    XML = "xml"


CONTENT_TYPES = {Format.JSON: "application/json; charset=utf-8", Format.XML: "text/xml; charset=utf-8"}


def split_format(name: str, accept: str = "") -> tuple[str, Format | None]:
    """A path's last step without its extension, and the format that it or the header `Accept` asks for.

    Without either it is JSON; None for an extension that there is not.
    """
    stem, dot, extension = name.rpartition(".")
    if dot:
        return (stem, Format(extension)) if extension in [*Format] else (stem, None)
    wants_xml = any(kind in accept.lower() for kind in ("text/xml", "application/xml"))
    return name, Format.XML if wants_xml and "json" not in accept.lower() else Format.JSON


def write(root: str, value: object, format: Format) -> str:
    """The answer's text; `root` is the outermost element, which JSON has no word for."""
    if format is Format.JSON:
        return json.dumps(value, ensure_ascii=False)
    from xml.etree.ElementTree import Element, tostring

    top = Element(root)
    _fill(top, value)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(top, encoding="unicode")


def _fill(element: Element, value: object) -> None:
    from xml.etree.ElementTree import SubElement

    if isinstance(value, Mapping):
        for name, own in value.items():
            _fill(SubElement(element, str(name)), own)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for own in value:
            _fill(SubElement(element, ITEMS.get(element.tag, "item")), own)
    elif isinstance(value, bool):
        element.text = "true" if value else "false"
    elif value is not None:
        element.text = _UNWRITABLE.sub("\ufffd", str(value))
