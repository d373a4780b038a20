"""Errors as RFC 9457 problem details. One table says which error has which status."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import wraps
from http import HTTPStatus
from typing import Any

from chalice import Response
from msgspec.structs import asdict

from chalicelib.answers.basic import Problem
from chalicelib.preconditions import VersionMissing
from nabiz.domain import errors
from nabiz.domain.dead_letters import NotReplayable

# The first class that fits decides; what stands in no row is our own fault.
STATUSES: tuple[tuple[type[errors.NabizError], int], ...] = (
    (VersionMissing, 428),
    (errors.NotFound, 404),
    (errors.Forbidden, 403),
    (errors.StaleVersion, 412),
    (errors.StorageConflict, 409),
    (errors.IllegalMove, 409),
    (errors.AlreadyThere, 409),
    (errors.FileClosed, 409),
    (NotReplayable, 409),
    (errors.TokenExpired, 410),
    (errors.RateLimited, 429),
    (errors.InvalidInput, 422),
)


def problem(status: int, detail: str, **members: object) -> Response:
    """A problem document; `members` are facts that a client may act on."""
    told = Problem(type="about:blank", title=HTTPStatus(status).phrase, status=status, detail=detail)
    body = {**asdict(told), **members}
    return Response(json.dumps(body, ensure_ascii=False), {"Content-Type": "application/problem+json"}, status)


def answering_problems(view: Callable[..., Any]) -> Callable[..., Any]:
    """The view, with every error of ours answered as a problem; anything else is logged by its kind alone.

    Stands around each view, for Chalice answers 500 to what a view raises before any middleware sees it.
    """

    @wraps(view)
    def answer(*arguments: Any, **named: Any) -> Any:
        try:
            return view(*arguments, **named)
        except errors.NabizError as error:
            status = next((code for kind, code in STATUSES if isinstance(error, kind)), 500)
            if status != 500:
                return _with_patience(problem(status, error.message, **_shown(error.details)), error)
            _log(error)
        except Exception as error:
            _log(error)
        return problem(500, "Something went wrong here; try again in a moment.")

    return answer


def translate_errors(event: Any, get_response: Callable[[Any], Response]) -> Response:
    """Middleware: what Chalice itself refuses (a method, a media type) becomes a problem document too."""
    response = get_response(event)
    if response.status_code < 400 or not isinstance(response.body, dict):
        return response
    refused = problem(response.status_code, str(response.body.get("Message", "")))
    refused.headers = {**response.headers, **refused.headers}
    return refused


def _with_patience(refused: Response, error: errors.NabizError) -> Response:
    if isinstance(error, errors.RateLimited):
        refused.headers["Retry-After"] = str(error.details.get("retry_after", 60))
    return refused


def _shown(details: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in details.items() if name not in ("type", "title", "status", "detail")}


def _log(error: Exception) -> None:
    from nabiz.handling import log_failure

    log_failure("request failed", error)
