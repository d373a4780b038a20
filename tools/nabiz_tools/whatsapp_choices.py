"""What a citizen could press in a message of ours, and the webhook message of pressing it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nabiz_tools import whatsapp_payloads


@dataclass(frozen=True)
class Pressable:
    """A button, a list row or a template's quick reply; `message_id` is the provider's id of its message."""

    kind: str  # button_reply | list_reply | template
    id: str
    title: str
    message_id: str

    def press(self) -> whatsapp_payloads.Message:
        if self.kind == "template":
            return whatsapp_payloads.template_button(self.id, self.title, self.message_id)
        return whatsapp_payloads.reply(self.kind, self.id, self.title, self.message_id)


def choices_of(entry: Mapping[str, Any]) -> list[Pressable]:
    """The choices of one entry of `/sent`, in their order; none for a plain text."""
    body, message_id = entry["body"], str(entry.get("id", ""))
    if body.get("type") == "template":
        buttons = [part for part in body["template"].get("components", []) if part.get("type") == "button"]
        payloads = [parameter["payload"] for button in buttons for parameter in button["parameters"]]
        return [Pressable("template", payload, payload, message_id) for payload in payloads]
    if body.get("type") != "interactive":
        return []
    interactive = body["interactive"]
    if interactive["type"] == "button":
        replies, kind = [button["reply"] for button in interactive["action"]["buttons"]], "button_reply"
    else:
        sections = interactive["action"]["sections"]
        replies, kind = [row for section in sections for row in section["rows"]], "list_reply"
    return [Pressable(kind, reply["id"], reply["title"], message_id) for reply in replies]
