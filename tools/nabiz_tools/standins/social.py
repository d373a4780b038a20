"""Meta's Send API of pages and of Instagram and X's API v2, as far as we use them: what they take and what they refuse.

Sources: Meta's references of the Send API, of private replies and of comments; X's of `POST /2/tweets`,
`POST /2/dm_conversations/with/:id/messages` and `GET /2/users/:id/mentions`, read November 2026.
"""

from __future__ import annotations

import re
import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nabiz.channels.x.oauth import Keys, authorization
from nabiz.channels.x.weighing import POST_WEIGHT, weight
from nabiz_tools.standins.graph import RefusedError
from nabiz_tools.standins.journal import Journal

MESSENGER_LENGTH, INSTAGRAM_BYTES, QUICK_REPLIES, TITLE = 2000, 1000, 13, 20
COMMENT_LENGTH = {"messenger": 8000, "instagram": 300}
DIRECT_LENGTH = 10_000


@dataclass(frozen=True)
class SocialAccounts:
    """The city's accounts there."""

    meta_page_id: str = ""
    meta_page_token: str = ""
    instagram_account_id: str = ""
    instagram_access_token: str = ""
    x_user_id: str = ""
    x_consumer_key: str = ""
    x_consumer_secret: str = ""
    x_access_token: str = ""
    x_access_token_secret: str = ""

    @property
    def channels(self) -> dict[str, str]:
        """Meta's channels by the account that sends."""
        return {self.meta_page_id: "messenger", self.instagram_account_id: "instagram"}


class SocialNetworks:
    """What was taken goes into the journal; each comment gets one private reply."""

    def __init__(self, accounts: SocialAccounts, journal: Journal) -> None:
        self.accounts = accounts
        self._journal = journal
        self._lock = threading.Lock()
        self._replied: set[str] = set()
        self._mentions: list[dict[str, Any]] = []

    # -- Meta -----------------------------------------------------------------------------------------------------

    def check_meta(self, channel: str, headers: Mapping[str, str]) -> None:
        """Raise what Meta answers to another token than the account's."""
        accounts = self.accounts
        token = accounts.meta_page_token if channel == "messenger" else accounts.instagram_access_token
        if headers.get("authorization", "") != f"Bearer {token}":
            raise RefusedError(401, 190, "Invalid OAuth access token - Cannot parse access token")

    def meta_message(self, channel: str, body: Any) -> dict[str, Any]:
        """Take a message to one person."""
        recipient, message = _object(body, "recipient"), _object(body, "message")
        text, replies = message.get("text"), message.get("quick_replies") or []
        to = str(recipient.get("id") or recipient.get("comment_id") or "")
        if not to or not isinstance(text, str) or not text.strip():
            raise RefusedError(400, 100, "Invalid parameter")
        too_long = len(text) > MESSENGER_LENGTH if channel == "messenger" else len(text.encode()) > INSTAGRAM_BYTES
        if too_long or len(replies) > QUICK_REPLIES or any(len(one.get("title", "")) > TITLE for one in replies):
            raise RefusedError(400, 100, "Length of param message is over its limit")
        tag = body.get("tag")
        if body.get("messaging_type") == "MESSAGE_TAG" and tag != "HUMAN_AGENT":
            raise RefusedError(400, 100, f"Invalid tag {tag}")
        if "id" in recipient and body.get("messaging_type") not in ("RESPONSE", "MESSAGE_TAG", "UPDATE"):
            raise RefusedError(400, 100, "Param messaging_type is missing")
        if comment := str(recipient.get("comment_id") or ""):
            with self._lock:
                if comment in self._replied:
                    raise RefusedError(400, 10900, "Activity already replied to")
                self._replied.add(comment)
        mid = f"m_{secrets.token_urlsafe(24)}"
        form = "private_reply" if comment else "human_agent" if tag else "text"
        self._journal.add(channel, to, text, body, id=mid, form=form)
        return {"recipient_id": to, "message_id": mid}

    def meta_comment(self, channel: str, comment: str, body: Any) -> dict[str, Any]:
        """Take an answer under a comment."""
        text = body.get("message") if isinstance(body, dict) else None
        if not isinstance(text, str) or not 0 < len(text) <= COMMENT_LENGTH[channel]:
            raise RefusedError(400, 100, "Invalid parameter")
        answer = f"{comment.partition('_')[0]}_{secrets.randbelow(10**15)}"
        self._journal.add(channel, comment, text, body, id=answer, form="comment")
        return {"id": answer}

    # -- X --------------------------------------------------------------------------------------------------------

    def check_x(self, method: str, url: str, headers: Mapping[str, str]) -> tuple[int, dict[str, Any]] | None:
        """What X answers to a request that is not signed by our keys; None where it is."""
        given = headers.get("authorization", "")
        nonce, at = (re.search(f'oauth_{name}="([^"]+)"', given) for name in ("nonce", "timestamp"))
        known = self.accounts
        keys = Keys(known.x_consumer_key, known.x_consumer_secret, known.x_access_token, known.x_access_token_secret)
        if nonce and at and at[1].isdigit():
            wanted = authorization(method, url, keys, nonce=nonce[1], at=int(at[1]))["Authorization"]
            if secrets.compare_digest(wanted.encode(), given.encode()):
                return None
        return 401, {"title": "Unauthorized", "type": "about:blank", "status": 401, "detail": "Unauthorized"}

    def x_post(self, body: Any) -> tuple[int, dict[str, Any]]:
        """Take a reply in public."""
        text, reply = _text(body), _object(body, "reply")
        to = str(reply.get("in_reply_to_tweet_id") or "")
        if not text or not to or weight(text) > POST_WEIGHT:
            return 400, _problem("invalid-request", "Invalid Request", "Your Tweet text is too long or not there.")
        return 201, {"data": {"id": self._keep_x(to, text, body, "comment"), "text": text}}

    def x_direct(self, participant: str, body: Any) -> tuple[int, dict[str, Any]]:
        """Take a direct message."""
        text = _text(body)
        if not text or len(text) > DIRECT_LENGTH or not participant.isdigit():
            return 400, _problem("invalid-request", "Invalid Request", "One or more parameters were invalid.")
        event = self._keep_x(participant, text, body, "text")
        return 201, {"data": {"dm_conversation_id": f"{self.accounts.x_user_id}-{participant}", "dm_event_id": event}}

    def add_mention(self, mention: Any) -> None:
        """Put a post on the shelf that names us. Raises ValueError without id and author."""
        if not isinstance(mention, dict) or not str(mention.get("id", "")).isdigit() or not mention.get("author_id"):
            raise ValueError("a post needs id and author_id")
        with self._lock:
            self._mentions.append(mention)

    def x_mentions(self, query: Mapping[str, str]) -> dict[str, Any]:
        """The newest posts after `since_id` and before `until_id`, at most `max_results`."""
        since, until = int(query.get("since_id", 0)), int(query.get("until_id", 10**20))
        with self._lock:
            found = sorted((one for one in self._mentions if since < int(one["id"]) < until),
                           key=lambda one: -int(one["id"]))  # fmt: skip
        shown = found[: int(query.get("max_results", 10))]
        meta: dict[str, Any] = {"result_count": len(shown)}
        if shown:
            meta |= {"newest_id": shown[0]["id"], "oldest_id": shown[-1]["id"]}
        if len(found) > len(shown):
            meta["next_token"] = secrets.token_hex(8)
        return {**({"data": shown} if shown else {}), "meta": meta}

    def _keep_x(self, to: str, text: str, body: Any, form: str) -> str:
        id = str(1_860_000_000_000_000_000 + secrets.randbelow(10**15))
        self._journal.add("x", to, text, body, id=id, form=form)
        return id


def _object(body: Any, name: str) -> dict[str, Any]:
    value = body.get(name) if isinstance(body, dict) else None
    return value if isinstance(value, dict) else {}


def _text(body: Any) -> str:
    value = body.get("text") if isinstance(body, dict) else None
    return value if isinstance(value, str) else ""


def _problem(name: str, title: str, detail: str) -> dict[str, Any]:
    return {"title": title, "type": f"https://api.x.com/2/problems/{name}", "detail": detail}


def accounts_of(values: Mapping[str, str]) -> SocialAccounts:
    """The accounts among a deployment's secrets."""
    known = SocialAccounts.__dataclass_fields__
    return SocialAccounts(**{name: value for name, value in values.items() if name in known})
