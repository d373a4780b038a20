"""The build: refuses what contradicts itself, does nothing twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from infra.build import functions, layers, steps
from infra.build.companions import companions
from infra.build.platforms import AWS, LOCAL
from infra.build.templates import join, read_yaml, write_yaml
from tests.infra.conftest import ROOT


def test_two_parts_may_not_say_the_same_thing() -> None:
    with pytest.raises(ValueError, match="Table"):
        join([{"Resources": {"Table": {}}}, {"Resources": {"Table": {}}}])


@pytest.mark.parametrize("grants", [{}, {"Known": [], "Unknown": []}])
def test_a_function_without_grants_or_grants_without_a_function_are_refused(grants: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"permissions\.yaml"):
        companions(["Known"], grants)


def test_short_intrinsics_are_read_as_their_long_forms(tmp_path: Path) -> None:
    written = tmp_path / "part.yaml"
    written.write_text('a: !Sub "${X}/*"\nb: !GetAtt Queue.Arn\nc: !If [IsAws, !Ref A, !Ref B]\n')

    assert read_yaml(written) == {
        "a": {"Fn::Sub": "${X}/*"},
        "b": {"Fn::GetAtt": ["Queue", "Arn"]},
        "c": {"Fn::If": ["IsAws", {"Ref": "A"}, {"Ref": "B"}]},
    }


def test_what_is_written_needs_no_anchors(tmp_path: Path) -> None:
    shared = {"Type": "X"}
    write_yaml(tmp_path / "t.yaml", {"Resources": {"A": shared, "B": shared}})

    assert "&" not in (tmp_path / "t.yaml").read_text()
    assert yaml.safe_load((tmp_path / "t.yaml").read_text()) == {"Resources": {"A": shared, "B": shared}}


@pytest.fixture
def recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A build in a folder of its own whose steps only write down that they ran."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(steps, "BUILD", tmp_path)
    ran: list[str] = []
    monkeypatch.setattr(steps, "make_template", lambda *_: ran.append("template"))
    monkeypatch.setattr(layers, "build_vendor", lambda *_: ran.append("vendor"))
    monkeypatch.setattr(layers, "build_core", lambda *_: ran.append("core"))
    monkeypatch.setattr(functions, "build_functions", lambda *_: ran.append("functions"))
    return ran


def test_a_second_build_has_nothing_to_do(recorded: list[str]) -> None:
    steps.build(LOCAL)
    assert recorded == ["template", "vendor", "core", "functions"]

    assert steps.build(LOCAL) == []
    assert len(recorded) == 4


def test_a_step_that_failed_is_done_again(recorded: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(layers, "build_core", fail)
        with pytest.raises(OSError, match="disk full"):
            steps.build(AWS)

    assert steps.build(AWS) == ["core layer", "functions"]


def test_checks_build_the_template_alone(recorded: list[str]) -> None:
    assert steps.build(AWS, template_only=True) == ["template"]
