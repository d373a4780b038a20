"""What channels post. A webhook checks who sent it, queues what it says and answers; nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from chalice import Blueprint, Response

from chalicelib.answers.basic import Challenge, Received
from chalicelib.problems import problem
from chalicelib.views import json_answer
from nabiz.bootstrap import app
from nabiz.channels import whatsapp
from nabiz.domain.errors import UnreadableMessage

if TYPE_CHECKING:
    from nabiz.domain.messages import InboundItem

webhooks = Blueprint(__name__)
REASON = {"reason": "unreadable"}
NO_FIT = "The signature does not fit the body."
META_SIGNATURE, X_SIGNATURE = "x-hub-signature-256", "x-twitter-webhooks-signature"


@webhooks.route("/webhooks/whatsapp", methods=["GET"])
def confirm_whatsapp() -> Response:
    """Meta's handshake: the challenge as text, or 403."""
    return _confirm(app().secrets.whatsapp_verify_token)


@webhooks.route("/webhooks/whatsapp", methods=["POST"])
def receive_whatsapp() -> Response:
    """Messages and statuses: one queue request per ten. A signed body that cannot be read is kept as a dead letter."""
    body, signature = _posted(META_SIGNATURE)
    if not whatsapp.verify_signature(body, signature, app().secrets.whatsapp_app_secret):
        return problem(401, NO_FIT)
    return _keep("whatsapp", body, whatsapp.split)


@webhooks.route("/webhooks/meta", methods=["GET"])
def confirm_meta() -> Response:
    """Meta's handshake for the page and for Instagram: the challenge as text, or 403."""
    return _confirm(app().secrets.meta_verify_token)


@webhooks.route("/webhooks/meta", methods=["POST"])
def receive_meta() -> Response:
    """Messages and comments of the page and of Instagram, whose own login signs with a secret of its own."""
    from nabiz.channels import meta

    body, signature = _posted(META_SIGNATURE)
    known = (app().secrets.meta_app_secret, app().secrets.instagram_app_secret)
    if not any(meta.verify_signature(body, signature, secret) for secret in known):
        return problem(401, NO_FIT)
    return _keep("meta", body, meta.split)


@webhooks.route("/webhooks/x", methods=["GET"])
def confirm_x() -> Response:
    """X's challenge, asked for when the webhook is registered and every hour."""
    from nabiz.channels import x

    token = dict(webhooks.current_request.query_params or {}).get("crc_token")
    secret = app().secrets.x_consumer_secret
    if not token or not secret:
        return problem(403, "There is no crc_token, or X is not set up here.")
    return json_answer(Challenge(response_token=x.answer_challenge(token, secret)))


@webhooks.route("/webhooks/x", methods=["POST"])
def receive_x() -> Response:
    """Mentions and direct messages."""
    from nabiz.channels import x

    body, signature = _posted(X_SIGNATURE)
    if not x.verify_signature(body, signature, app().secrets.x_consumer_secret):
        return problem(401, NO_FIT)
    return _keep("x", body, x.split)


def _confirm(token: str) -> Response:
    params: dict[str, str] = dict(webhooks.current_request.query_params or {})
    challenge = whatsapp.answer_handshake(params, token) if token else None
    if challenge is None:
        return problem(403, "The verify token is not ours.")
    return Response(challenge, {"Content-Type": "text/plain"}, 200)


def _posted(signature: str) -> tuple[bytes, str | None]:
    """The raw body, and the header that signs it."""
    raw = webhooks.current_request.raw_body
    return raw.encode() if isinstance(raw, str) else raw, webhooks.current_request.headers.get(signature)


def _keep(channel: str, body: bytes, split: Callable[[bytes], list[InboundItem]]) -> Response:
    """Queue what was posted; what cannot be read whole, as a dead letter."""
    from nabiz.channels.inbound import unreadable

    settings = app().settings
    try:
        _queue(settings.inbound_queue_url, split(body))
    except UnreadableMessage:
        _queue(settings.inbound_dead_queue_url, [unreadable(channel, body)], REASON)
    return json_answer(Received(status="received"))


def _queue(url: str, items: list[InboundItem], attributes: dict[str, str] | None = None) -> None:
    from nabiz.ports import QueueEntry

    entries = [
        QueueEntry(json.dumps(item.body, ensure_ascii=False), item.group, item.deduplication, attributes or {})
        for item in items
    ]
    app().queue(url).send(entries)
