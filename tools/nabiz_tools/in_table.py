"""Work of the product itself on a deployed table, in a process of its own: records are bound to one table of a process.

`python -m nabiz_tools.in_table reindex|reconcile|repair|calls|repair-calls TABLE [DAY]`.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime

from nabiz_tools.aws import Clients
from nabiz_tools.configuration_store import variables

PROGRESS = 500  # tickets between two lines


def run(clients: Clients, table: str, task: str, *more: str) -> int:
    """Do it; its lines go to the terminal. Returns its exit status."""
    command = [sys.executable, "-m", "nabiz_tools.in_table", task, table, *more]
    return subprocess.run(command, env=variables(clients), check=False).returncode


def reindex() -> int:
    """Let every ticket be found by its words, open ones first; one that is indexed already costs two reads."""
    from nabiz.ports.search import TicketQuery
    from nabiz.services.index_search import index_search
    from nabiz.storage.lists import TableLists
    from nabiz.storage.reader import TableReader
    from nabiz.storage.search_index import TableSearchIndex

    lists, reader, index = TableLists(), TableReader(), TableSearchIndex()
    tickets = items = 0
    for done in (False, True):
        cursor = ""
        while True:
            page = lists.tickets(TicketQuery(done=done, limit=100, cursor=cursor))
            for ticket in page.items:
                messages = [message.id for message in reader.ticket_page(ticket.number).messages]
                items += index_search(ticket.aggregate, messages, ticket.citizen, index)
                tickets += 1
                if tickets % PROGRESS == 0:
                    print(f"{tickets} tickets, {items} new items of the index", flush=True)
            cursor = page.cursor
            if not cursor:
                break
    print(f"{tickets} tickets can be found, {items} new items of the index")
    return 0


def reconcile(*, mend: bool) -> int:
    """Show where the counters differ from the tickets; exit status 1 if they do and it was not mended."""
    from nabiz.services.reconcile_figures import reconcile_figures, repair
    from nabiz.storage.counters import TableCounters
    from nabiz.storage.lists import TableLists

    lists, counters = TableLists(), TableCounters()
    differences = reconcile_figures(lists, counters)
    for difference in differences:
        name, measure = difference.place
        print(f"{name} {measure}: counted {difference.counted}, there are {difference.there}")
    if differences and mend:
        repair(differences, counters)
        differences = reconcile_figures(lists, counters)
        print("repaired")
    print(f"difference {sum(abs(one.counted - one.there) for one in differences)}")
    return 1 if differences else 0


def reconcile_day(written: str, *, mend: bool) -> int:
    """The same for the calls of a day; a day whose calls were let go of is never mended."""
    from nabiz.services.reconcile_calls import reconcile_calls, repair_calls
    from nabiz.storage.calls import TableCalls
    from nabiz.storage.configuration_store import ConfigurationStore
    from nabiz.storage.counters import TableCounters

    configuration = ConfigurationStore().get()
    day, zone = date.fromisoformat(written), configuration.city.timezone
    today = datetime.now(zone).date()
    if mend and not today - configuration.switchboard.kept_for < day < today:
        print("Only a day that is over and whose calls are kept can be repaired", file=sys.stderr)
        return 2
    calls, counters = TableCalls(zone), TableCounters()
    differences = reconcile_calls(day, zone, calls, counters)
    for one in differences:
        print(f"{one.dimension} {one.measure}: counted {one.counted}, there are {one.there}")
    if differences and mend:
        repair_calls(day, differences, counters)
        differences = reconcile_calls(day, zone, calls, counters)
        print("repaired")
    print(f"difference {sum(abs(one.counted - one.there) for one in differences)}")
    return 1 if differences else 0


def main(task: str, table: str, day: str = "") -> int:
    import botocore.session

    from nabiz.storage.records import open_table

    open_table(table, botocore.session.get_session())
    if task in ("calls", "repair-calls"):
        return reconcile_day(day, mend=task == "repair-calls")
    return reindex() if task == "reindex" else reconcile(mend=task == "repair")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
