"""What a program asks by Open311, and whose key it brings."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from nabiz.channels.open311.forms import Form, read_form
from nabiz.domain.errors import Forbidden, InvalidInput, NotFound
from nabiz.domain.open311 import Client, Offer, Right

MOST_IDS = 1000
FULL_PAGE, PAGE = 1000, 100


class Asked:
    """One request of a program: its query, its form, its key."""

    def __init__(self, request: Any, offer: Offer, keys: Mapping[str, str]) -> None:
        self._request, self._offer, self._keys = request, offer, keys
        self.query: dict[str, str] = dict(request.query_params or {})

    @cached_property
    def form(self) -> Form:
        """The body of a POST. Raises `InvalidInput`."""
        raw = self._request.raw_body
        body = raw.encode() if isinstance(raw, str) else raw
        return read_form(body, str(self._request.headers.get("content-type", "")))

    def header(self, name: str) -> str:
        """A header's value, empty if it is not there."""
        return str(self._request.headers.get(name, ""))

    def check_jurisdiction(self) -> None:
        """See that it is meant for this city, where it says for which. Raises `NotFound`."""
        said = self.query.get("jurisdiction_id", "")
        if not said and self._request.method == "POST":
            said = self.form.get("jurisdiction_id")
        if said and self._offer.jurisdiction and said != self._offer.jurisdiction:
            raise NotFound("There is no such jurisdiction_id here.")

    def client(self, right: Right) -> Client:
        """Who asks. Raises `Forbidden`: no key, a wrong one, or not for this."""
        found = self._client()
        if found is None:
            raise Forbidden("An api_key is required; ask the city for one.")
        if right not in found.rights:
            raise Forbidden("This api_key is not for that.")
        return found

    def reader(self) -> Client | None:
        """Who reads; None for whoever needs no key. Raises `Forbidden`."""
        found = self._client()
        if found is None and self._offer.public:
            return None
        return self.client(Right.READ)

    def _client(self) -> Client | None:
        key = self.query.get("api_key", "")
        if not key and self._request.method == "POST":
            key = self.form.get("api_key")
        if not key:
            return None
        found = None
        for code, client in self._offer.clients.items():  # each is compared, so that time tells nothing
            known = self._keys.get(code, "")
            if known and hmac.compare_digest(known.encode(), key.encode("utf-8", "surrogatepass")):
                found = client
        if found is None:
            raise Forbidden("There is no such api_key.")
        return found

    def language(self, languages: tuple[str, ...], default: str) -> str:
        """The language that it asks for by `locale`, as far as the city speaks it."""
        wanted = self.query.get("locale", "").partition("-")[0].lower()
        return wanted if wanted in languages else default

    # -- values ----------------------------------------------------------------------------------------------------

    def several(self, name: str) -> tuple[str, ...]:
        """A list written with commas. Raises `InvalidInput`."""
        values = tuple(part.strip() for part in self.query.get(name, "").split(",") if part.strip())
        if len(values) > MOST_IDS:
            raise InvalidInput(f"{name} names at most {MOST_IDS}.", field=name)
        return values

    def moment(self, name: str) -> datetime | None:
        """A moment; without an offset it is UTC. Raises `InvalidInput`."""
        text = self.query.get(name, "").strip().replace(" ", "+")
        if not text:
            return None
        try:
            moment = datetime.fromisoformat(text)
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):
            raise InvalidInput(f"{name} is a moment like 2026-11-25T00:00:00Z.", field=name) from None

    def whole(self, name: str, default: int, most: int) -> int:
        """A number from 1 to `most`. Raises `InvalidInput`."""
        text = self.query.get(name, "").strip() or str(default)
        if not (text.isascii() and text.isdigit() and len(text) < 7 and 1 <= int(text) <= most):
            raise InvalidInput(f"{name} is a number from 1 to {most}.", field=name)
        return int(text)

    def flag(self, name: str) -> bool:
        """Whether something is asked for."""
        return self.query.get(name, "").lower() in ("true", "1", "yes")
