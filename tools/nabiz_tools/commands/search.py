"""`nabiz search reindex`: tickets that are older than the search are found too; what is indexed already stays."""

from __future__ import annotations

import argparse

from nabiz_tools import in_table
from nabiz_tools.aws import Clients
from nabiz_tools.commands.instance import add_stack, stack_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_stack(parser)
    parser.add_argument("action", choices=["reindex"])


def run(options: argparse.Namespace) -> int:
    stack = stack_of(options)
    return in_table.run(Clients(stack.endpoint_url, stack.region), stack.table, "reindex")
