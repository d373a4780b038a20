"""A providers' stand-in on a free port for every test that asks for one."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from nabiz_tools.standins.providers import Providers, ProviderSettings
from nabiz_tools.standins.server import make_server

SETTINGS = ProviderSettings(
    access_token="token",
    phone_number_id="409552778964973",
    app_secret="secret",
    sms_username="850",
    sms_password="word",
    sms_header="NABIZ",
)


@dataclass(frozen=True)
class Answer:
    status: int
    content: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.content)


@dataclass(frozen=True)
class Wire:
    """Talks to the stand-in over real HTTP."""

    base: str

    def call(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None, raw: bytes | None = None
    ) -> Answer:
        content = raw if raw is not None else (None if body is None else json.dumps(body).encode())
        request = urllib.request.Request(self.base + path, data=content, headers=headers or {}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=5) as response:
                return Answer(response.status, response.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.read())

    def send_whatsapp(self, to: str, text: str = "Merhaba", token: str = "token") -> Answer:
        body = {"messaging_product": "whatsapp", "to": to, "type": "text", "text": {"body": text}}
        return self.whatsapp(body, token)

    def whatsapp(self, body: Any, token: str = "token") -> Answer:
        path = f"/v23.0/{SETTINGS.phone_number_id}/messages"
        return self.call("POST", path, body, {"Authorization": f"Bearer {token}"})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "providers"


@pytest.fixture
def providers(folder: Path) -> Providers:
    return Providers(SETTINGS, folder)


@pytest.fixture
def wire(providers: Providers) -> Iterator[Wire]:
    server = make_server(providers, 0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield Wire(f"http://127.0.0.1:{server.server_address[1]}")
    server.shutdown()
    thread.join()
    server.server_close()
