"""`nabiz mail FILE.eml`: a mail reaches the local cloud as if SES had received it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from nabiz_tools.aws import Clients
from nabiz_tools.commands.instance import add_root, stack_of
from nabiz_tools.failures import ToolError
from nabiz_tools.local.postman import deliver


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_root(parser)
    parser.add_argument("file", nargs="+", type=Path, help="mails as they are on the wire; - for standard input")
    parser.add_argument("--spam", action="store_true", help="SES took it for spam")
    parser.add_argument("--virus", action="store_true", help="SES found a virus in it")


def run(options: argparse.Namespace) -> int:
    stack = stack_of(options)
    clients = Clients(stack.endpoint_url, stack.region)
    for path in options.file:
        try:
            raw = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
        except OSError as error:
            raise ToolError(f"{path} cannot be read: {error.strerror}") from None
        print(f"{path}: {deliver(clients, stack, raw, spam=options.spam, virus=options.virus)}")
    return 0
