"""The ports of one local cloud, and a clear word when somebody else has one of them."""

from __future__ import annotations

import socket
from dataclasses import dataclass, fields

from nabiz_tools.failures import ToolError


@dataclass(frozen=True)
class Ports:
    """All on 127.0.0.1. `make up` uses the defaults; tests take their own with `free_ports`."""

    cloud: int = 4566
    providers: int = 4580
    front: int = 4590


def free_ports() -> Ports:
    """Three ports that nobody listens on now."""
    sockets = [socket.socket() for _ in fields(Ports)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return Ports(*(one.getsockname()[1] for one in sockets))
    finally:
        for one in sockets:
            one.close()


def is_taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def require_free(port: int, what: str) -> None:
    """Raises ToolError with what to do."""
    if is_taken(port):
        raise ToolError(
            f"Port {port} ({what}) is taken by another program. Stop it, or choose other ports: "
            f"nabiz up --ports CLOUD,PROVIDERS,FRONT"
        )
