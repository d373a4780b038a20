"""Which texts Meta has approved: asked for page by page, and told by the webhook.

Source: Meta's reference of `message_templates` and of `message_template_status_update`, as of November 2026.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from urllib.parse import quote, urlencode

from nabiz.channels.http import HttpClient, json_of
from nabiz.channels.whatsapp.errors import remedy_of
from nabiz.domain.errors import SendFailed
from nabiz.domain.templates import TemplateState

FIELD = "message_template_status_update"
PAGE, MOST_PAGES = 100, 20
# Events of the webhook that are not the status that they lead to.
STATUSES: Mapping[str, str] = {"REINSTATED": "APPROVED", "FLAGGED": "APPROVED"}
LONGEST = 200  # characters of a reason


def fetch_templates(
    http: HttpClient, base_url: str, account: str, access_token: str, at: datetime
) -> Iterator[TemplateState]:
    """Every template of a business account. Raises `SendFailed`."""
    after = ""
    for _ in range(MOST_PAGES):
        query = {"fields": "name,language,status,rejected_reason", "limit": str(PAGE)} | (
            {"after": after} if after else {}
        )
        url = f"{base_url.rstrip('/')}/{quote(account)}/message_templates?{urlencode(query)}"
        response = http.request("GET", url, {"Authorization": f"Bearer {access_token}"})
        answer = json_of(response)
        if response.status != 200:
            error = answer.get("error")
            code = error.get("code") if isinstance(error, dict) else None
            number = code if isinstance(code, int) else None
            raise SendFailed("Meta does not say which templates are approved.", code=str(number or response.status),
                             remedy=remedy_of(number, response.status))  # fmt: skip
        found = answer.get("data")
        for one in found if isinstance(found, list) else ():
            if isinstance(one, dict) and (state := _state(one, one.get("status"), one.get("rejected_reason"), at)):
                yield state
        after = _next(answer.get("paging"))
        if not after:
            return


def _next(paging: object) -> str:
    if not isinstance(paging, dict) or not paging.get("next"):
        return ""
    cursors = paging.get("cursors")
    return str(cursors.get("after") or "") if isinstance(cursors, dict) else ""


def read_update(value: object, at: datetime) -> TemplateState | None:
    """What the webhook says of a template; None where it names none."""
    if not isinstance(value, Mapping):
        return None
    named = {"name": value.get("message_template_name"), "language": value.get("message_template_language")}
    return _state(named, value.get("event"), value.get("reason"), at)


def _state(named: Mapping[str, object], status: object, reason: object, at: datetime) -> TemplateState | None:
    name, language = named.get("name"), named.get("language")
    if not (isinstance(name, str) and isinstance(language, str) and isinstance(status, str)):
        return None
    said = reason if isinstance(reason, str) and reason != "NONE" else ""
    return TemplateState(name[:100], language[:20], STATUSES.get(status, status)[:40], said[:LONGEST], at)
