"""The story: Zeynep writes about an injured dog; the city answers, is late, is reminded, helps, asks, and counts."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from nabiz_tools import whatsapp_payloads
from nabiz_tools.client import ApiClient
from nabiz_tools.demo.photo import photo
from nabiz_tools.demo.timeline import Timeline
from nabiz_tools.whatsapp_choices import choices_of

NUMBER = re.compile(r"\b\d{3}-\d{3}-\d{3}\b")
ISTANBUL = ZoneInfo("Europe/Istanbul")
DEPARTMENT = "veteriner"
PLACE = (38.9921, 33.0066)  # in the demo city
Entry = dict[str, Any]


class Story:
    def __init__(self, api: ApiClient) -> None:
        self._api = api
        self._line = Timeline()
        # A new citizen each time, so that the story can be told again; the number belongs to the stand-in's world.
        self._phone = f"90555000{secrets.randbelow(10_000):04}"
        self._began = datetime.now(UTC).isoformat()
        self._number = ""
        self._heard: set[str] = set()

    def tell(self) -> None:
        """Raises ToolError at the first step that does not happen."""
        self._citizen_writes()
        self._photo_and_place_join()
        self._nobody_answers()
        self._department_works()
        self._survey_becomes_a_figure()
        self._line.end()

    def _citizen_writes(self) -> None:
        self._line.chapter("A citizen writes")
        self._say("116. Sokakta yaralı bir köpek var")
        told = self._citizen_hears("the city acknowledges with a number", lambda text: bool(NUMBER.search(text)))
        found = NUMBER.search(told["text"])
        assert found is not None
        self._number = found.group().replace("-", "")
        ticket = self._ticket()
        self._line.tell("system", f"ticket {found.group()}: {ticket['category']} -> {ticket['department']}")
        self._line.tell(
            "system", f"promised: answer by {ticket['due']['respond']}, solved by {ticket['due']['resolve']}"
        )
        self._line.require(ticket["department"] == DEPARTMENT, f"it went to {ticket['department']}")
        self._is_mailed("the department is told", to_department=True)

    def _photo_and_place_join(self) -> None:
        self._line.chapter("A location and a photo join the ticket; the provider's media server fails twice")
        media_id = str(secrets.randbelow(10**15))
        content = photo(*PLACE)
        self._api.put_media(media_id, content, "image/jpeg")
        self._api.script_error(service="media", match={"media_id": media_id}, times=2, status=503)
        self._send(whatsapp_payloads.location(*PLACE), "sends the location")
        self._send(whatsapp_payloads.image(media_id, content), "sends a photo")
        self._line.happens("system", "all three messages stand on one ticket", lambda: self._has("messages", 3))
        self._line.happens("system", "the photo is in the house", self._photo_is_stored, 120)

    def _nobody_answers(self) -> None:
        self._line.chapter("Nobody answers; time passes")
        due = datetime.fromisoformat(self._ticket()["due"]["respond"])
        late = due + timedelta(minutes=5)
        self._run_at("escalate_overdue", late)
        self._is_mailed("the next in line hears that it is overdue", to_department=False)
        before = len(self._mails())
        self._run_at("escalate_overdue", late)
        self._line.require(len(self._mails()) == before, "the second run told somebody again")
        self._line.tell("system", "a second run of the same moment changes nothing")

    def _department_works(self) -> None:
        self._line.chapter("The department works")
        self._move("department", to="in_progress")
        self._citizen_hears("is told that work began")
        answer = self._api.call(
            "POST", f"/tickets/{self._number}/messages", {"text": "Ekibimiz yola çıktı."}, role="department",
            headers=self._match(),
        )  # fmt: skip
        answer.expect(200, 201)
        self._line.tell("department", "writes to the citizen")
        self._citizen_hears("reads the department's words", lambda text: "yola çıktı" in text)
        self._move(
            "department", to="resolved", outcome="solved", message_to_citizen="Köpek tedaviye alındı, durumu iyi."
        )
        self._citizen_hears("is told the outcome", lambda text: "tedaviye" in text)
        self._move("operator", to="closed")

    def _survey_becomes_a_figure(self) -> None:
        self._line.chapter("The survey")
        before = self._satisfaction()
        self._run_at("dispatch_surveys", next_morning(datetime.fromisoformat(self._ticket()["survey"]["due_at"])))
        asked = self._line.happens("citizen", "is asked", self._survey)
        self._line.quote(asked["text"])
        choice = next(choice for choice in choices_of(asked) if choice.id.endswith(":very_satisfied"))
        self._send(choice.press(), f"answers: {choice.title}")
        after = self._line.happens("system", "the answer is counted", lambda: self._counted_after(before))
        self._line.require(after["total"] == before["total"] + 1, "one answer counts once")
        shares = ", ".join(f"{name} {share} %" for name, share in after["shares"].items())
        self._line.tell("figures", f"{after['total']} answers: {shares}; satisfied {after['satisfied']} %")
        history = self._api.call("GET", f"/tickets/{self._number}/history", role="auditor").expect(200).json
        entries = history["items"]
        self._line.tell("auditor", f"sees {len(entries)} entries: {', '.join(str(e['type']) for e in entries)}")

    # -- who does what ------------------------------------------------------------------------------------------------

    def _say(self, words: str) -> None:
        self._send(whatsapp_payloads.text(words), f"writes: {words}")

    def _send(self, message: whatsapp_payloads.Message, what: str) -> None:
        phone_number_id = self._api.stack.whatsapp["phone_number_id"]
        payload = whatsapp_payloads.inbound(phone_number_id, self._phone, "Zeynep Yılmaz", [message])
        began = datetime.now(UTC)
        self._api.post_whatsapp(payload).expect(200)
        self._line.tell("citizen", f"{what}; the webhook answers", (datetime.now(UTC) - began).total_seconds())

    def _citizen_hears(self, what: str, right: Callable[[str], bool] = bool) -> Entry:
        """Wait for the next WhatsApp message to the citizen that is right."""

        def new() -> Entry | None:
            fresh = [entry for entry in self._to_citizen() if entry["id"] not in self._heard and right(entry["text"])]
            return fresh[-1] if fresh else None

        entry = self._line.happens("citizen", what, new)
        self._heard |= {entry["id"] for entry in self._to_citizen()}
        self._line.quote(entry["text"])
        return entry

    def _to_citizen(self) -> list[Entry]:
        return self._api.sent(to=self._phone, channel="whatsapp")

    def _survey(self) -> Entry | None:
        asked = [e for e in self._to_citizen() if any(c.id.startswith("survey:") for c in choices_of(e))]
        return asked[-1] if asked else None

    def _mails(self) -> list[Entry]:
        grouped = f"{self._number[:3]}-{self._number[3:6]}-{self._number[6:]}"
        mails = self._api.sent(channel="email", since=self._began)
        return [mail for mail in mails if grouped in f"{mail['subject']} {mail['text']}"]

    def _is_mailed(self, what: str, *, to_department: bool) -> None:
        """A mail about the ticket, to the department's own mailbox (named like the department) or to somebody else."""

        def found() -> Entry | None:
            mails = [mail for mail in self._mails() if mail["to"].startswith(f"{DEPARTMENT}@") is to_department]
            return mails[-1] if mails else None

        mail = self._line.happens("department", what, found)
        self._line.quote(f"{mail['to']}: {mail['subject']}")

    def _move(self, role: str, **transition: str) -> None:
        path = f"/tickets/{self._number}/transitions"
        self._api.call("POST", path, transition, role=role, headers=self._match()).expect(200, 201)
        self._line.tell(role, f"moves the ticket to {transition['to']}")

    def _run_at(self, function: str, moment: datetime) -> None:
        """Run a scheduled function as its schedule would at that moment."""
        done = self._api.invoke_at(function, moment)
        self._line.tell("clock", f"{moment.astimezone(ISTANBUL):%d.%m. %H:%M} {function}: {done}")

    # -- what there is ------------------------------------------------------------------------------------------------

    def _page(self) -> Entry:
        page: Entry = self._api.call("GET", f"/tickets/{self._number}", role="supervisor").expect(200).json
        return page

    def _ticket(self) -> Entry:
        page = self._page()
        ticket: Entry = page.get("ticket", page)
        return ticket

    def _match(self) -> dict[str, str]:
        return {"If-Match": f'"{self._ticket()["version"]}"'}

    def _has(self, what: str, count: int) -> bool:
        inbound = [message for message in self._page()[what] if message.get("direction", "in") == "in"]
        return len(inbound) >= count

    def _photo_is_stored(self) -> bool:
        return any(file["state"] == "stored" for file in self._page()["media"])

    def _satisfaction(self) -> Entry:
        figures: Entry = self._api.call("GET", "/statistics/satisfaction", role="executive").expect(200).json
        return figures

    def _counted_after(self, before: Entry) -> Entry | None:
        figures = self._satisfaction()
        return figures if figures["total"] > before["total"] else None


def next_morning(due: datetime) -> datetime:
    """The next eleven o'clock of the city: nobody is asked at night, and no run looks back further than a day."""
    morning = due.astimezone(ISTANBUL).replace(hour=11, minute=0, second=0, microsecond=0)
    return morning if morning >= due else morning + timedelta(days=1)
