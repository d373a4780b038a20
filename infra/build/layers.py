"""The layers: `core` is the product, `vendor` and `imaging` pinned packages, each compiled for its platform."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from infra.build.bytecode import compile_folder
from infra.build.descriptions import slim
from infra.build.platforms import Platform
from infra.build.templates import read_yaml

CORE = Path("layers/core/python")
REQUIREMENTS = Path("requirements/vendor.txt")
KEEP = Path("layers/vendor/keep.yaml")
IMAGING = Path("requirements/imaging.txt")
IMAGING_IMPORTS = ["PIL.Image", "PIL.ImageOps", "pillow_heif"]


def build_core(folder: Path, place: Platform) -> None:
    """The product's package, into folder/python."""
    target = _empty(folder) / "python"
    shutil.copytree(CORE, target, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    compile_folder(target, place)


def build_vendor(folder: Path, place: Platform) -> None:
    """Wheels of requirements/vendor.txt for the platform into folder/python, less what keep.yaml drops."""
    target = _install(REQUIREMENTS, folder, place)
    keep = read_yaml(KEEP)
    _prune(target, keep)
    compile_folder(target, place)
    if not place.wheels:
        _prove(target, keep["imports"], keep["services"])


def build_imaging(folder: Path, place: Platform) -> None:
    """Wheels of requirements/imaging.txt, which one function has."""
    target = _install(IMAGING, folder, place)
    compile_folder(target, place)
    if not place.wheels:
        _prove(target, IMAGING_IMPORTS, [])


def _install(requirements: Path, folder: Path, place: Platform) -> Path:
    target = _empty(folder) / "python"
    command = [sys.executable, "-m", "pip", "install", "-qq", "--require-hashes", "--no-deps", "--no-compile"]
    command += ["--only-binary=:all:", "--target", str(target), "-r", str(requirements)]
    for tag in place.wheels:
        command += ["--platform", tag]
    if place.wheels:
        command += ["--python-version", place.python, "--implementation", "cp"]
    subprocess.run(command, check=True)
    return target


def _prove(target: Path, modules: list[str], services: list[str]) -> None:
    """Import what functions import and make their clients, from the layer alone; for wheels of this machine only."""
    program = (
        f"import sys; sys.path.insert(0, {str(target)!r}); import {', '.join(modules)}\n"
        f"for name in {services!r}: boto3.client(name, region_name='eu-central-1')"
    )
    subprocess.run([sys.executable, "-I", "-S", "-c", program], check=True)


def _prune(target: Path, keep: dict[str, list[str]]) -> None:
    slim(target / "botocore/data", keep["services"])
    for path in keep["drop"]:
        shutil.rmtree(target / path, ignore_errors=True)


def _empty(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
