"""A build's steps. Each is skipped while the hash of what it is made from is the one that it was made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path

from infra.build import functions, layers
from infra.build.alarms import alarms
from infra.build.companions import API, attach, companions
from infra.build.pages import WEB, pages
from infra.build.platforms import Platform
from infra.build.templates import Template, join, read_yaml, write_yaml

PARTS = Path("infra/template")
PERMISSIONS = Path("infra/permissions.yaml")
BUILD = Path(".build")
IGNORED = {"__pycache__", "deployments"}  # the second is where Chalice keeps its packages
LOCKS = (Path("requirements/dev.txt"), Path("requirements/vendor.txt"))


def build(place: Platform, *, template_only: bool = False) -> list[str]:
    """Bring `.build/{platform}` up to date, from the repository's folder.

    Returns:
        The steps that had something to do.
    """
    folder = BUILD / place.name
    recorded = folder / "inputs.json"
    made: dict[str, str] = json.loads(recorded.read_text(encoding="utf-8")) if recorded.is_file() else {}
    done: list[str] = []

    def step(name: str, inputs: Iterable[Path], make: Callable[[], None]) -> None:
        fingerprint = _fingerprint([*inputs, Path("infra/build")], place)
        if made.get(name) == fingerprint:
            return
        made.pop(name, None)
        make()
        made[name] = fingerprint
        done.append(name)
        recorded.write_text(json.dumps(made, indent=2), encoding="utf-8")

    folder.mkdir(parents=True, exist_ok=True)
    template_inputs = [PARTS, WEB, PERMISSIONS, functions.API, layers.CORE, LOCKS[0]]
    step("template", template_inputs, lambda: make_template(folder, place))
    if not template_only:
        step(
            "vendor layer",
            [layers.REQUIREMENTS, layers.KEEP],
            lambda: layers.build_vendor(folder / "layers/vendor", place),
        )
        step("imaging layer", [layers.IMAGING], lambda: layers.build_imaging(folder / "layers/imaging", place))
        step("core layer", [layers.CORE], lambda: layers.build_core(folder / "layers/core", place))
        deployment = folder / "api/deployment.zip"
        inputs = [functions.FUNCTIONS, LOCKS[0]]
        step("functions", inputs, lambda: functions.build_functions(folder / "functions", deployment, place))
    return done


def make_template(folder: Path, place: Platform) -> None:
    """Write folder/template.yaml: the parts by hand, each function's companions, the alarms, and Chalice's API."""
    by_hand = join([read_yaml(path) for path in sorted(PARTS.glob("*.yaml"), key=_parameters_first)])
    whole = complete(by_hand, place)
    parts = folder / "parts.yaml"
    write_yaml(parts, whole)
    merged = read_yaml(functions.package_api(parts, folder / "api"))
    write_yaml(folder / "template.yaml", in_order(merged))
    parts.unlink()


def complete(by_hand: Template, place: Platform) -> Template:
    """The template without the API's routes: what was written by hand and what follows from it."""
    resources = by_hand["Resources"]
    of_code = {name: it for name, it in resources.items() if it.get("Type") == "AWS::Serverless::Function"}
    of_code[API] = resources[API]
    for name, definition in of_code.items():
        attach(name, definition)
    by_hand["Parameters"]["Runtime"]["Default"] = place.runtime
    by_hand["Parameters"]["Architecture"]["Default"] = place.architecture
    return join([by_hand, companions(list(of_code), read_yaml(PERMISSIONS)), alarms(list(of_code)), pages()])


def in_order(template: Template) -> Template:
    """The sections as a reader expects them."""
    sections = [
        "AWSTemplateFormatVersion",
        "Transform",
        "Description",
        "Parameters",
        "Conditions",
        "Globals",
        "Resources",
    ]
    return {name: template[name] for name in [*sections, *sorted(template.keys() - set(sections))]}


def _parameters_first(path: Path) -> tuple[bool, str]:
    return path.stem != "parameters", path.stem


def _fingerprint(inputs: list[Path], place: Platform) -> str:
    digest = hashlib.sha256(repr(place).encode())
    for path in inputs:
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file() and not IGNORED & set(file.parts):
                digest.update(f"{file}\0".encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()
