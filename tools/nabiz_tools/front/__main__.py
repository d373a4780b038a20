"""Run the front: `python -m nabiz_tools.front --port 4590 --target run/gateway.json --site run/site.json`."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from pathlib import Path

from nabiz_tools.front.pages import Pages
from nabiz_tools.front.server import Front, make_server
from nabiz_tools.paths import WEB_BUILT


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--target", type=Path, required=True)
    parser.add_argument("--site", type=Path, required=True)
    arguments = parser.parse_args()
    server = make_server(Front(arguments.target, pages=Pages(WEB_BUILT, arguments.site)), arguments.port)
    # shutdown() waits for serve_forever(), so it must not run in the thread that serves.
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    server.serve_forever()
    return 0


if __name__ == "__main__":
    sys.exit(main())
