"""What a function must not load before its first event: each of these cost a cold start more than ten milliseconds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
FUNCTIONS = sorted(path.parent.name for path in (ROOT / "functions").glob("*/handler.py"))
HEAVY = {"boto3", "asyncio", "multiprocessing", "aws_lambda_powertools.utilities.data_classes", "phonenumbers", "yaml"}
# A post of a channel touches neither the table nor any use case.
NEEDED = ("dead_letters", "errors", "files", "messages", "numbers", "people", "templates", "tokens")
OF_THE_TABLE = {"pynamodb", "nabiz.storage", "nabiz.services", "nabiz.configuration", "nabiz.texts"}


def loaded(folder: str, module: str) -> set[str]:
    """Every module that a fresh process holds after importing a function's own."""
    paths = [str(ROOT / "functions" / folder), str(ROOT / "layers/core/python")]
    program = f"import sys; sys.path[:0] = {paths!r}; import {module}, json; print(json.dumps(sorted(sys.modules)))"
    return set(json.loads(run(program)))


def run(program: str, **how: Any) -> str:
    """What a fresh interpreter prints."""
    environment = {"PATH": os.environ["PATH"], "POWERTOOLS_SERVICE_NAME": "nabiz", "AWS_DEFAULT_REGION": "eu-central-1"}
    command = [sys.executable, "-c", program]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True, **how).stdout


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_worker_loads_nothing_heavy_that_its_first_event_may_not_need(function: str) -> None:
    assert not loaded(function, "handler") & HEAVY


def test_the_api_loads_no_storage_and_no_use_case_before_a_route_asks_for_it() -> None:
    assert not loaded("api", "app") & (HEAVY | OF_THE_TABLE)


def test_the_api_loads_of_the_domain_what_every_request_needs() -> None:
    domain = {name for name in loaded("api", "app") if name.startswith("nabiz.domain.")}

    assert domain <= {f"nabiz.domain.{name}" for name in NEEDED}


def test_the_collector_looks_seldom_from_the_start() -> None:
    program = "import gc, nabiz; print(gc.get_threshold()[0])"

    assert int(run(program, cwd=ROOT / "layers/core/python")) >= 50_000
