"""E-mails that the product sent through SES, read from the local cloud's inbox and kept over its restarts."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from datetime import UTC, datetime
from typing import Any

from nabiz_tools.standins.journal import Entry, Journal


class MailInbox:
    """Copies new messages of the local cloud's inbox into the journal, once each, whenever somebody looks."""

    def __init__(self, url: str | None, journal: Journal) -> None:
        self._url = url
        self._journal = journal
        self._lock = threading.Lock()
        self._seen = {entry["id"] for entry in journal.entries()}

    def refresh(self) -> None:
        if not self._url:
            return
        with self._lock:
            for message in self._messages():
                if message["MessageId"] in self._seen:
                    continue
                self._seen.add(message["MessageId"])
                for address in (*message["To"], *message["CC"], *message["BCC"]):
                    self._journal.add(**_entry(message, address))

    def _messages(self) -> list[dict[str, Any]]:
        assert self._url is not None
        try:
            with urllib.request.urlopen(self._url, timeout=5) as response:
                accounts = json.load(response)["messages"]
        except (urllib.error.URLError, OSError, ValueError):
            return []
        return [message for messages in accounts.values() for message in messages]


def _entry(message: dict[str, Any], address: str) -> Entry:
    sent_at = datetime.fromtimestamp(float(message["Timestamp"]), UTC)
    return {
        "channel": "email",
        "to": address,
        "text": message["BodyText"] or "",
        "body": {key: message[key] for key in ("Source", "To", "CC", "Subject", "BodyText", "BodyHtml")},
        "id": message["MessageId"],
        "subject": message["Subject"],
        "at": sent_at.isoformat(timespec="microseconds").replace("+00:00", "Z"),
    }
