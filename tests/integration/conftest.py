"""The city of the integration tests: the API and every function on moto, each call to AWS counted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.city import City
from tests.support.cloud import Cloud


@pytest.fixture
def city() -> Iterator[City]:
    """A city that was set up a moment ago."""
    with Cloud() as cloud:
        yield City(cloud)
