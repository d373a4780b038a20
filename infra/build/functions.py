"""The functions' code, compiled, and Chalice's own build of the API."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from infra.build.bytecode import compile_folder
from infra.build.platforms import Platform

FUNCTIONS = Path("functions")
API = FUNCTIONS / "api"
STAGE = "api"  # the last part of the API's address


def package_api(parts: Path, folder: Path) -> Path:
    """Run `chalice package` with the other parts merged in.

    Returns:
        The merged template; deployment.zip lies beside it.
    """
    shutil.rmtree(folder, ignore_errors=True)
    environment = {**os.environ, "AWS_DEFAULT_REGION": os.environ.get("AWS_DEFAULT_REGION", "eu-central-1")}
    command = [
        sys.executable,
        "-c",
        "from chalice.cli import main; main()",
        "--project-dir",
        str(API),
        "package",
        "--stage",
        STAGE,
    ]
    command += ["--merge-template", str(parts.resolve()), "--template-format", "yaml", str(folder.resolve())]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"chalice package failed:\n{done.stdout}{done.stderr}")
    return folder / "sam.yaml"


def build_functions(folder: Path, deployment: Path, place: Platform) -> None:
    """Each function's code into a folder of its name."""
    shutil.rmtree(folder, ignore_errors=True)
    for source in sorted(FUNCTIONS.iterdir()):
        if (source / "handler.py").is_file():
            shutil.copytree(source, folder / source.name, ignore=shutil.ignore_patterns("__pycache__"))
    with zipfile.ZipFile(deployment) as packaged:
        packaged.extractall(folder / API.name)
    compile_folder(folder, place)
