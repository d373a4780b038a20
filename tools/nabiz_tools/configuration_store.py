"""Brings the compiled configuration of a folder into a table.

The product's records are bound to one table of one process, so this runs in a process of its own:
`python -m nabiz_tools.configuration_store TABLE FOLDER`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from nabiz_tools.aws import Clients
from nabiz_tools.failures import ToolError
from nabiz_tools.paths import REPOSITORY


def apply(clients: Clients, table: str, folder: Path) -> str:
    """Compile, check and write; returns the version that is now in force. Raises ToolError with file and line."""
    finished = subprocess.run(
        [sys.executable, "-m", "nabiz_tools.configuration_store", table, str(folder)],
        env=variables(clients),
        capture_output=True,
        text=True,
        check=False,
    )
    if finished.returncode != 0:
        raise ToolError(f"The configuration was not applied. {finished.stderr.strip()}")
    return finished.stdout.strip()


def variables(clients: Clients) -> dict[str, str]:
    """The environment of the write: the local cloud's own, or on AWS the caller's, whose profile it needs."""
    variables = {
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
        "PYTHONPATH": os.pathsep.join(str(REPOSITORY / part) for part in ("tools", "layers/core/python")),
        "AWS_DEFAULT_REGION": str(clients.session.region_name),
    }
    if clients.endpoint_url:
        local = {"AWS_ENDPOINT_URL": clients.endpoint_url, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
        return variables | local
    return {name: value for name, value in os.environ.items() if name.startswith(("AWS_", "HOME"))} | variables


def main(table: str, folder: Path) -> int:
    import botocore.session

    from nabiz.configuration import load_configuration
    from nabiz.domain.errors import ConfigurationError
    from nabiz.storage.configuration_store import write_configuration
    from nabiz.storage.records import open_table
    from nabiz_tools.configuration import compile_configuration

    try:
        parts = compile_configuration(folder)
    except ConfigurationError as error:
        print(error, file=sys.stderr)
        return 1
    version = load_configuration(parts).version
    open_table(table, botocore.session.get_session())
    write_configuration(parts)
    print(version)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
