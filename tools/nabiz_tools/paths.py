"""Where things lie in the repository and on the developer's machine."""

from __future__ import annotations

from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
LOCAL = REPOSITORY / ".local"
ENVIRONMENTS = LOCAL / "env"
CONFIG = REPOSITORY / "config"
BUILD_LOCAL = REPOSITORY / ".build" / "local"
WEB_BUILT = REPOSITORY / "web" / "dist"
