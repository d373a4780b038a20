"""microburst between the functions and the local cloud: answers as AWS fails, by rules that a test sets."""

from __future__ import annotations

import json
import socket
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import urllib3

from nabiz_tools.failures import ToolError
from nabiz_tools.local.processes import BackgroundProcess, answers
from nabiz_tools.paths import ENVIRONMENTS

START_SECONDS = 30.0
Rule = Mapping[str, Any]


class FaultProxy:
    """One proxy in front of `upstream`; without rules it passes everything on."""

    def __init__(self, folder: Path, port: int, upstream: str) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self._port = port
        self._upstream = upstream
        self._folder = folder
        self._process = BackgroundProcess("microburst", folder)
        self._http = urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(30))

    def start(self) -> None:
        """Raises ToolError with the next step where its environment is missing."""
        program = ENVIRONMENTS / "microburst" / "bin" / "python"
        if not program.exists():
            raise ToolError(f"There is no {program}; make it with: make env-faults")
        self._folder.mkdir(parents=True, exist_ok=True)
        command = [program, "-m", "microburst", "--upstream", self._upstream, "--port", str(self._port), "--no-resign"]
        self._process.start(command, {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}, self._folder)
        self._process.wait_until(lambda: answers(f"{self.url}/_microburst/health"), START_SECONDS)

    def stop(self) -> None:
        self._process.stop(START_SECONDS)

    def set_rules(self, rules: Sequence[Rule]) -> None:
        """These rules and no others; the record of what they did begins anew."""
        self._ask("DELETE", "fired")
        self._ask("POST", "rules", list(rules))

    def injected(self) -> Counter[str]:
        """What was done to whom since the rules were set: `dynamodb.TransactWriteItems error:...` -> times."""
        fired = self._ask("GET", "fired?limit=10000")
        entries = fired["fired"] if isinstance(fired, dict) else fired
        return Counter(f"{entry['service']}.{entry['operation']} {entry['action']}" for entry in entries)

    def requests(self) -> int:
        """How many requests passed since it was started."""
        total: int = self._ask("GET", "stats")["requests"]["total"]
        return total

    def _ask(self, method: str, path: str, body: object = None) -> Any:
        content = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        answer = self._http.request(method, f"{self.url}/_microburst/{path}", body=content, headers=headers)
        if answer.status >= 300:
            raise ToolError(f"microburst answered {answer.status}: {answer.data.decode('utf-8', 'replace')[:500]}")
        return json.loads(answer.data or b"null")


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
