"""What programs file by Open311."""

from __future__ import annotations

import hashlib
import json

from chalicelib.commands import read_email, read_phone
from chalicelib.open311_asking import Asked
from nabiz.bootstrap import app
from nabiz.channels.open311.forms import File, Form
from nabiz.domain.errors import InvalidInput
from nabiz.domain.files import MAX_BYTES, UPLOADS, sniff
from nabiz.domain.filing import Queued, Reported, Update
from nabiz.domain.messages import Identifier, MediaReference
from nabiz.domain.numbers import parse_number
from nabiz.domain.open311 import Client, Right, ServiceType
from nabiz.domain.places import Location
from nabiz.services.file_request import add_update, check_report, file_request, token_of

LONGEST_ADDRESS, LONGEST_NAME, LONGEST_REFERENCE, LONGEST_URL, MOST_URLS = 500, 200, 200, 2000, 10
Answered = tuple[int, str, object]


def file_report(asked: Asked) -> Answered:
    """Open a ticket, or queue it and hand out its token."""
    client = asked.client(Right.FILE)
    report = _report(asked)
    service = check_report(report, app().configuration)
    if service.type is ServiceType.BATCH:
        return 200, "service_requests", [{"token": _queue(asked, report, client)}]
    number = file_request(report, client, _keep(asked.form.files, client), app().new_work, app().exchange,
                          app().configuration, app().now())  # fmt: skip
    return 200, "service_requests", [{"service_request_id": number, "service_notice": None, "account_id": None}]


def file_update(asked: Asked) -> Answered:
    """Add words to a request that the same client filed."""
    client, form = asked.client(Right.FILE), asked.form
    number = parse_number(form.get("service_request_id"))
    update = Update(number, form.get("description"), form.get("update_id")[:LONGEST_REFERENCE])
    add_update(update, client, app().new_work, app().exchange, app().configuration, app().now())
    return 200, "service_request_updates", [{"update_id": update.id or None, "service_request_id": number}]


def _report(asked: Asked) -> Reported:
    form = asked.form
    name = f"{form.get('first_name')} {form.get('last_name')}".strip()
    identifiers: list[Identifier] = []
    if phone := form.get("phone"):
        identifiers.append(read_phone(phone))
    if email := form.get("email"):
        identifiers.append(read_email(email))
    city = app().configuration.city
    return Reported(
        _short(form, "service_code", 60), form.get("description"), _location(form), form.attributes(),
        tuple(identifiers), name[:LONGEST_NAME], _addresses(form),
        _short(form, "external_reference", LONGEST_REFERENCE),
        asked.header("idempotency-key")[:LONGEST_REFERENCE],
        {field: _short(form, field, LONGEST_REFERENCE) for field in ("device_id", "account_id") if form.get(field)},
        asked.language(city.languages, city.default_language),
    )  # fmt: skip


def _short(form: Form, field: str, most: int) -> str:
    value = form.get(field)
    if len(value) > most:
        raise InvalidInput(f"{field} has at most {most} characters.", field=field)
    return value


def _location(form: Form) -> Location | None:
    lat, lon = form.get("lat"), form.get("long")
    address = _short(form, "address_string", LONGEST_ADDRESS)
    known = _short(form, "address_id", LONGEST_REFERENCE)
    if bool(lat) != bool(lon):
        raise InvalidInput("A position has both lat and long.", field="lat")
    if not (lat or address or known):
        return None
    if lat:
        _check_degrees("lat", lat, 90)
        _check_degrees("long", lon, 180)
    return Location(lat, lon, address or known)


def _check_degrees(field: str, text: str, most: int) -> None:
    try:
        fits = abs(float(text)) <= most and len(text) <= 30 and text.isascii() and "_" not in text
    except ValueError:
        fits = False
    if not fits:
        raise InvalidInput(f"{field} is a number of degrees between -{most} and {most}.", field=field)


def _addresses(form: Form) -> tuple[MediaReference, ...]:
    urls = tuple(dict.fromkeys(form.all("media_url")))
    if len(urls) > MOST_URLS:
        raise InvalidInput(f"At most {MOST_URLS} media_url.", field="media_url")
    for url in urls:
        if len(url) > LONGEST_URL or not url.startswith(("https://", "http://")):
            raise InvalidInput("media_url is an address of the web.", field="media_url")
    return tuple(MediaReference(url, "", "image") for url in urls)


def _keep(files: tuple[File, ...], client: Client) -> tuple[MediaReference, ...]:
    """The files as uploads, each under a name that the same bytes of the same client have again."""
    kept = []
    for file in files:
        if len(file.content) > MAX_BYTES["image"]:
            raise InvalidInput("A file has at most 5 MB; send larger ones by media_url.", field="media")
        digest = hashlib.sha256(client.code.encode() + b"|" + file.content).hexdigest()[:32]
        app().media.put(UPLOADS + digest, iter([file.content]), sniff(file.content))
        kept.append(MediaReference(UPLOADS + digest, file.mime_type, "document", file.name))
    return tuple(kept)


def _queue(asked: Asked, report: Reported, client: Client) -> str:
    """Put it on the way of every message; the token is the key by which its number is found later."""
    import secrets

    from nabiz.channels.open311.items import write_item
    from nabiz.ports import QueueEntry

    given = report.reference or report.once
    token = token_of(app().secrets.link_key, client.code, given) if given else secrets.token_hex(16)
    item = write_item(Queued(client.code, token, report, _keep(asked.form.files, client)))
    entry = QueueEntry(json.dumps(item.body, ensure_ascii=False), item.group, item.deduplication)
    app().queue(app().settings.inbound_queue_url).send([entry])
    return token
