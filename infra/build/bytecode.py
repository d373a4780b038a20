"""Ships compiled code: Lambda's folders are read-only, so what is not compiled here is compiled at every cold start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from infra.build.platforms import Platform, interpreter


def compile_folder(folder: Path, place: Platform) -> None:
    """Write .pyc files beside the sources, trusted without looking at the source's time: unpacking changes it."""
    python = interpreter(place)
    if python is None:
        print(
            f"no Python {place.python} here: {folder} is shipped without .pyc, cold starts take longer", file=sys.stderr
        )
        return
    subprocess.run(
        [python, "-m", "compileall", "-q", "-j", "0", "--invalidation-mode", "unchecked-hash", "-s", folder, folder],
        check=True,
    )
