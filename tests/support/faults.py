"""Every call to AWS passes here: counted, and one of them failed on demand before or after it took effect."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import ClientError, ReadTimeoutError

BEFORE, AFTER = "before", "after"


@dataclass
class Faults:
    """Which call fails, and how. Calls are counted from 1."""

    at: int = 0
    when: str = BEFORE
    calls: list[str] = field(default_factory=list)
    struck: bool = False

    def before(self, service: str, operation: str) -> bool:
        """Count a call; whether its answer is to be lost. Raises where it is to fail before it takes effect."""
        self.calls.append(f"{service}.{operation}")
        if len(self.calls) != self.at:
            return False
        self.struck = True
        if self.when == AFTER:
            return True
        raise ClientError({"Error": {"Code": "ServiceUnavailable", "Message": "injected"},
                           "ResponseMetadata": {"HTTPStatusCode": 503}}, operation)  # fmt: skip


def lost_answer(operation: str) -> Any:
    """What a client sees when the answer never comes."""
    return ReadTimeoutError(endpoint_url=f"https://aws.invalid/{operation}")
