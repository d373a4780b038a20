"""`nabiz config check|apply`: the city's configuration, checked as a whole before it is used."""

from __future__ import annotations

import argparse
from pathlib import Path

from nabiz_tools import configuration_store
from nabiz_tools.aws import Clients
from nabiz_tools.commands.instance import add_stack, stack_of
from nabiz_tools.failures import ToolError
from nabiz_tools.paths import CONFIG


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_stack(parser)
    parser.add_argument("action", choices=["check", "apply"])
    parser.add_argument("--folder", type=Path, default=CONFIG, help="default: config/")


def run(options: argparse.Namespace) -> int:
    if options.action == "apply":
        stack = stack_of(options)
        version = configuration_store.apply(
            Clients(stack.endpoint_url, stack.region), stack.table, options.folder.resolve()
        )
        print(f"configuration {version} is in force; functions read it within a minute")
        return 0
    print(f"configuration {_check(options.folder)} is in order")
    return 0


def _check(folder: Path) -> str:
    from nabiz.configuration import load_configuration
    from nabiz.domain.errors import ConfigurationError
    from nabiz_tools.configuration import compile_configuration

    try:
        return load_configuration(compile_configuration(folder)).version
    except ConfigurationError as error:
        raise ToolError(str(error)) from None
