"""Asks X who mentioned us, for accounts without a webhook. Its ids are the webhook's: what comes by both ways is one.

Source: X's reference of `GET /2/users/:id/mentions` and of its rate limit headers, as of November 2026.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, urlencode

from nabiz.channels.http import HttpClient, Response
from nabiz.channels.strange_json import Part, read_json
from nabiz.channels.x.oauth import Keys, authorization
from nabiz.channels.x.sender import refusal
from nabiz.channels.x.splitting import POST, item_of
from nabiz.domain.errors import SendFailed, UnreadableMessage
from nabiz.domain.messages import Remedy
from nabiz.ports.social import Page

PAGE = 100
FIRST_LOOK_BACK = timedelta(days=1)
REST = timedelta(minutes=15)  # X's window, where it does not say until when
FIELDS: Mapping[str, str] = {
    "tweet.fields": "author_id,conversation_id,created_at,note_tweet,referenced_tweets",
    "expansions": "author_id,attachments.media_keys", "user.fields": "name,username",
    "media.fields": "preview_image_url,type,url,variants",
}  # fmt: skip


class XMentions:
    """The account whose user id this is."""

    def __init__(self, http: HttpClient, base_url: str, user_id: str, keys: Keys) -> None:
        self._http = http
        self._url = f"{base_url.rstrip('/')}/2/users/{quote(user_id, safe='')}/mentions"
        self._user_id = user_id
        self._keys = keys

    def page(self, since: str, until: str, at: datetime) -> Page:
        """See `nabiz.ports.social.Mentions`."""
        asked = {"max_results": str(PAGE), **FIELDS} | ({"until_id": until} if until else {})
        asked |= {"since_id": since} if since else {"start_time": f"{at - FIRST_LOOK_BACK:%Y-%m-%dT%H:%M:%SZ}"}
        url = f"{self._url}?{urlencode(asked)}"
        response = self._http.request("GET", url, authorization("GET", url, self._keys))
        if response.status == 429:
            return Page((), rest_until=_reset(response) or at + REST)
        if response.status != 200:
            raise refusal(response)
        return self._read(response, at)

    def _read(self, response: Response, at: datetime) -> Page:
        try:
            answer = read_json(response.body)
        except UnreadableMessage as error:
            raise SendFailed("X's answer is no JSON.", code="no_json", remedy=Remedy.RETRY) from error
        whole = Part(answer if isinstance(answer, dict) else {})
        included, meta = whole.part("includes"), whole.part("meta")
        authors = {one.text("id"): one for one in included.parts("users")}
        files = {one.text("media_key"): one for one in included.parts("media")}
        items = [item_of(POST, {**dict(post.fields), **_beside(post, authors, files)}, self._user_id)
                 for post in whole.parts("data")]  # fmt: skip
        spent = response.headers.get("x-rate-limit-remaining") == "0"
        return Page(items, meta.text("newest_id"), meta.text("oldest_id"), bool(meta.text("next_token")),
                    (_reset(response) or at + REST) if spent else None)  # fmt: skip


def _beside(post: Part, authors: Mapping[str, Part], files: Mapping[str, Part]) -> dict[str, object]:
    """What X says of a post's author and files, which stands beside the posts."""
    author = authors.get(post.text("author_id"))
    keys = post.part("attachments").fields.get("media_keys")
    media = [dict(files[key].fields) for key in keys if key in files] if isinstance(keys, list) else []
    return {"author": dict(author.fields) if author else {}, "media": media}


def _reset(response: Response) -> datetime | None:
    """Until when the window lasts, as X's header says."""
    written = response.headers.get("x-rate-limit-reset", "")
    try:
        return datetime.fromtimestamp(int(written), UTC)
    except (ValueError, OverflowError, OSError):
        return None
