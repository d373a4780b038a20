"""NetGSM's SMS service, REST version 2: Basic auth, one JSON post, a code in the answer.

Codes: 00 accepted; 20 text, 30 sign-in, 40 sender name, 50 and 51 IYS, 70 parameters, 80 rate, 100 and 101 system.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping
from typing import Any

ENCODINGS = ("TR", "ASCII", None)
MESSAGE_LIMIT = 917  # characters of the longest text NetGSM joins from its parts


def check(headers: Mapping[str, str], body: Any, username: str, password: str, header: str) -> str:
    """The code that NetGSM would answer: "00" when every message is acceptable."""
    credentials = base64.b64encode(f"{username}:{password}".encode()).decode()
    if headers.get("authorization", "") != f"Basic {credentials}":
        return "30"
    if not isinstance(body, dict) or not isinstance(body.get("messages"), list) or not body["messages"]:
        return "70"
    if body.get("msgheader") != header:
        return "40"
    if body.get("encoding") not in ENCODINGS:
        return "70"
    for message in body["messages"]:
        if not isinstance(message, dict) or not str(message.get("no", "")).lstrip("+").isdigit():
            return "70"
        if not message.get("msg") or len(message["msg"]) > MESSAGE_LIMIT:
            return "20"
    return "00"


def answer(code: str) -> tuple[int, dict[str, Any]]:
    """HTTP status and body; NetGSM refuses with 406 and the code in the body."""
    if code == "00":
        return 200, {"code": "00", "jobid": secrets.token_hex(12), "description": "queued"}
    return 406, {"code": code, "jobid": None, "description": "refused"}


def report(job_ids: list[str]) -> dict[str, Any]:
    """Everything that was accepted counts as delivered (status 1)."""
    return {"code": "00", "jobs": [{"jobid": job, "status": 1, "error_code": 0} for job in job_ids]}
