"""What may know what: see [tool.importlinter] in pyproject.toml, and here what it cannot say."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.infra.conftest import ROOT

PRODUCT = ROOT / "layers/core/python/nabiz"
# Modules of functions, as their own folder's import path sees them.
OF_FUNCTIONS = {"functions", "handler", "app", "chalicelib"}


def imported(source: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_the_contracts_hold() -> None:
    linter = "from importlinter.cli import lint_imports_command as lint; lint()"
    checked = subprocess.run([sys.executable, "-c", linter], cwd=ROOT, capture_output=True, text=True, check=False)

    assert checked.returncode == 0, checked.stdout


def test_the_domain_imports_the_standard_library_and_itself() -> None:
    for source in (PRODUCT / "domain").rglob("*.py"):
        foreign = {
            name
            for name in imported(source)
            if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith("nabiz.domain")
        }
        assert not foreign, f"{source}: {foreign}"


def test_nothing_imports_a_function() -> None:
    for folder in (PRODUCT, ROOT / "tools", ROOT / "infra"):
        for source in folder.rglob("*.py"):
            assert not {name for name in imported(source) if name.split(".")[0] in OF_FUNCTIONS}, source
