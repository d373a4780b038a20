"""The console and the citizens' pages in a real browser, against the running city: web/e2e/*.test.mjs."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

WEB = Path(__file__).parents[2] / "web"
CHROMIUM = shutil.which(os.environ.get("CHROMIUM", "chromium"))
SECONDS = 240

pytestmark = [
    pytest.mark.timeout(SECONDS + 60),
    pytest.mark.skipif(CHROMIUM is None, reason="no browser: on Debian, apt-get install chromium"),
]


@pytest.mark.parametrize(
    "name", ["citizen-story", "console-work", "console-quality", "console-access", "console-admin"]
)
def test_the_pages(stack_file: Path, figure: Callable[[str], None], name: str) -> None:
    environment = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "CHROMIUM": str(CHROMIUM)}

    ran = subprocess.run(
        ["node", "--test", "--test-reporter=spec", f"e2e/{name}.test.mjs"],
        cwd=WEB, env={**environment, "NABIZ_STACK": str(stack_file)}, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=SECONDS, check=False,
    )  # fmt: skip

    assert ran.returncode == 0, ran.stdout[-6000:]
    figure(f"{name}: {ran.stdout.count('✔')} scenarios in the browser")
