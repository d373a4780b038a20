"""`nabiz figures reconcile [--repair]`: whether the counts of the queues equal the tickets that stand in them."""

from __future__ import annotations

import argparse

from nabiz_tools import in_table
from nabiz_tools.aws import Clients
from nabiz_tools.commands.instance import add_stack, stack_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_stack(parser)
    parser.add_argument("action", choices=["reconcile"])
    parser.add_argument(
        "--repair",
        action="store_true",
        help="add what is missing, for counters younger than the tickets; only while nobody works",
    )


def run(options: argparse.Namespace) -> int:
    stack = stack_of(options)
    return in_table.run(
        Clients(stack.endpoint_url, stack.region), stack.table, "repair" if options.repair else "reconcile"
    )
