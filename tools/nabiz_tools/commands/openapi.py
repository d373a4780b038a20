"""`nabiz openapi`: the API's description, made from the code; needs no running cloud."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from nabiz_tools.failures import ToolError
from nabiz_tools.paths import REPOSITORY


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--output", type=Path, help="write it to this file, if it is another one; default: print it")


def run(options: argparse.Namespace) -> int:
    document = make()
    if options.output is None:
        print(document, end="")
    elif not options.output.is_file() or options.output.read_text("utf-8") != document:
        options.output.parent.mkdir(parents=True, exist_ok=True)
        options.output.write_text(document, "utf-8")
    return 0


def make() -> str:
    """The document, from a process of its own: the tools import nothing of a function."""
    parts = (REPOSITORY / "functions/api", REPOSITORY / "layers/core/python")
    finished = subprocess.run(
        [sys.executable, "-m", "chalicelib.openapi"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, parts)), "AWS_DEFAULT_REGION": "eu-central-1"},
        capture_output=True,
        check=False,
    )
    if finished.returncode != 0:
        raise ToolError(f"The description cannot be made. {finished.stderr.decode().strip().splitlines()[-1]}")
    return finished.stdout.decode()
