"""Run the stand-ins: `python -m nabiz_tools.standins --port 4580 --folder FOLDER`, with settings.json in the folder."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
from pathlib import Path

from nabiz_tools.standins.providers import Providers, ProviderSettings
from nabiz_tools.standins.server import make_server


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    arguments = parser.parse_args()
    settings = ProviderSettings(**json.loads((arguments.folder / "settings.json").read_text(encoding="utf-8")))
    server = make_server(Providers(settings, arguments.folder), arguments.port)
    # shutdown() waits for serve_forever(), so it must not run in the thread that serves.
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    print(f"providers' stand-in on http://127.0.0.1:{arguments.port}", flush=True)
    server.serve_forever()
    return 0


if __name__ == "__main__":
    sys.exit(main())
