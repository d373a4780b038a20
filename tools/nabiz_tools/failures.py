"""What goes wrong in a way that a person can mend: one clear line, no traceback."""

from __future__ import annotations


class ToolError(Exception):
    """Its text is all that the command line prints; `cli.main` then exits with 1."""
