"""Cold starts: a fresh interpreter imports a function's handler and makes its first client, as Lambda does.

What is measured is processor time in the new process, from the layers and functions as they are shipped (`.build/local`
with .pyc): the median of several, in turn, so that other work on the machine meets all of them. The yardstick is
`import boto3` with one client, as pip installs it.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import sysconfig
from pathlib import Path

from nabiz.settings import ENVIRONMENT

BUILD = Path(".build/local")
YARDSTICK = "bare boto3, one client"
TABLE = """
from nabiz.bootstrap import app
from nabiz.storage.records import Record
assert app()._table
Record._get_connection().connection.client
"""
CLIENT = "\nfrom nabiz.bootstrap import app\napp().client({!r})"
# What each function does first: the API of a webhook posts to a queue, the one of a page reads the table.
STARTS = {
    "api, webhook": ("api", "import app as api" + CLIENT.format("sqs")),
    "api, table": ("api", "import app as api" + TABLE),
    "relay_events": ("relay_events", "import handler" + CLIENT.format("events")),
}


def starts() -> dict[str, tuple[str, str]]:
    """Folder and program of every start that is measured."""
    others = sorted(path.parent.name for path in BUILD.glob("functions/*/handler.py"))
    return STARTS | {name: (name, "import handler" + TABLE) for name in others if name not in STARTS}


def measure(times: int) -> dict[str, float]:
    """Seconds of processor time for each start, and the yardstick."""
    layers = [BUILD / "layers/core/python", BUILD / "layers/vendor/python"]
    programs = {YARDSTICK: ([Path(sysconfig.get_paths()["purelib"])], "import boto3\nboto3.client('dynamodb')")}
    for name, (folder, program) in starts().items():
        programs[name] = ([BUILD / "functions" / folder, *layers], program)
    taken: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(times):
        for name, (paths, program) in programs.items():
            taken[name].append(_start(paths, program))
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


def _start(paths: list[Path], program: str) -> float:
    found = [str(path.resolve()) for path in paths]
    program = f"""
import sys, time
sys.path[:0] = {found!r}
started = time.process_time()
{program}
print(time.process_time() - started)
"""
    environment = dict.fromkeys(ENVIRONMENT.values(), "x") | {
        "AWS_DEFAULT_REGION": "eu-central-1", "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x",
        "POWERTOOLS_SERVICE_NAME": "nabiz", "POWERTOOLS_METRICS_NAMESPACE": "Nabiz",
    }  # fmt: skip
    command = [sys.executable, "-I", "-S", "-c", program]
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return float(answer.stdout.split()[-1])
