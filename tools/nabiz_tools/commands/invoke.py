"""`nabiz invoke FUNCTION FILE`: run one function with an event, for example one of events/."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from nabiz_tools.aws import Clients
from nabiz_tools.client import invoke
from nabiz_tools.commands.instance import add_root, stack_of
from nabiz_tools.failures import ToolError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_root(parser)
    parser.add_argument("function", help="its name, verb_noun")
    parser.add_argument("file", type=Path, help="the event, JSON")


def run(options: argparse.Namespace) -> int:
    stack = stack_of(options)
    try:
        event = json.loads(options.file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ToolError(f"{options.file} cannot be read as JSON: {error}") from None
    answer = invoke(Clients(stack.endpoint_url, stack.region), stack, options.function, event)
    print(json.dumps(answer, ensure_ascii=False, indent=2))
    return 0
