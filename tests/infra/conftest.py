"""The built template, as `sam deploy` gets it."""

from __future__ import annotations

from pathlib import Path

import pytest

from infra.build.platforms import AWS, LOCAL, Platform
from infra.build.steps import make_template
from infra.build.templates import Template, read_yaml
from tests.infra.stack import Stack

ROOT = Path(__file__).parents[2]


def built(folder: Path, place: Platform) -> Template:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        make_template(folder, place)
    template: Template = read_yaml(folder / "template.yaml")
    return template


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """The template for AWS."""
    return built(tmp_path_factory.mktemp("aws"), AWS)


@pytest.fixture(scope="session")
def local_template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """The template for the local cloud."""
    return built(tmp_path_factory.mktemp("local"), LOCAL)


@pytest.fixture(scope="session")
def stack(template: Template) -> Stack:
    return Stack(template)
