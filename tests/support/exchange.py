"""A telephone exchange that posts to the city what happens on its lines."""

from __future__ import annotations

import json
from datetime import datetime
from itertools import count
from typing import Any

from nabiz.channels.department_webhook import signature
from nabiz.domain.call_pieces import call_id
from tests.support.city import City
from tests.support.cloud import TELEPHONY_KEY
from tests.support.gateway import Answer, call

_calls = count(1)


class Exchange:
    """An Asterisk and whoever posts the generic shapes; `post` is for the bodies of others too."""

    def __init__(self, city: City) -> None:
        self.city = city

    def post(self, provider: str, body: bytes, *, settle: bool = True) -> Answer:
        signed = signature(body, TELEPHONY_KEY, int(self.city.cloud.now.timestamp()))
        answer = call("POST", f"/webhooks/telephony/{provider}", body, X_Nabiz_Signature=signed,
                      Content_Type="text/plain" if provider == "asterisk" else "application/json")  # fmt: skip
        assert answer.status == 200, answer.text
        if settle:
            self.city.cloud.settle()
        return answer

    def rings(self, caller: str, seat: str, *, call: str = "") -> str:
        """Asterisk's manager says that an operator's telephone rings; our id of the call."""
        reference = call or self._new()
        self.manager("AgentCalled", reference, seat, CallerIDNum=caller)
        return call_id("asterisk", reference)

    def manager(self, event: str, reference: str, seat: str = "", **more: str) -> None:
        """One event of the manager, as it writes it."""
        fields = {"Event": event, "Privilege": "agent,all", "Uniqueid": reference, "Queue": "beyaz-masa",
                  "Timestamp": f"{self.now.timestamp():.6f}"}  # fmt: skip
        fields |= {"Interface": f"PJSIP/{seat}", "MemberName": seat} if seat else {}
        written = "".join(f"{name}: {value}\r\n" for name, value in (fields | more).items())
        self.post("asterisk", f"{written}\r\n".encode())

    def logs(self, reference: str, *lines: str, caller: str = "05321112233") -> str:
        """Lines of the queue's log, from `ENTERQUEUE` on; each is the seconds since then, member, event, parameters."""
        began = int(self.now.timestamp())
        written = [f"{began}|{reference}|beyaz-masa|NONE|ENTERQUEUE||{caller}|1"]
        for line in lines:
            seconds, rest = line.split("|", 1)
            written.append(f"{began + int(seconds)}|{reference}|beyaz-masa|{rest}")
        self.post("asterisk", "\n".join(written).encode())
        return call_id("asterisk", reference)

    def tells(self, *events: dict[str, Any]) -> None:
        """Generic events."""
        self.post("generic", json.dumps({"events": events}).encode())

    @property
    def now(self) -> datetime:
        return self.city.cloud.now

    def _new(self) -> str:
        return f"{int(self.now.timestamp())}.{next(_calls)}"
