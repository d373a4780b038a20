"""`nabiz secrets show|set`: the channels' keys. Their values are never shown."""

from __future__ import annotations

import argparse
import getpass
import json
import sys

from nabiz.bootstrap import Secrets
from nabiz.bootstrap.ground import CLIENT_KEY
from nabiz_tools.aws import Clients
from nabiz_tools.commands.instance import add_stack, stack_of
from nabiz_tools.failures import ToolError
from nabiz_tools.local.seed import fill_secret


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_stack(parser)
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("show", help="which secrets are set")
    change = actions.add_parser("set", help="set one; the value is read from the terminal or standard input")
    change.add_argument("name")


def run(options: argparse.Namespace) -> int:
    stack = stack_of(options)
    clients = Clients(stack.endpoint_url, stack.region)
    written = json.loads(clients.secrets.get_secret_value(SecretId=stack.secret)["SecretString"])
    # A channel that came with a later version has no place in a secret that was made before.
    present = {**dict.fromkeys(Secrets.__dataclass_fields__, ""), **written}
    present.pop("client_keys", None)  # each stands under a name of its own
    if options.action == "show":
        for name, value in sorted(present.items()):
            print(f"{name:28} {'set' if value else 'empty: this channel is off'}")
        return 0
    if options.name not in present and not options.name.startswith(CLIENT_KEY):
        raise ToolError(f"There is no secret {options.name!r}; there are: {', '.join(sorted(present))}")
    value = getpass.getpass(f"{options.name}: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    fill_secret(clients, stack.secret, {options.name: value})
    return 0
