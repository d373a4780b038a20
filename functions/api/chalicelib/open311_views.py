"""What Open311 shows: the city's offer, and requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.open311_asking import FULL_PAGE, PAGE, Asked
from nabiz.bootstrap import app
from nabiz.domain.errors import InvalidInput, NotFound
from nabiz.domain.numbers import parse_number
from nabiz.domain.open311 import Attribute, Right, Service, named

if TYPE_CHECKING:
    from nabiz.domain.open311 import Client
    from nabiz.services.show_requests import ShowRequests

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
Json = dict[str, object]
Answered = tuple[int, str, object]


def show_discovery(asked: Asked) -> Answered:
    """Where everything is."""
    offer, url = app().configuration.offer, f"{app().settings.public_url}/api/open311/v2"
    changed = offer.changeset.isoformat() if offer.changeset else None
    endpoint: Json = {"specification": SPECIFICATION, "url": url, "changeset": changed, "type": "production",
                      "formats": ["text/xml", "application/json"]}  # fmt: skip
    return 200, "discovery", {
        "changeset": changed, "contact": offer.contact, "key_service": offer.key_service, "endpoints": [endpoint],
    }  # fmt: skip


def list_services(asked: Asked) -> Answered:
    """Everything that may be reported."""
    language = _language(asked)
    return 200, "services", [_service(service, language) for service in app().configuration.offer.services.values()]


def show_service(asked: Asked, code: str) -> Answered:
    """What a service asks."""
    service = app().configuration.offer.services.get(code)
    if service is None:
        raise NotFound("There is no service with this service_code.")
    attributes = [
        _attribute(attribute, order, _language(asked)) for order, attribute in enumerate(service.attributes, 1)
    ]
    return 200, "service_definition", {"service_code": service.category, "attributes": attributes}


def _service(service: Service, language: str) -> Json:
    return {
        "service_code": service.category,
        "service_name": app().configuration.catalogue.category(service.category).name(language),
        "description": named(service.descriptions, language) or None,
        "metadata": bool(service.attributes),
        "type": str(service.type),
        "keywords": ",".join(service.keywords) or None,
        "group": service.group or None,
    }


def _attribute(attribute: Attribute, order: int, language: str) -> Json:
    shown: Json = {
        "variable": attribute.variable, "code": attribute.code, "datatype": str(attribute.datatype),
        "required": attribute.required, "datatype_description": named(attribute.hints, language) or None,
        "order": order, "description": named(attribute.names, language),
    }  # fmt: skip
    if attribute.values:
        shown["values"] = [{"key": key, "name": named(names, language)} for key, names in attribute.values.items()]
    return shown


def list_requests(asked: Asked) -> Answered:
    """Requests, newest first."""
    from nabiz.services.show_requests import Question

    shown = _requests(asked, asked.reader())
    statuses = frozenset(asked.several("status"))
    if statuses - {"open", "closed"}:
        raise InvalidInput("status is open or closed.", field="status")
    question = Question(
        tuple(_digits(one) for one in asked.several("service_request_id")), frozenset(asked.several("service_code")),
        statuses, asked.moment("start_date"), asked.moment("end_date"), asked.whole("page", 1, FULL_PAGE),
        asked.whole("page_size", PAGE, FULL_PAGE), asked.flag("extensions"),
    )  # fmt: skip
    return 200, "service_requests", shown.find(question, app().now())


def show_request(asked: Asked, code: str) -> Answered:
    """One request."""
    shown = _requests(asked, asked.reader())
    return 200, "service_requests", shown.one(_digits(code), extensions=asked.flag("extensions"))


def show_token(asked: Asked, token: str) -> Answered:
    """The number of a request that came by the queue, as soon as it has one."""
    from nabiz.services.file_request import number_of_token

    client = asked.client(Right.FILE)
    number = number_of_token(token, client.code, app().reader.result_of)
    known: Json = {"service_request_id": number, "token": token} if number else {"token": token}
    return 200, "service_requests", [known]


def list_updates(asked: Asked) -> Answered:
    """What happened to the client's own requests."""
    shown = _requests(asked, asked.client(Right.READ))
    ids = [_digits(one) for one in asked.several("service_request_id")]
    updates = shown.updates(ids, asked.moment("start_date"), asked.moment("end_date"), app().now())
    return 200, "service_request_updates", updates


def _requests(asked: Asked, client: Client | None) -> ShowRequests:
    from nabiz.services.show_requests import ShowRequests

    return ShowRequests(app().reader, app().exchange, app().configuration, client, _language(asked))


def _language(asked: Asked) -> str:
    city = app().configuration.city
    return asked.language(city.languages, city.default_language)


def _digits(written: str) -> str:
    """A number as it is stored; what is none is as good as unknown."""
    try:
        return parse_number(written)
    except InvalidInput:
        raise NotFound("There is no request with this service_request_id.") from None
