"""The staff over HTTP: twenty who write at the same moment, and what is not theirs to see."""

from __future__ import annotations

from collections import Counter

from tests.support.town import Town, at_once

DOG = "116. Sokakta yaralı bir köpek var"
WASTE = "Çöpler üç gündür alınmadı, konteyner taştı"
WRITERS = 20


def test_of_twenty_writers_at_once_none_is_lost(town: Town) -> None:
    zeynep = town.resident()
    zeynep.writes(DOG)
    number = zeynep.ticket()["number"]
    town.settle()
    version = town.page(number)["ticket"]["version"]
    town.api.token("department")  # signed in before the race

    def write(writer: int) -> int:
        body = {"text": f"Yazan {writer}"}
        return town.api.change(f"/tickets/{number}/notes", body, role="department", version=version).status

    outcomes = Counter(at_once([lambda writer=writer: write(writer) for writer in range(WRITERS)]))

    assert set(outcomes) <= {201, 409, 412}, outcomes
    assert outcomes.total() == WRITERS
    recorded = [entry for entry in town.history(number) if entry["type"] == "NoteAdded"]
    assert len(recorded) == outcomes[201] >= 1, outcomes
    page = town.page(number)
    assert len([message for message in page["messages"] if message["text"].startswith("Yazan ")]) == outcomes[201]
    assert page["ticket"]["version"] == version + outcomes[201]


def test_whoever_lost_the_race_is_told_who_won(town: Town) -> None:
    zeynep = town.resident()
    zeynep.writes(DOG)
    number = zeynep.ticket()["number"]
    version = town.page(number)["ticket"]["version"]
    path = f"/tickets/{number}/transitions"
    town.api.change(path, {"to": "in_progress"}, role="department", version=version).expect(200)

    late = town.api.change(path, {"to": "in_progress"}, role="supervisor", version=version)

    assert late.status == 412, late
    assert late.json["changed_by"].startswith("user:"), late.json
    assert late.json["version"] == version + 1


def test_a_department_does_not_see_the_tickets_of_another(town: Town) -> None:
    mehmet = town.resident("Mehmet Kaya")
    mehmet.writes(WASTE)
    ticket = mehmet.ticket()
    assert ticket["department"] not in ("veteriner", None), ticket
    number, version = ticket["number"], ticket["version"]

    seen = town.api.call("GET", f"/tickets/{number}", role="department")
    read = town.api.call("GET", f"/tickets/{number}/history", role="department")
    listed = town.api.call("GET", "/tickets", role="department", query={"department": ticket["department"]})
    changed = town.api.change(f"/tickets/{number}/notes", {"text": "Not"}, role="department", version=version)

    assert [answer.status for answer in (seen, read, listed, changed)] == [404, 404, 403, 404]
    assert all("Çöpler" not in answer.content.decode() for answer in (seen, read, listed, changed))
    own = town.api.call("GET", "/tickets", role="department").expect(200).json["items"]
    assert {item["department"] for item in own} <= {"veteriner"}
