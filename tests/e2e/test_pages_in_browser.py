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
SECONDS = 420  # a lot takes a minute and a half alone, and other tests run beside it
NODE = ("node", "--test", "--test-reporter=spec", "--test-concurrency=2")

pytestmark = [
    pytest.mark.timeout(SECONDS + 60),
    pytest.mark.skipif(CHROMIUM is None, reason="no browser: on Debian, apt-get install chromium"),
]


# Files that may run at the same time: in each lot one alone counts what citizens answer.
LOTS = {
    "citizens, access": ("citizen-story", "console-access"),
    "console": ("console-work", "console-quality", "console-admin"),
}


@pytest.mark.parametrize("lot", LOTS)
def test_the_pages(stack_file: Path, figure: Callable[[str], None], lot: str) -> None:
    environment = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "CHROMIUM": str(CHROMIUM)}

    ran = subprocess.run(
        [*NODE, *(f"e2e/{name}.test.mjs" for name in LOTS[lot])],
        cwd=WEB, env={**environment, "NABIZ_STACK": str(stack_file)}, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=SECONDS, check=False,
    )  # fmt: skip

    assert ran.returncode == 0, ran.stdout[-6000:]
    figure(f"{lot}: {ran.stdout.count('✔')} scenarios in the browser")
