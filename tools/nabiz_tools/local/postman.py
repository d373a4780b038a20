"""Delivers a mail to the local cloud as SES would: with the lines that SES adds, where SES puts it.

The rest is the product's own: S3 tells the default bus, its rule fills the queue `mail`.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from email.utils import format_datetime, parseaddr

from nabiz_tools.aws import Clients
from nabiz_tools.failures import ToolError
from nabiz_tools.local.stack import Stack

LARGEST = 40 * 1024 * 1024  # Amazon SES: the largest mail that it receives
PREFIX = "mail/"
LETTERS = "0123456789abcdefghijklmnopqrstuv"


def deliver(clients: Clients, stack: Stack, raw: bytes, *, spam: bool = False, virus: bool = False) -> str:
    """Put a mail into the mail bucket; its key. Raises ToolError when SES would not have taken it."""
    if len(raw) > LARGEST:
        raise ToolError(f"The mail has {len(raw)} bytes; SES takes {LARGEST} at most")
    key = PREFIX + "".join(secrets.choice(LETTERS) for _ in range(40))
    body = _stamp(raw, spam=spam, virus=virus) + raw
    clients.s3.put_object(Bucket=stack.mail_bucket, Key=key, Body=body)
    return key


def _stamp(raw: bytes, *, spam: bool, virus: bool) -> bytes:
    """What SES writes above a mail that it stores."""
    verdicts = {False: "PASS", True: "FAIL"}
    lines = [
        f"Return-Path: <{_sender(raw)}>",
        f"Received: from local by inbound-smtp.local with SMTP; {format_datetime(datetime.now(UTC))}",
        f"X-SES-Spam-Verdict: {verdicts[spam]}",
        f"X-SES-Virus-Verdict: {verdicts[virus]}",
        "Authentication-Results: amazonses.com; spf=pass; dkim=pass; dmarc=pass",
    ]
    return "".join(f"{line}\r\n" for line in lines).encode()


def _sender(raw: bytes) -> str:
    for line in raw[:65536].splitlines():
        if line.lower().startswith(b"from:"):
            return parseaddr(line.partition(b":")[2].decode("utf-8", "replace"))[1]
    return ""
