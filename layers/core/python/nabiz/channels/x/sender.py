"""Hands direct messages and public replies over to X's API v2."""

from __future__ import annotations

import json
from urllib.parse import quote

from nabiz.channels.http import HttpClient, Response, json_of
from nabiz.channels.limits import cut
from nabiz.channels.x.errors import remedy_of
from nabiz.channels.x.oauth import Keys, authorization
from nabiz.channels.x.weighing import fitted
from nabiz.domain.errors import SendFailed
from nabiz.domain.messages import OutboundMessage, Remedy, Sent
from nabiz.domain.reaching import COMMENT

DIRECT_LENGTH = 10_000  # X: characters of a direct message


class XSender:
    """The account that the keys stand for. `base_url` is for example `https://api.x.com`."""

    def __init__(self, http: HttpClient, base_url: str, keys: Keys) -> None:
        self._http = http
        self._base = base_url.rstrip("/")
        self._keys = keys

    def send(self, message: OutboundMessage) -> Sent:
        """To one person, or as a reply to a post where the form says so.

        Raises:
            SendFailed: with X's problem and the remedy.
        """
        if not self._keys.token:
            raise SendFailed("X is not set up.", code="no_account", remedy=Remedy.FALLBACK)
        body: dict[str, object]
        if message.form == COMMENT:
            url = f"{self._base}/2/tweets"
            body = {"text": fitted(message.text), "reply": {"in_reply_to_tweet_id": message.to}}
        else:
            url = f"{self._base}/2/dm_conversations/with/{quote(message.to, safe='')}/messages"
            body = {"text": cut(message.text, DIRECT_LENGTH)}
        headers = {"Content-Type": "application/json", **authorization("POST", url, self._keys)}
        response = self._http.request("POST", url, headers, json.dumps(body, ensure_ascii=False).encode())
        if response.status not in (200, 201):
            raise refusal(response)
        data = json_of(response).get("data")
        sent = data.get("id" if message.form == COMMENT else "dm_event_id") if isinstance(data, dict) else None
        return Sent(sent if isinstance(sent, str) else "")


def refusal(response: Response) -> SendFailed:
    """What X's answer means: a problem (RFC 7807), alone or in `errors`, or an older code."""
    answer = json_of(response)
    errors = answer.get("errors")
    first = errors[0] if isinstance(errors, list) and errors and isinstance(errors[0], dict) else {}
    named = str(answer.get("type") or first.get("type") or "")
    problem = named.rsplit("/", 1)[-1] if "/problems/" in named else ""
    code = first.get("code")
    number = code if isinstance(code, int) and not isinstance(code, bool) else None
    words = " ".join(str(value) for value in (answer.get("detail"), first.get("detail"), first.get("message")) if value)
    shown = problem or (str(number) if number is not None else f"http_{response.status}")
    return SendFailed(f"X refused with {shown}.", code=shown[:60],
                      remedy=remedy_of(response.status, problem, number, words))  # fmt: skip
