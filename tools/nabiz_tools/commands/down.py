"""`nabiz down` and `nabiz reset`: a clean stop, with or without the data."""

from __future__ import annotations

import argparse

from nabiz_tools.commands.instance import add_cloud_options, cloud_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_cloud_options(parser)


def run(options: argparse.Namespace) -> int:
    cloud = cloud_of(options)
    if options.command == "reset":
        cloud.wipe()
        print("stopped; its data is gone")
    else:
        print("stopped; its data is kept" if cloud.stop() else "nothing was running")
    return 0
