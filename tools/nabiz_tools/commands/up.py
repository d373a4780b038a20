"""`nabiz up`: a working city on this machine."""

from __future__ import annotations

import argparse

from nabiz_tools.commands.instance import add_cloud_options, cloud_of
from nabiz_tools.local.stack import Stack


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_cloud_options(parser)


def run(options: argparse.Namespace) -> int:
    cloud = cloud_of(options)
    stack = cloud.up()
    print(addresses(stack, cloud.stack_file))
    return 0


def addresses(stack: Stack, file: object) -> str:
    return f"""
  citizens' pages     {stack.web_url}
  operators' console  {stack.console_url}
  API                 {stack.api_url}
  providers' stand-in {stack.providers_url}/sent
  local cloud         {stack.endpoint_url}  (region {stack.region})
  all of it           {file}

  The story:          make demo
  Who may sign in:    nabiz users demo
  A token:            nabiz token supervisor
  Stop, data kept:    make down"""
