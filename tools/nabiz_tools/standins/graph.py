"""Meta's WhatsApp Cloud API as far as we use it: what it accepts, what it refuses and in which words.

Source: the Cloud API's reference on messages, interactive objects and error codes, read November 2026.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

TEXT_LIMIT = 4096
BUTTON_LIMIT, BUTTON_TITLE = 3, 20
ROW_LIMIT, ROW_TITLE, ROW_DESCRIPTION, ROW_ID = 10, 24, 72, 200
INTERACTIVE_BODY = 1024
TYPES = ("text", "image", "video", "audio", "document", "location", "interactive", "template", "reaction")


class RefusedError(Exception):
    """Meta's answer to a request that it does not accept."""

    def __init__(self, status: int, code: int, message: str, details: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.body = error_body(code, message, details)


def error_body(code: int, message: str, details: str = "") -> dict[str, Any]:
    error: dict[str, Any] = {"message": f"(#{code}) {message}", "type": "OAuthException", "code": code}
    if details:
        error["error_data"] = {"messaging_product": "whatsapp", "details": details}
    error["fbtrace_id"] = "A" + secrets.token_urlsafe(15)
    return {"error": error}


def check_token(headers: Mapping[str, str], access_token: str) -> None:
    if headers.get("authorization", "") != f"Bearer {access_token}":
        raise RefusedError(401, 190, "Invalid OAuth access token - Cannot parse access token")


def check_message(message: Any) -> None:
    """Raise what Meta would answer to a body that breaks a documented rule."""
    if not isinstance(message, dict) or message.get("messaging_product") != "whatsapp":
        raise RefusedError(400, 100, "Invalid parameter", "messaging_product must be 'whatsapp'")
    if message.get("status") == "read":
        return
    if not (message.get("to") or message.get("recipient")):
        raise RefusedError(400, 131008, "Required parameter is missing", "The parameter to is required.")
    kind = message.get("type", "text")
    if kind not in TYPES:
        raise RefusedError(400, 100, "Invalid parameter", f"type must be one of {', '.join(TYPES)}")
    content = message.get(kind)
    if not isinstance(content, dict):
        raise RefusedError(400, 131008, "Required parameter is missing", f"The parameter {kind} is required.")
    if kind == "text":
        _length("text['body']", content, "body", TEXT_LIMIT)
    elif kind == "template":
        if not content.get("name") or not (content.get("language") or {}).get("code"):
            raise RefusedError(
                400, 131008, "Required parameter is missing", "template needs a name and a language code"
            )
    elif kind == "interactive":
        _check_interactive(content)


def _check_interactive(interactive: dict[str, Any]) -> None:
    _length("interactive['body']['text']", interactive.get("body") or {}, "text", INTERACTIVE_BODY)
    action = interactive.get("action") or {}
    if interactive.get("type") == "button":
        buttons = action.get("buttons") or []
        if not 1 <= len(buttons) <= BUTTON_LIMIT:
            raise _invalid("Invalid buttons count. Min allowed buttons: 1, Max: 3")
        _distinct([_reply(button.get("reply") or {}, BUTTON_TITLE) for button in buttons], "buttons")
    elif interactive.get("type") == "list":
        _length("action['button']", action, "button", BUTTON_TITLE)
        sections = action.get("sections") or []
        rows = [row for section in sections for row in section.get("rows") or []]
        if not 1 <= len(rows) <= ROW_LIMIT or len(sections) > ROW_LIMIT:
            raise _invalid(f"Total row count exceed max allowed count: {ROW_LIMIT}")
        if len(sections) > 1 and any(not section.get("title") for section in sections):
            raise _invalid("Section title is required with several sections")
        _distinct([_reply(row, ROW_TITLE) for row in rows], "rows")
        for row in rows:
            if len(row.get("description", "")) > ROW_DESCRIPTION:
                raise _invalid(f"Row description over {ROW_DESCRIPTION} characters")


def _reply(reply: dict[str, Any], title: int) -> str:
    _length("title", reply, "title", title)
    _length("id", reply, "id", ROW_ID)
    return str(reply["id"])


def _distinct(ids: list[str], what: str) -> None:
    if len(set(ids)) != len(ids):
        raise _invalid(f"Duplicated ids in {what}")


def _invalid(details: str) -> RefusedError:
    return RefusedError(400, 131009, "Parameter value is not valid", details)


def _length(name: str, holder: Any, key: str, limit: int) -> None:
    value = holder.get(key) if isinstance(holder, dict) else None
    if not isinstance(value, str) or not value.strip():
        raise RefusedError(400, 131008, "Required parameter is missing", f"Parameter {name} is missing")
    if len(value) > limit:
        raise RefusedError(400, 100, "Invalid parameter", f"Param {name} must be at most {limit} characters long.")


def accepted(message: Mapping[str, Any]) -> dict[str, Any]:
    """Meta's answer to an accepted message; the wamid is new each time, as there."""
    if message.get("recipient"):  # a business-scoped id: there may be no phone number to name
        contact = {"input": str(message["recipient"]), "user_id": str(message["recipient"])}
    else:
        digits = "".join(character for character in str(message["to"]) if character.isdigit())
        contact = {"input": str(message["to"]), "wa_id": digits}
    return {
        "messaging_product": "whatsapp",
        "contacts": [contact],
        "messages": [{"id": "wamid." + secrets.token_urlsafe(30)}],
    }


def text_of(message: Mapping[str, Any]) -> str:
    """What the citizen reads, for people who look at the journal."""
    kind = message.get("type", "text")
    content = message.get(kind)
    if not isinstance(content, dict):
        return ""
    if kind == "text":
        return str(content.get("body", ""))
    if kind == "interactive":
        return str((content.get("body") or {}).get("text", ""))
    if kind == "template":
        values = [p.get("text", "") for c in content.get("components") or [] for p in c.get("parameters") or []]
        return f"[{content.get('name')}] " + " | ".join(str(value) for value in values)
    return str(content.get("caption", ""))
