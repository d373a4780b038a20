"""`.local/stack.json`: what there is and where, for people, scripts and tests (the contract's names)."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from nabiz_tools.failures import ToolError
from nabiz_tools.paths import LOCAL


@dataclass(frozen=True)
class Stack:
    """A deployed local cloud. `gateway_url` is the API's own address, `api_url` the steady one in front of it."""

    api_url: str
    gateway_url: str
    web_url: str
    console_url: str
    endpoint_url: str
    region: str
    account: str
    stack_name: str
    table: str
    bus: str
    media_bucket: str
    facts_bucket: str
    mail_bucket: str
    queues: dict[str, str]
    functions: dict[str, str]
    secret: str
    whatsapp: dict[str, str]
    providers_url: str
    user_pool: dict[str, str]
    users: dict[str, dict[str, str]]
    citizens: list[dict[str, str]] = field(default_factory=list)
    data_key: str = ""

    def save(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        scratch = path.with_suffix(".new")
        scratch.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n", "utf-8")
        scratch.replace(path)  # whoever reads sees the old or the new one, never half of it


def load_stack(path: Path = LOCAL / "stack.json") -> Stack:
    """Raises ToolError when there is none."""
    if not path.exists():
        raise ToolError(f"There is no {path}; start the local cloud with: make up")
    values: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return Stack(**values)
