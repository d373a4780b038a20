"""A built template in the words of these tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from infra.build.templates import Template


class Stack:
    """A template in the words of these tests."""

    def __init__(self, template: Template) -> None:
        self.template = template
        self.resources: dict[str, Template] = template["Resources"]

    def of_type(self, kind: str) -> dict[str, Template]:
        """Properties by logical id."""
        return {name: it["Properties"] for name, it in self.resources.items() if it["Type"] == kind}

    @property
    def functions(self) -> dict[str, Template]:
        return self.of_type("AWS::Serverless::Function")

    def timeout(self, function: str) -> int:
        return int(self.functions[function]["Timeout"])

    def sources(self, kind: str) -> Iterator[tuple[str, Template]]:
        """Function and properties of every event of this kind."""
        for name, function in self.functions.items():
            for event in function.get("Events", {}).values():
                if event["Type"] == kind:
                    yield name, event["Properties"]

    def statements(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Every statement of every policy, with the logical id of the resource that it stands in."""
        for name, resource in self.resources.items():
            for policy in _policies(resource["Properties"]):
                for statement in policy["Statement"]:
                    yield name, statement

    def statements_of(self, function: str) -> list[dict[str, Any]]:
        return [statement for name, statement in self.statements() if name == f"{function}Role"]


def _policies(properties: dict[str, Any]) -> list[dict[str, Any]]:
    inline = [policy["PolicyDocument"] for policy in properties.get("Policies", []) if isinstance(policy, dict)]
    if "PolicyDocument" in properties:
        inline.append(properties["PolicyDocument"])
    return inline


def listed(value: Any) -> list[Any]:
    """A policy's action or resource, which may stand alone."""
    return value if isinstance(value, list) else [value]


def target(value: Any) -> str:
    """Logical id that an intrinsic points to."""
    if "Ref" in value:
        return str(value["Ref"])
    if "Fn::GetAtt" in value:
        return str(value["Fn::GetAtt"][0])
    if "Fn::If" in value:
        return target(value["Fn::If"][1])
    text = value["Fn::Sub"] if isinstance(value["Fn::Sub"], str) else value["Fn::Sub"][0]
    return str(text).partition("${")[2].partition("}")[0].partition(".")[0]
