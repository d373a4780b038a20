"""These tests run where every request of every function is checked against the function's own policy."""

from __future__ import annotations

import pytest

from tests.support.lanes import ENFORCED, Lane


@pytest.fixture(scope="module")
def lane() -> Lane:
    """IAM as on AWS."""
    return ENFORCED
