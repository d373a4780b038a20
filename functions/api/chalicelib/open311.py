"""Open311 GeoReport v2: what programs file and read, as JSON or XML."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from chalice import Blueprint, Response

from nabiz.bootstrap import app
from nabiz.domain import errors

if TYPE_CHECKING:
    from nabiz.channels.open311.writing import Format

open311 = Blueprint(__name__)
FORMS = ["application/x-www-form-urlencoded", "multipart/form-data"]
# GeoReport v2: 404 for what there is not, 403 for a key, else 400; beyond it what only waiting helps against.
STATUSES: tuple[tuple[type[errors.NabizError], int], ...] = (
    (errors.NotFound, 404), (errors.Forbidden, 403), (errors.RateLimited, 429), (errors.StorageConflict, 503),
    (errors.InvalidInput, 400),
)  # fmt: skip
Answered = tuple[int, str, object]  # status, the outermost element, the data


@open311.route("/open311/v2/{resource}", methods=["GET"])
def show_list(resource: str) -> Response:
    """`discovery`, `services`, `requests` or `servicerequestupdates`, each with `.json` or `.xml`.

    Requests are filtered by `service_request_id` (a list that overrides all others), `service_code`, `status`,
    `start_date` and `end_date` (90 days at most), `page` and `page_size`; `extensions=true` shows more of each.
    """
    from chalicelib import open311_views as views

    return _answer(resource, {
        "discovery": views.show_discovery, "services": views.list_services, "requests": views.list_requests,
        "servicerequestupdates": views.list_updates,
    })  # fmt: skip


@open311.route("/open311/v2/{resource}/{item}", methods=["GET"])
def show_one(resource: str, item: str) -> Response:
    """A service's attributes (`services/{code}.json`), a request (`requests/{id}.xml`), or the number of a token."""
    from chalicelib import open311_views as views

    shown: dict[str, Callable[[Any, str], Answered]] = {
        "services": views.show_service, "requests": views.show_request, "tokens": views.show_token,
    }  # fmt: skip
    if resource not in shown:
        return _answer(item, {})
    return _answer(item, lambda asked, stem: shown[resource](asked, stem))


@open311.route("/open311/v2/{resource}", methods=["POST"], content_types=FORMS)
def file_one(resource: str) -> Response:
    """File a request (`requests.json`) or add to one of yours (`servicerequestupdates.json`); needs an `api_key`.

    The body is a form, urlencoded or multipart with files: `service_code`, `description`, one of `lat` and `long`,
    `address_string`, `address_id`, and `attribute[code]`, `media_url`, `email`, `phone`, `first_name`, `last_name`,
    `device_id`, `account_id`. With an `Idempotency-Key` or an `external_reference` a repetition gets the first answer.
    """
    from chalicelib import open311_filing as filing

    return _answer(resource, {"requests": filing.file_report, "servicerequestupdates": filing.file_update})


def _answer(name: str, ways: Any) -> Response:
    """Answer in the format that was asked for, errors too."""
    from chalicelib.open311_asking import Asked
    from nabiz.channels.open311.writing import Format, split_format

    request = open311.current_request
    stem, format = split_format(name, str(request.headers.get("accept", "")))
    try:
        if format is None:
            raise errors.NotFound("There are the formats json and xml.")
        asked = Asked(request, app().configuration.offer, app().secrets.client_keys)
        asked.check_jurisdiction()
        if callable(ways):
            status, root, value = ways(asked, stem)
        elif stem in ways:
            status, root, value = ways[stem](asked)
        else:
            raise errors.NotFound("There is no such resource; see /open311/v2/discovery.json.")
    except errors.NabizError as error:
        status, root, value = _refusal(error)
    return _written(status, root, value, format or Format.JSON)


def _refusal(error: errors.NabizError) -> Answered:
    status = next((code for kind, code in STATUSES if isinstance(error, kind)), None)
    if status is None:
        raise error
    return status, "errors", [{"code": str(status), "description": error.message}]


def _written(status: int, root: str, value: object, format: Format) -> Response:
    from nabiz.channels.open311.writing import CONTENT_TYPES, write

    return Response(write(root, value, format), {"Content-Type": CONTENT_TYPES[format]}, status)
