"""`nabiz demo`: the main job as a story, with real components and real HTTP."""

from __future__ import annotations

import argparse

from nabiz_tools.client import ApiClient
from nabiz_tools.commands.instance import add_root, stack_of
from nabiz_tools.demo.story import Story


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_root(parser)


def run(options: argparse.Namespace) -> int:
    Story(ApiClient(stack_of(options))).tell()
    return 0
