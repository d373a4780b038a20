"""`nabiz deploy`: bring the built template into the running local cloud."""

from __future__ import annotations

import argparse

from nabiz_tools.commands.instance import add_cloud_options, cloud_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_cloud_options(parser)


def run(options: argparse.Namespace) -> int:
    cloud_of(options).deploy()
    return 0
