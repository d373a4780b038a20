"""What channels post. A webhook checks who sent it, queues what it says and answers; nothing else."""

from __future__ import annotations

import json

from chalice import Blueprint, Response

from chalicelib.answers import Received
from chalicelib.problems import problem
from chalicelib.views import json_answer
from nabiz.bootstrap import app
from nabiz.channels import whatsapp
from nabiz.domain.errors import UnreadableMessage
from nabiz.domain.messages import InboundItem

webhooks = Blueprint(__name__)
REASON = {"reason": "unreadable"}


@webhooks.route("/webhooks/whatsapp", methods=["GET"])
def confirm_whatsapp() -> Response:
    """Meta's handshake: the challenge as text, or 403."""
    params: dict[str, str] = dict(webhooks.current_request.query_params or {})
    token = app().secrets.whatsapp_verify_token
    challenge = whatsapp.answer_handshake(params, token) if token else None
    if challenge is None:
        return problem(403, "The verify token is not ours.")
    return Response(challenge, {"Content-Type": "text/plain"}, 200)


@webhooks.route("/webhooks/whatsapp", methods=["POST"])
def receive_whatsapp() -> Response:
    """Messages and statuses: one queue request per ten. A signed body that cannot be read is kept as a dead letter."""
    from nabiz.channels.inbound import unreadable

    raw = webhooks.current_request.raw_body
    body = raw.encode() if isinstance(raw, str) else raw
    secret = app().secrets.whatsapp_app_secret
    signature = webhooks.current_request.headers.get("x-hub-signature-256")
    if not secret or not whatsapp.verify_signature(body, signature, secret):
        return problem(401, "The signature does not fit the body.")
    settings = app().settings
    try:
        _queue(settings.inbound_queue_url, whatsapp.split(body))
    except UnreadableMessage:
        _queue(settings.inbound_dead_queue_url, [unreadable("whatsapp", body)], REASON)
    return json_answer(Received(status="received"))


def _queue(url: str, items: list[InboundItem], attributes: dict[str, str] | None = None) -> None:
    from nabiz.ports import QueueEntry

    entries = [
        QueueEntry(json.dumps(item.body, ensure_ascii=False), item.group, item.deduplication, attributes or {})
        for item in items
    ]
    app().queue(url).send(entries)
