"""`make bench`: the table of operations and the table of cold starts; a word on the command line chooses some."""

from __future__ import annotations

import argparse
import logging
import statistics
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "functions/api"))

from bench import cold
from bench.metering import Meter, MeteredCloud
from bench.operations import OPERATIONS, Step, webhook
from tests.support.city import City
from tests.support.gateway import call

SHORT = {"TransactWriteItems": "TransactWrite", "BatchGetItem": "BatchGet", "GetItem": "Get", "PutItem": "Put",
         "SendMessageBatch": "SendBatch"}  # fmt: skip


def main() -> None:
    """Print what was asked for."""
    options = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    options.add_argument("only", nargs="?", default="", help="operations whose name holds this word, or `cold`")
    options.add_argument("--times", type=int, default=7, help="how often each is measured; the median is shown")
    given = options.parse_args()
    logging.disable(logging.CRITICAL)
    if given.only != "cold":
        show_operations(given.only, given.times)
    if given.only in ("", "cold"):
        show_starts(given.times)


def show_operations(only: str, times: int) -> None:
    """Requests by kind, capacity units, own processor time of every operation."""
    print(f"{'operation':42} {'requests to AWS':46} {'read':>5} {'write':>5} {'index':>5} {'CPU ms':>7}")
    for name, prepare in OPERATIONS.items():
        if only in name:
            taken = [measured(prepare) for _ in range(times)]
            last, cpu = taken[-1], statistics.median(meter.cpu for meter in taken)
            asked = ", ".join(f"{times} {SHORT.get(kind, kind)}" for kind, times in sorted(last.requests.items()))
            print(f"{name:42} {asked:46} {last.read:5g} {last.write:5} {last.index:5} {cpu * 1000:7.1f}", flush=True)


def measured(prepare: Callable[[City], Step]) -> Meter:
    """One measurement in a city of its own, warm: configuration and secrets read, connections open."""
    with MeteredCloud() as cloud:
        city = City(cloud)
        call("GET", "/public/catalogue")
        webhook(1)()
        cloud.settle()
        return cloud.measure(prepare(city))


def show_starts(times: int) -> None:
    """Every function's cold start as a ratio to the yardstick."""
    taken = cold.measure(times)
    yardstick = taken.pop(cold.YARDSTICK)
    print(f"\n{'cold start: import and first client':42} {'CPU ms':>7} {'ratio':>6}")
    print(f"{cold.YARDSTICK:42} {yardstick * 1000:7.0f} {1:6.2f}")
    for name, seconds in taken.items():
        print(f"{name:42} {seconds * 1000:7.0f} {seconds / yardstick:6.2f}")


main()
