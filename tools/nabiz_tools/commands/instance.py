"""The options that say which local cloud a command means, and how its progress is shown."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from urllib.parse import urlsplit

from nabiz_tools.aws import Clients
from nabiz_tools.deployed import find_stack
from nabiz_tools.failures import ToolError
from nabiz_tools.local.cloud import LocalCloud, Progress
from nabiz_tools.local.ports import Ports
from nabiz_tools.local.stack import Stack, load_stack
from nabiz_tools.paths import LOCAL


def add_root(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--root", type=Path, default=LOCAL, help="state of the local cloud (default: .local)")


def add_stack(parser: argparse.ArgumentParser) -> None:
    """For commands that a city needs on AWS too."""
    add_root(parser)
    parser.add_argument("--stack", default="", metavar="NAME", help="a stack on AWS, by the caller's own profile")
    parser.add_argument("--region", default="", help="of that stack (default: the profile's)")


def add_cloud_options(parser: argparse.ArgumentParser) -> None:
    add_root(parser)
    parser.add_argument("--ports", default="", metavar="CLOUD,PROVIDERS,FRONT", help="default: 4566,4580,4590")
    parser.add_argument("--auth", action="store_true", help="enforce IAM policies, as AWS does")
    parser.add_argument(
        "--function-endpoint", metavar="URL", help="where the functions look for AWS, e.g. a fault proxy"
    )


def cloud_of(options: argparse.Namespace) -> LocalCloud:
    root = options.root.resolve()
    ports = parse_ports(options.ports) if options.ports else known_ports(root / "stack.json")
    return LocalCloud(root, ports, options.auth, options.function_endpoint, progress=timed_progress())


def known_ports(stack_file: Path) -> Ports:
    """Those of the last time, so that `down` and the next `up` mean the same cloud; else the usual ones."""
    if not stack_file.exists():
        return Ports()
    stack = load_stack(stack_file)
    urls = (stack.endpoint_url, stack.providers_url, stack.api_url)
    return Ports(*(urlsplit(url).port or 0 for url in urls))


def parse_ports(text: str) -> Ports:
    """Raises ToolError when these are not three numbers."""
    try:
        cloud, providers, front = (int(part) for part in text.split(","))
    except ValueError:
        raise ToolError(f"--ports takes three numbers, for example 4566,4580,4590; not {text!r}") from None
    return Ports(cloud, providers, front)


def stack_of(options: argparse.Namespace) -> Stack:
    if getattr(options, "stack", ""):
        return find_stack(options.stack, Clients("", options.region))
    return load_stack(options.root.resolve() / "stack.json")


def timed_progress() -> Progress:
    """Lines with the seconds since the command began."""
    began = time.monotonic()

    def show(words: str) -> None:
        print(f"{time.monotonic() - began:6.1f} s  {words}", flush=True)

    return show
