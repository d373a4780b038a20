"""Files that browsers bring, straight to the bucket: small ones by a form, large ones in parts."""

from __future__ import annotations

import hmac
from datetime import timedelta
from typing import Any

from chalice import Blueprint, Response

from chalicelib import answers, bodies, commands
from chalicelib.reading_bodies import read_body
from chalicelib.views import json_answer
from nabiz.bootstrap import app

uploads = Blueprint(__name__)


@uploads.route("/public/uploads", methods=["POST"])
def prepare_upload() -> Response:
    """An id for a file, and where to send it: a form, or beyond 5 MB the addresses of its parts."""
    from nabiz.services.receive_upload import upload_id

    request = uploads.current_request
    body = read_body(request, bodies.UploadBody)
    _count(request)
    chosen = upload_id(app().secrets.link_key, commands.read_once(request), body.mime_type, body.size)
    prepared = app().uploads.prepare(body.mime_type, body.size, chosen, app().now())
    if prepared.form is None:
        return json_answer(answers.UploadPrepared(id=prepared.id, parts=_shown(prepared.parts)), 201)
    form = prepared.form
    return json_answer(
        answers.UploadPrepared(id=prepared.id, max_bytes=form.max_bytes, url=form.url, fields=form.fields), 201
    )


@uploads.route("/public/uploads/{id}/parts", methods=["POST"])
def show_parts(id: str) -> Response:
    """Fresh addresses for parts, and those that have arrived: how a broken upload goes on."""
    body = read_body(uploads.current_request, bodies.PartNumbersBody)
    parts, here = app().uploads.parts(id, body.numbers)
    arrived = [answers.PartArrived(number=part.number, etag=part.etag, bytes=part.bytes) for part in here]
    return json_answer(answers.UploadParts(parts=_shown(parts), arrived=arrived))


@uploads.route("/public/uploads/{id}/complete", methods=["POST"])
def complete_upload(id: str) -> Response:
    """Put the parts together; asking again changes nothing."""
    from nabiz.ports import PartHere

    body = read_body(uploads.current_request, bodies.PartsBody)
    app().uploads.complete(id, [PartHere(part.number, part.etag) for part in body.parts])
    return json_answer(answers.UploadDone(id=id))


def _shown(parts: Any) -> list[answers.PartToSend]:
    return [answers.PartToSend(number=part.number, url=part.url, bytes=part.bytes) for part in parts]


def _count(request: Any) -> None:
    """Nobody fills the bucket from one address; the table knows the address by a digest only."""
    from nabiz.ports import RateCap

    at = app().now()
    digest = hmac.new(app().secrets.link_key.encode(), read_network(request).encode(), "sha256").hexdigest()[:24]
    limit = app().configuration.limits.uploads_per_hour
    app().limits.count(RateCap(f"network:{digest}", f"uploads-{at:%Y-%m-%dT%H}", limit, at + timedelta(hours=2)))


def read_network(request: Any) -> str:
    """The address that a request comes from.

    Behind CloudFront the gateway sees CloudFront, which adds its caller to X-Forwarded-For, and the gateway adds
    CloudFront: the last but one. Whoever calls the gateway directly may lie there, and gains no more than the
    gateway's own limit gives everybody.
    """
    forwarded = [part.strip() for part in str(request.headers.get("x-forwarded-for", "")).split(",") if part.strip()]
    seen = request.context.get("identity", {}).get("sourceIp", "")
    return forwarded[-2] if len(forwarded) > 1 else str(seen)
