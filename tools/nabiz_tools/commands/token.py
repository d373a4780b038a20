"""`nabiz token ROLE`: what a staff request carries as its bearer."""

from __future__ import annotations

import argparse

from nabiz_tools.client import ApiClient
from nabiz_tools.commands.instance import add_root, stack_of
from nabiz_tools.local.users import ROLES


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_root(parser)
    parser.add_argument("role", choices=ROLES)
    parser.add_argument("--cognito", action="store_true", help="the token for Cognito's own API instead of ours")


def run(options: argparse.Namespace) -> int:
    print(ApiClient(stack_of(options)).token(options.role, "AccessToken" if options.cognito else "IdToken"))
    return 0
