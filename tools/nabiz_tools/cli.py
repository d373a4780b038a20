"""`nabiz`: the command line of the product's tools. One module a command in `nabiz_tools.commands`."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence

from nabiz_tools.failures import ToolError, advise

# Name of the command: its module. A module is imported only when its command is asked for.
COMMANDS = {
    "up": ("up", "start the local cloud, deploy, fill it; print the addresses"),
    "down": ("down", "stop the local cloud, keep its data"),
    "reset": ("down", "stop the local cloud, data gone"),
    "deploy": ("deploy", "deploy the built template to the running local cloud"),
    "web": ("web", "publish the built pages to a stack on AWS"),
    "demo": ("demo", "the main job as a story against the running local cloud"),
    "token": ("token", "print a token of a role's demo user"),
    "users": ("users", "list, add and remove users"),
    "secrets": ("secrets", "show which channel secrets are set, set one"),
    "config": ("config", "check the city's configuration, apply it"),
    "figures": ("figures", "compare the live counters with the tickets, repair them"),
    "search": ("search", "let the tickets that are there be found by their words"),
    "dead-letters": ("dead_letters", "list, show, replay and drop messages that could not be handled"),
    "openapi": ("openapi", "the API's description, for clients that are generated from it"),
    "model": ("model", "train and examine the model that reads messages, export what operators corrected"),
    "mail": ("mail", "let mails reach the local cloud as if SES had received them"),
    "calls": ("calls", "let telephone systems post to the local cloud: a sample day, files, a telephone that rings"),
    "invoke": ("invoke", "run a function with an event from a file"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit status: 0 done, 1 failed with one clear line, 2 wrong usage."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    parser = argparse.ArgumentParser(prog="nabiz", description="Tools of Nabız, the citizen contact centre.")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    wanted = next((word for word in words if not word.startswith("-")), None)
    for name, (module_name, help_text) in COMMANDS.items():
        subparser = subparsers.add_parser(name, help=help_text, description=help_text)
        if name == wanted:
            module = importlib.import_module(f"nabiz_tools.commands.{module_name}")
            module.add_arguments(subparser)
            subparser.set_defaults(run=module.run)
    options = parser.parse_args(words)
    try:
        status: int = options.run(options)
    except ToolError as error:
        print(f"nabiz: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("nabiz: stopped", file=sys.stderr)
        return 130
    except Exception as error:
        advice = advise(error)
        if not advice:
            raise
        print(f"nabiz: {advice}", file=sys.stderr)
        return 1
    return status


if __name__ == "__main__":
    sys.exit(main())
