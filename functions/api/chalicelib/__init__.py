"""The resources of the HTTP API, one module each.

What answers and bodies look like, and what reads the one and makes the other, is loaded when a request needs it: a post
of a channel needs none of it, and every room made every cold start longer.
"""

from __future__ import annotations

import sys
from importlib.util import LazyLoader, find_spec, module_from_spec


def _load_later(name: str) -> None:
    """Put a module in its place without running it; the first attribute that somebody asks for runs it (importlib).

    Its package must know it too: an import statement that looked it up would run it.
    """
    spec = find_spec(name)
    assert spec is not None
    assert spec.loader is not None
    spec.loader = LazyLoader(spec.loader)
    module = sys.modules[name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    package, _, own = name.rpartition(".")
    setattr(sys.modules[package], own, module)


_LATER = (
    "answers.calls", "answers.desk", "answers.field", "answers_administration", "answers_identity", "asking", "bodies",
    "bodies_administration", "bodies_desk", "bodies_field", "bodies_identity", "call_views", "commands",
)  # fmt: skip

for _name in _LATER:
    _load_later(f"{__name__}.{_name}")
