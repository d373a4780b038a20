"""What `make bench` prints is measured on the real functions; one operation stands for all of them here."""

from __future__ import annotations

from bench.metering import MeteredCloud
from bench.operations import OPERATIONS
from tests.support.city import City


def test_opening_a_ticket_has_its_price() -> None:
    with MeteredCloud() as cloud:
        step = OPERATIONS["staff: moves a ticket"](City(cloud))

        spent = cloud.measure(step)

    assert spent.requests == {"GetItem": 1, "TransactWriteItems": 1}
    assert spent.write == 8  # the ticket of up to 3 kB and one event, twice for the transaction
    assert spent.index == 9  # up to 3 kB in the lists of the department, of all and of the citizen
    assert 0 < spent.cpu < 10
