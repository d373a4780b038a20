"""python -m infra.build {aws|local} [--template-only]: builds what has changed since the last build."""

from __future__ import annotations

import argparse
import time

from infra.build.platforms import PLATFORMS
from infra.build.steps import build


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m infra.build", description=__doc__)
    parser.add_argument("platform", choices=sorted(PLATFORMS))
    parser.add_argument("--template-only", action="store_true", help="for checks: no layers, no code")
    arguments = parser.parse_args()
    started = time.monotonic()
    built = build(PLATFORMS[arguments.platform], template_only=arguments.template_only)
    print(
        f"build {arguments.platform}: {', '.join(built) or 'nothing has changed'} ({time.monotonic() - started:.1f} s)"
    )


main()
