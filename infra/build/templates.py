"""CloudFormation in YAML: reading it with the short intrinsics, joining parts, writing it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

Template = dict[str, Any]


class _Loader(yaml.SafeLoader):
    """SafeLoader that turns `!Sub x` into `{"Fn::Sub": "x"}`."""


def _intrinsic(loader: _Loader, tag: str, node: yaml.Node) -> dict[str, Any]:
    name = tag if tag in ("Ref", "Condition") else f"Fn::{tag}"
    if isinstance(node, yaml.ScalarNode):
        value: Any = loader.construct_scalar(node)
        return {name: value.split(".", 1) if tag == "GetAtt" else value}
    if isinstance(node, yaml.SequenceNode):
        return {name: loader.construct_sequence(node, deep=True)}
    assert isinstance(node, yaml.MappingNode)
    return {name: loader.construct_mapping(node, deep=True)}


_Loader.add_multi_constructor("!", _intrinsic)


class _Dumper(yaml.SafeDumper):
    """SafeDumper that writes shared parts out instead of as anchors, which CloudFormation does not read."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def read_yaml(path: Path) -> Any:
    """What stands in a YAML file that may use CloudFormation's short intrinsics."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)


def write_yaml(path: Path, template: Template) -> None:
    """Write a template in the order its parts were given."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.dump(template, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)
    path.write_text(text, encoding="utf-8")


def join(parts: list[Template]) -> Template:
    """One template of several: sections are joined, and nothing may be said twice.

    Raises:
        ValueError: two parts name the same resource, output, parameter or condition.
    """
    whole: Template = {}
    for part in parts:
        for section, content in part.items():
            if not isinstance(content, dict):
                whole[section] = content
                continue
            present = whole.setdefault(section, {})
            twice = sorted(present.keys() & content.keys())
            if twice:
                raise ValueError(f"{section}: {', '.join(twice)} stand in two parts of the template")
            present.update(content)
    return whole
