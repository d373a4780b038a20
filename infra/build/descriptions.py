"""botocore's descriptions of AWS, less what no function reads: every cold start parses them."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path
from typing import Any

MODEL = "service-2.json"


def slim(data: Path, services: list[str]) -> None:
    """Keep the named services in botocore's folder `data`, without their documentation, and these services' endpoints.

    Botocore's list of endpoints is 1.2 MB of JSON over 400 services, and four fifths of a service's model are its
    documentation: without both, making the first client takes half the time.
    """
    for description in data.iterdir():
        if description.is_dir() and description.name not in services:
            shutil.rmtree(description)
    prefixes = {_slim_model(model)["metadata"]["endpointPrefix"] for model in sorted(data.glob(f"*/*/{MODEL}*"))}
    endpoints = data / "endpoints.json"
    known = json.loads(endpoints.read_text(encoding="utf-8"))
    for partition in known["partitions"]:
        partition["services"] = {name: it for name, it in partition["services"].items() if name in prefixes}
    _write(endpoints, known)


def _slim_model(packed: Path) -> Any:
    """Write a service's model again without documentation, unpacked; what it says."""
    raw = packed.read_bytes()
    model = _undocumented(json.loads(gzip.decompress(raw) if packed.suffix == ".gz" else raw))
    for parameter in model.get("clientContextParams", {}).values():
        parameter["documentation"] = ""  # botocore demands the word where it makes a client, and never reads it
    packed.unlink()
    _write(packed.with_name(MODEL), model)
    return model


def _undocumented(value: Any) -> Any:
    """The same without texts called `documentation`; a member of that name describes a shape and stays."""
    if isinstance(value, dict):
        return {
            name: _undocumented(it)
            for name, it in value.items()
            if not (name in ("documentation", "documentationUrl") and isinstance(it, str))
        }
    return [_undocumented(it) for it in value] if isinstance(value, list) else value


def _write(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, separators=(",", ":"), ensure_ascii=False), encoding="utf-8")
