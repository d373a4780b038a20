"""Hands messages and public answers over to Meta's Graph API, for one page or one professional account of Instagram."""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import quote

from nabiz.channels.http import HttpClient, Response, json_of
from nabiz.channels.meta.bodies import comment_body, message_body
from nabiz.channels.meta.errors import remedy_of
from nabiz.domain.errors import SendFailed
from nabiz.domain.messages import Channel, OutboundMessage, Remedy, Sent
from nabiz.domain.reaching import COMMENT

ANSWERS: Mapping[Channel, str] = {Channel.MESSENGER: "comments", Channel.INSTAGRAM: "replies"}
NAMES: Mapping[Channel, str] = {Channel.MESSENGER: "Messenger", Channel.INSTAGRAM: "Instagram"}


class MetaSender:
    """`base_url` includes the version; `account` is the page's id, or Instagram's of the professional account."""

    def __init__(self, http: HttpClient, channel: Channel, base_url: str, account: str, token: str) -> None:
        self._http = http
        self._channel = channel
        self._base = base_url.rstrip("/")
        self._account = account
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def send(self, message: OutboundMessage) -> Sent:
        """To one person, or under a comment where the form says so.

        Raises:
            SendFailed: with Meta's code and the remedy.
        """
        if not self._account:
            raise SendFailed(f"{NAMES[self._channel]} is not set up.", code="no_account", remedy=Remedy.FALLBACK)
        if message.form == COMMENT:
            path, body = f"{quote(message.to, safe='')}/{ANSWERS[self._channel]}", comment_body(message)
        else:
            path, body = f"{quote(self._account, safe='')}/messages", message_body(message)
        written = json.dumps(body, ensure_ascii=False).encode()
        response = self._http.request("POST", f"{self._base}/{path}", self._headers, written)
        if response.status != 200:
            raise self._refusal(response)
        # Taken, even if the answer is unreadable: a second try would tell the citizen twice.
        answer = json_of(response)
        sent = answer.get("id") if message.form == COMMENT else answer.get("message_id")
        return Sent(sent if isinstance(sent, str) else "")

    def _refusal(self, response: Response) -> SendFailed:
        error = json_of(response).get("error")
        facts = error if isinstance(error, dict) else {}
        code, subcode = _number(facts.get("code")), _number(facts.get("error_subcode"))
        named = f"http_{response.status}" if code is None else str(code) if subcode is None else f"{code}/{subcode}"
        return SendFailed(f"{NAMES[self._channel]} refused with {named}.", code=named,
                          remedy=remedy_of(code, subcode, response.status))  # fmt: skip


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
