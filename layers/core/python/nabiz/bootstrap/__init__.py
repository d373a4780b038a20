"""One process's things, made once and only when asked for: settings, session, clients, configuration, use cases.

Imports stand inside the methods: a function pays at its cold start for what it uses, and for nothing else.
"""

from __future__ import annotations

from functools import cache

from nabiz.bootstrap.ground import Secrets
from nabiz.bootstrap.use_cases import App

__all__ = ["App", "Secrets", "app"]


@cache
def app() -> App:
    """This process's things."""
    return App()
