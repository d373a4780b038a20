"""`nabiz figures reconcile|calls [--repair]`: whether counts equal the tickets that are open, or a day's calls."""

from __future__ import annotations

import argparse
from datetime import date, datetime, timedelta

from nabiz_tools import in_table
from nabiz_tools.aws import Clients
from nabiz_tools.commands.instance import add_stack, stack_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_stack(parser)
    parser.add_argument("action", choices=["reconcile", "calls"], help="of queues, or of the calls of a day")
    parser.add_argument("--date", type=date.fromisoformat, default=None, help="the calls' day (default: yesterday)")
    parser.add_argument(
        "--repair",
        action="store_true",
        help="add what is missing, for counters younger than the tickets; only while nobody works",
    )


def run(options: argparse.Namespace) -> int:
    stack = stack_of(options)
    if options.action == "calls":
        day = options.date or datetime.now().astimezone().date() - timedelta(days=1)
        task = "repair-calls" if options.repair else "calls"
        return in_table.run(Clients(stack.endpoint_url, stack.region), stack.table, task, day.isoformat())
    return in_table.run(
        Clients(stack.endpoint_url, stack.region), stack.table, "repair" if options.repair else "reconcile"
    )
