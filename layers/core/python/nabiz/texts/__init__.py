"""What people read: the texts of every stage, filled from the message files of the city."""

from __future__ import annotations

from nabiz.texts.checking import Problem, check_messages
from nabiz.texts.rendering import Rendered, Texts

__all__ = ["Problem", "Rendered", "Texts", "check_messages"]
