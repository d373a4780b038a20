"""What telephone systems post. It is checked, read, queued by call and answered; nothing else happens here."""

from __future__ import annotations

import json
from typing import Any

from chalice import Blueprint, Response

from chalicelib.problems import problem
from chalicelib.views import json_answer
from nabiz.bootstrap import app
from nabiz.domain.errors import NotFound, UnreadableMessage

telephony = Blueprint(__name__)
REASON = {"reason": "unreadable"}
LARGEST_LETTER = 150_000  # bytes of what cannot be read; a queue's message may have 256 kB
FIREHOSE = "x-amz-firehose-request-id"


@telephony.route("/webhooks/telephony/{provider}", methods=["POST"],
                 content_types=["application/json", "text/plain"])  # fmt: skip
def receive_calls(provider: str) -> Response:
    """Records and events of calls: one queue request per ten calls. What of a signed post cannot be read is kept."""
    from chalicelib.answers.calls import PostTaken
    from nabiz.channels.inbound import unreadable
    from nabiz.channels.telephony import Provider
    from nabiz.channels.telephony.items import write_item
    from nabiz.channels.telephony.security import is_genuine
    from nabiz.channels.telephony.splitting import split

    if provider not in [*Provider]:
        raise NotFound(f"There is no such telephone system; there are {', '.join(Provider)}.")
    request, whose = telephony.current_request, Provider(provider)
    raw = request.raw_body
    body = raw.encode() if isinstance(raw, str) else raw
    headers = {str(name).lower(): str(value) for name, value in request.headers.items()}
    now = app().now()
    if not is_genuine(whose, headers, body, getattr(app().secrets, f"telephony_{whose}_key"), now.timestamp()):
        return problem(401, "The signature does not fit the body, or it is older than five minutes.")
    settings = app().settings
    try:
        post = split(whose, body, now)
        _queue(settings.inbound_queue_url, [write_item(news) for news in post.news])
        unread = b"\n".join(post.unread)
    except UnreadableMessage:
        unread = body
    if len(unread) > LARGEST_LETTER:
        return problem(413, f"{len(unread)} bytes of it cannot be read; post smaller batches, and see what is wrong.")
    if unread:
        _queue(settings.inbound_dead_queue_url, [unreadable("phone", unread, provider=provider)], REASON)
    if FIREHOSE in headers:
        return json_answer(PostTaken(request_id=headers[FIREHOSE], timestamp=int(now.timestamp() * 1000)))
    return json_answer(PostTaken(status="received"))


def _queue(url: str, items: list[Any], attributes: dict[str, str] | None = None) -> None:
    from nabiz.ports import QueueEntry

    entries = [
        QueueEntry(json.dumps(item.body, ensure_ascii=False), item.group, item.deduplication, attributes or {})
        for item in items
    ]
    app().queue(url).send(entries)
