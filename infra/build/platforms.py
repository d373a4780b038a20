"""The two places a build is made for: AWS, and the local cloud, whose functions run in this interpreter."""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Platform:
    """Where functions run. `wheels` are pip's platform tags, none for this machine's own."""

    name: str
    python: str
    architecture: str
    wheels: tuple[str, ...] = ()

    @property
    def runtime(self) -> str:
        """Lambda's name of the interpreter."""
        return f"python{self.python}"


AWS = Platform(
    name="aws",
    python="3.13",
    architecture="arm64",
    wheels=("manylinux2014_aarch64", "manylinux_2_28_aarch64"),  # Lambda's python3.13 is Amazon Linux 2023: glibc 2.34
)
LOCAL = Platform(
    name="local",
    python=f"{sys.version_info.major}.{sys.version_info.minor}",
    architecture="arm64" if platform.machine() in ("aarch64", "arm64") else "x86_64",
)
PLATFORMS = {place.name: place for place in (AWS, LOCAL)}


def interpreter(place: Platform) -> str | None:
    """An interpreter of the platform's version on this machine, or None. pyenv's are found though not on PATH."""
    if place.python == LOCAL.python:
        return sys.executable
    found = [shutil.which(f"python{place.python}")]
    found += [str(path) for path in Path.home().glob(f".pyenv/versions/{place.python}.*/bin/python")]
    for candidate in filter(None, found):
        answer = subprocess.run(
            [candidate, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"],
            capture_output=True,
            text=True,
            check=False,
        )
        if answer.stdout.strip() == place.python:
            return candidate
    return None
