"""Telephone systems as the local cloud has them: they post what happens on their lines, signed as the real ones are."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from nabiz.channels.department_webhook import SIGNATURE_HEADER, signature
from nabiz.channels.telephony import Provider
from nabiz_tools.aws import Clients
from nabiz_tools.client import Answer, ApiClient
from nabiz_tools.failures import ToolError
from nabiz_tools.local.stack import Stack

TEXT = {Provider.ASTERISK: "text/plain"}


class TelephoneSystems:
    """Posts to a stack's webhook with the keys that stand in its secret."""

    def __init__(self, stack: Stack, now: Callable[[], float] = time.time) -> None:
        self._stack = stack
        self._api = ApiClient(stack)
        self._clients = Clients(stack.endpoint_url, stack.region)
        self._now = now
        self._keys: dict[str, str] = {}

    def post(self, provider: str, body: bytes) -> Answer:
        """What the webhook answers to one signed post. Raises ToolError where the system has no key."""
        if provider not in [*Provider]:
            raise ToolError(f"There is no telephone system {provider!r}; there are: {', '.join(Provider)}")
        headers = {
            "Content-Type": TEXT.get(Provider(provider), "application/json"),
            SIGNATURE_HEADER: signature(body, self._key(provider), int(self._now())),
        }
        return self._api.request("POST", f"{self._stack.api_url}/webhooks/telephony/{provider}", body, headers)

    def ring(self, operator: str, caller: str, call: str, state: str = "ringing", line: str = "153") -> Answer:
        """A telephone rings, is taken up or put down: a generic event."""
        event = {"type": state, "call": call, "operator": operator, "caller": caller, "line": line,
                 "at": datetime.now(UTC).isoformat()}  # fmt: skip
        return self.post(Provider.GENERIC, json.dumps(event).encode())

    def contact_event(self, detail: Mapping[str, Any]) -> None:
        """A contact event in the queue, as the rule puts it there: only AWS may name `aws.connect` as a source."""
        event = {
            "version": "0", "id": str(uuid.uuid4()), "detail-type": "Amazon Connect Contact Event",
            "source": "aws.connect", "account": self._stack.account, "time": datetime.now(UTC).isoformat(),
            "region": self._stack.region, "resources": [], "detail": dict(detail),
        }  # fmt: skip
        self._clients.sqs.send_message(QueueUrl=self._stack.queues["contacts"], MessageBody=json.dumps(event))

    def _key(self, provider: str) -> str:
        if not self._keys:
            secret = self._clients.secrets.get_secret_value(SecretId=self._stack.secret)["SecretString"]
            self._keys = json.loads(secret)
        key = self._keys.get(f"telephony_{provider}_key", "")
        if not key:
            raise ToolError(f"{provider} has no key; set one with: nabiz secrets set telephony_{provider}_key")
        return key
