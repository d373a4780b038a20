"""Meta's delivery callbacks: sent, delivered and read, posted back to the webhook, signed, one after another."""

from __future__ import annotations

import queue
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass

from nabiz_tools import whatsapp_payloads

TRIES = 3
ANSWER_TIMEOUT = 30.0  # seconds; a cold local function takes a while


@dataclass(frozen=True)
class CallbackTarget:
    webhook_url: str
    app_secret: str
    phone_number_id: str


@dataclass(frozen=True)
class Delivered:
    """A message that the stand-in took; `callback_data` is its `biz_opaque_callback_data`, which comes back."""

    id: str
    recipient: str
    callback_data: str = ""


class StatusCallbacks:
    """Posts from one background thread, so a slow webhook never slows the answer to a send."""

    def __init__(self, target: CallbackTarget | None, states: Sequence[str] = ("sent", "delivered", "read")) -> None:
        self._target = target
        self._states = tuple(states)
        self._jobs: queue.Queue[tuple[Delivered, str]] = queue.Queue()
        self.failures = 0
        if target is not None and self._states:
            threading.Thread(target=self._run, name="status-callbacks", daemon=True).start()

    def announce(self, message: Delivered) -> None:
        """Queue the callbacks of one accepted message."""
        if self._target is not None:
            for state in self._states:
                self._jobs.put((message, state))

    def _run(self) -> None:
        while True:
            message, state = self._jobs.get()
            for attempt in range(TRIES):
                if self._post(message, state):
                    break
                time.sleep(1 + attempt)
            else:
                self.failures += 1

    def _post(self, message: Delivered, state: str) -> bool:
        target = self._target
        assert target is not None
        payload = whatsapp_payloads.status(
            target.phone_number_id, message.id, message.recipient, state, callback_data=message.callback_data
        )
        body = whatsapp_payloads.encode(payload)
        headers = {
            "Content-Type": "application/json",
            "X-Hub-Signature-256": whatsapp_payloads.signature(body, target.app_secret),
        }
        request = urllib.request.Request(target.webhook_url, data=body, headers=headers, method="POST")
        try:
            with urllib.request.urlopen(request, timeout=ANSWER_TIMEOUT) as response:
                return bool(response.status == 200)
        except (urllib.error.URLError, OSError):
            return False
