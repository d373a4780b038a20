"""A small language for stories over HTTP: a running city, the people who write to it, what the staff sees of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from typing import Any, TypeVar

from urllib3 import encode_multipart_formdata

from nabiz_tools import whatsapp_payloads as payloads
from nabiz_tools.aws import Clients
from nabiz_tools.client import Answer, ApiClient, wait_until
from nabiz_tools.demo.photo import photo

T = TypeVar("T")
Entry = dict[str, Any]
WORK_QUEUES = ("inbound", "media", "render", "outbound")
DEAD_QUEUES = ("inbound_dead", "media_dead", "render_dead", "outbound_dead", "failures")
ARRIVAL_SECONDS = 150.0  # until something under way has arrived, on a small and busy machine
_people = count(1)  # every test has citizens of its own


def at_once(jobs: Sequence[Callable[[], T]]) -> list[T]:
    """Carry out all jobs at the same moment; their results in the order of the jobs."""
    with ThreadPoolExecutor(len(jobs)) as threads:
        return [future.result() for future in [threads.submit(job) for job in jobs]]


@dataclass
class Town:
    """The city as seen from outside."""

    api: ApiClient
    said: set[str] = field(default_factory=set)  # numbers, names and words that no log may hold

    def __post_init__(self) -> None:
        self.clients = Clients(self.api.stack.endpoint_url, self.api.stack.region)

    def resident(self, name: str = "Zeynep Yılmaz") -> Resident:
        """Somebody who has never written before."""
        person = Resident(self, f"90555{1_000_000 + next(_people)}", name)
        self.said |= {person.phone[2:], *name.split()}
        return person

    # -- what the staff sees --------------------------------------------------------------------------------------

    def page(self, number: str, role: str = "supervisor") -> Entry:
        """The ticket with all that belongs to it."""
        page: Entry = self.api.call("GET", f"/tickets/{number}", role=role).expect(200).json
        return page

    def history(self, number: str) -> list[Entry]:
        """Every entry, oldest first."""
        entries: list[Entry] = (
            self.api.call("GET", f"/tickets/{number}/history", role="auditor").expect(200).json["items"]
        )
        return entries

    def move(self, number: str, role: str, to: str, **given: str) -> Entry:
        """Take a move of the workflow as the ticket stands now."""
        version = self.page(number)["ticket"]["version"]
        answer = self.api.change(f"/tickets/{number}/transitions", {"to": to, **given}, role=role, version=version)
        moved: Entry = answer.expect(200).json
        return moved

    def mails_about(self, number: str) -> list[Entry]:
        """Mails to the staff that name the ticket."""
        grouped = f"{number[:3]}-{number[3:6]}-{number[6:]}"
        mails = self.api.sent(channel="email")
        return [mail for mail in mails if grouped in f"{mail['subject']} {mail['text']}"]

    def figures(self, report: str, **query: str) -> Entry:
        """A report of the statistics."""
        figures: Entry = self.api.call("GET", f"/statistics/{report}", role="executive", query=query).expect(200).json
        return figures

    def upload(self, url: str, fields: Mapping[str, str], content: bytes) -> Answer:
        """Post a file as a browser posts a presigned form: its fields and, last, the file."""
        parts = [*fields.items(), ("file", ("foto.jpg", content, "image/jpeg"))]
        body, content_type = encode_multipart_formdata(parts)
        return self.api.request("POST", url, body, {"Content-Type": content_type})

    # -- what happens inside --------------------------------------------------------------------------------------

    def waiting(self, queues: Sequence[str] = WORK_QUEUES) -> dict[str, int]:
        """How many messages each queue holds, those in somebody's hands included."""
        url = f"{self.api.stack.endpoint_url}/_ministack/sqs/messages"
        accounts = self.api.request("GET", url).expect(200).json["messages"]
        held = {
            queue.rsplit("/", 1)[-1]: len(messages)
            for regions in accounts.values()
            for by_url in regions.values()
            for queue, messages in by_url.items()
        }
        return {name: held.get(self.api.stack.queues[name].rsplit("/", 1)[-1], 0) for name in queues}

    def dead_letters(self) -> dict[str, int]:
        """How many dead letters there are, by queue; queues without any are left out."""
        return {name: number for name, number in self.waiting(DEAD_QUEUES).items() if number}

    def settle(self, seconds: float = ARRIVAL_SECONDS) -> None:
        """Wait until all that follows from what was done has happened.

        The stream hands out its records in order, so the answer to a greeting that is sent now comes after everything
        that was told because of what was written before.
        """
        self._run_dry(seconds)
        marker = self.resident("Sıra Bekçisi")
        marker.writes("merhaba")
        marker.hears("an answer to the greeting", seconds=seconds)
        self._run_dry(seconds)

    def _run_dry(self, seconds: float) -> None:
        wait_until(lambda: not any(self.waiting().values()), seconds, f"empty queues (now {self.waiting()})")


@dataclass
class Resident:
    """Somebody who writes by WhatsApp. `phone` has the country code and digits only."""

    town: Town
    phone: str
    name: str

    def envelope(self, *messages: payloads.Message) -> bytes:
        """One post of the provider with these messages; posted again it is the same post."""
        phone_number_id = self.town.api.stack.whatsapp["phone_number_id"]
        for message in messages:
            self.town.said |= {word for word in str(message.get("text", {}).get("body", "")).split() if len(word) > 5}
        return payloads.encode(payloads.inbound(phone_number_id, self.phone, self.name, list(messages)))

    def sends(self, *messages: payloads.Message) -> Answer:
        """What the webhook answers to one post of these messages."""
        return self.town.api.post_whatsapp(self.envelope(*messages)).expect(200)

    def writes(self, text: str) -> Answer:
        return self.sends(payloads.text(text))

    def photo(self, media_id: str) -> payloads.Message:
        """A message with a photo that the provider holds."""
        content = photo(38.9921, 33.0066) + media_id.encode()
        self.town.api.put_media(media_id, content, "image/jpeg")
        return payloads.image(media_id, content)

    @property
    def told(self) -> list[Entry]:
        """WhatsApp messages that the city sent, oldest first."""
        return self.town.api.sent(to=self.phone, channel="whatsapp")

    def hears(self, what: str, right: Callable[[Entry], bool] = bool, seconds: float = ARRIVAL_SECONDS) -> Entry:
        """The first message that is right, waited for."""
        return wait_until(lambda: next((entry for entry in self.told if right(entry)), None), seconds, what)

    @property
    def tickets(self) -> list[Entry]:
        """The tickets of the one citizen with this number, newest first; none where nobody is known by it."""
        query = {"phone": f"+{self.phone}"}
        found = self.town.api.call("GET", "/citizens", role="operator", query=query).expect(200).json["items"]
        assert len(found) <= 1, f"one number means several citizens: {found}"
        if not found:
            return []
        card = self.town.api.call("GET", f"/citizens/{found[0]['id']}", role="operator").expect(200).json
        tickets: list[Entry] = card["tickets"]["items"]
        return tickets

    def ticket(self, seconds: float = ARRIVAL_SECONDS) -> Entry:
        """The one ticket, waited for."""
        tickets = wait_until(lambda: self.tickets, seconds, f"a ticket of {self.name}")
        assert len(tickets) == 1, f"one ticket was expected, there are {json.dumps(tickets, ensure_ascii=False)[:800]}"
        return tickets[0]
