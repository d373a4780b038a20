"""Every call to AWS passes here: counted, and one of them failed on demand before or after it took effect."""

from __future__ import annotations

import os
import warnings
from dataclasses import dataclass, field
from typing import Any, NoReturn

from botocore.exceptions import ClientError, ReadTimeoutError

BEFORE, AFTER = "before", "after"
SURVIVED = "survived"


class WorkerKilled(BaseException):
    """The machine under a function is gone: nothing is caught, nothing answered, no message given back."""


@dataclass
class Faults:
    """Which call fails, and how. Calls are counted from 1; `worker` is the function that works on a queue just now."""

    at: int = 0
    when: str = BEFORE
    calls: list[str] = field(default_factory=list)
    struck: bool = False
    worker: str = ""

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


@dataclass
class ForkingFaults(Faults):
    """At each call of its share the process splits: in the child the call fails, the parent goes on unharmed.

    So the beginning of a story is told once for all faults, not once for each. The parent waits for its children one
    after another: they are as many as there are calls, and the machine has two cores.

    Attributes:
        share: which of every `shares` calls is failed here, counted from 0.
        child: what to write the outcome to, in a child only.
        outcomes: what each child said of its fault: an empty text where the story went well.
    """

    share: int = 0
    shares: int = 1
    child: int = 0
    outcomes: list[str] = field(default_factory=list)

    def before(self, service: str, operation: str) -> bool:
        if not self.child and len(self.calls) % self.shares == self.share:
            self._split(len(self.calls) + 1, f"{service}.{operation}")
        return super().before(service, operation)

    def _split(self, at: int, call: str) -> None:
        reading, writing = os.pipe()
        with warnings.catch_warnings():
            # A test worker has a thread that waits for its orders; the child has no use for it.
            warnings.simplefilter("ignore", DeprecationWarning)
            process = os.fork()
        if process == 0:
            os.close(reading)
            self.child, self.at = writing, at
            return
        os.close(writing)
        with os.fdopen(reading, encoding="utf-8") as said:
            outcome = said.read()
        _, status = os.waitpid(process, 0)
        if status or outcome != SURVIVED:
            self.outcomes.append(f"call {at} {call} {self.when}: {outcome or f'ended with status {status}'}"[:500])
        else:
            self.outcomes.append("")

    def report(self, outcome: str) -> NoReturn:
        """The end of a child: say how it went."""
        os.write(self.child, (outcome or SURVIVED).encode())
        os._exit(0)
