"""MiniStack, the local cloud: its environment, its start, its clean stop.

It runs the functions as processes of its own interpreter and hands them its environment, so it starts with a clean one.
"""

from __future__ import annotations

import json
import os
import time
import urllib.error
import urllib.request
from pathlib import Path

from nabiz_tools.failures import ToolError
from nabiz_tools.local.processes import BackgroundProcess
from nabiz_tools.local.scratch import Scratch

ACCOUNT = "000000000000"
REGION = "eu-central-1"
# Whatever the template needs, and no service more.
SERVICES = (
    "apigateway,cloudformation,cognito-idp,dynamodb,dynamodbstreams,events,iam,kms,lambda,logs,monitoring,"
    "s3,scheduler,secretsmanager,ses,sns,sqs,ssm,sts"
)
START_SECONDS = 60.0  # it reads its whole state before it answers
STOP_SECONDS = 60.0  # it writes its whole state before it ends
DRAIN_SECONDS = 10.0


class MiniStack:
    """One instance with its state under `folder`."""

    def __init__(self, folder: Path, environment: Path, port: int, auth: bool, function_endpoint: str | None) -> None:
        self._folder = folder
        self._environment = environment
        self._port = port
        self._auth = auth
        self._function_endpoint = function_endpoint
        self._scratch = Scratch(folder)
        self.process = BackgroundProcess("ministack", folder / "run")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        interpreter = self._environment / "bin" / "python"
        if not interpreter.exists():
            raise ToolError(f"There is no {interpreter}; make it with: make env")
        self.read_streams_from_their_beginning()
        scratch = self._scratch.make()
        self.process.start([interpreter, "-m", "ministack"], self._variables(scratch), self._folder)
        self.process.wait_until(self.is_healthy, START_SECONDS)

    def stop(self) -> bool:
        """Let the queues run dry, then SIGTERM, on which it saves its state."""
        if not self.process.is_running():
            return False
        self._drain()
        stopped = self.process.stop(STOP_SECONDS)
        self._scratch.remove()
        return stopped

    def is_healthy(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/_ministack/ready", timeout=2) as response:
                return bool(response.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def _variables(self, scratch: Path) -> dict[str, str]:
        variables = {
            "PATH": f"{self._environment / 'bin'}{os.pathsep}{os.defpath}",
            "HOME": str(scratch),
            "LANG": "C.UTF-8",
            "TMPDIR": str(scratch),
            "GATEWAY_PORT": str(self._port),
            "BIND_HOST": "127.0.0.1",
            "MINISTACK_HOST": "127.0.0.1",
            "MINISTACK_REGION": REGION,
            "MINISTACK_ACCOUNT_ID": ACCOUNT,
            "SERVICES": SERVICES,
            "SFTP_ENABLED": "0",
            "IOT_MTLS_ENABLED": "0",
            "PERSIST_STATE": "1",
            "STATE_DIR": str(self._folder / "state"),
            "S3_PERSIST": "1",
            "S3_DATA_DIR": str(self._folder / "state" / "s3"),
            "AUTH": "true" if self._auth else "false",
        }
        if self._function_endpoint:
            variables["AWS_ENDPOINT_URL"] = self._function_endpoint
        return variables

    def read_streams_from_their_beginning(self) -> None:
        """Set the saved stream positions to 0.

        MiniStack 1.5.33 saves how many stream records each function has read, but not the records: after a restart it
        would skip as many new ones. The new stream is empty, so its beginning is the right place.
        """
        path = self._folder / "state" / "lambda.json"
        if not path.exists():
            return
        state = json.loads(path.read_text("utf-8"))
        positions = state.get("payload", {}).get("dynamodb_stream_positions", {}).get("data", {})
        if any(positions.values()):
            positions.update(dict.fromkeys(positions, 0))
            path.write_text(json.dumps(state), "utf-8")

    def _drain(self) -> None:
        """Wait until no queue has anything to hand out; the streams, which it does not save, follow within a second."""
        deadline = time.monotonic() + DRAIN_SECONDS
        quiet = 0
        while time.monotonic() < deadline and quiet < 3:
            quiet = 0 if self._has_visible_messages() else quiet + 1
            time.sleep(0.5)

    def _has_visible_messages(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/_ministack/sqs/messages", timeout=5) as response:
                accounts = json.load(response)["messages"]
        except (urllib.error.URLError, OSError, ValueError):
            return False
        return any(
            message["IsVisible"]
            for regions in accounts.values()
            for queues in regions.values()
            for url, messages in queues.items()
            if not _is_dead_letter_queue(url)
            for message in messages
        )


def _is_dead_letter_queue(url: str) -> bool:
    name = url.rsplit("/", 1)[-1].removesuffix(".fifo").lower()
    return any(word in name for word in ("dead", "failure"))
