"""A hundred mails of all kinds give exactly the tickets, threads and ignores that they should."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from nabiz.domain.mail_threads import reply_address, thread_id
from nabiz.observability import logger
from nabiz.ports import TicketPage
from tests.scenario.mails import BOXES
from tests.support.city import City
from tests.support.cloud import LINK_KEY, MAIL_DOMAIN, Cloud
from tests.support.mailbox import Mailbox
from tests.support.mails import Case

PLACEHOLDER = re.compile(rb"\{(number|dashed|reply|REPLY|thread|ses|reference):([a-z0-9-]+)\}")


class Reasons(logging.Handler):
    """What the functions say they ignored, and why."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.getMessage() == "message ignored":
            self.found.append(str(getattr(record, "reason", "")))


@dataclass
class Judge:
    """Hands mails over and says in the words of the table what became of each."""

    box: Mailbox
    reasons: Reasons
    numbers: dict[str, str] = field(default_factory=dict)
    state: dict[str, TicketPage] = field(default_factory=dict)

    def deliver(self, case: Case) -> str:
        before, kept, dead = self.state, len(self.box.kept()), self.box.dead
        mails, ignored = len(self.box.city.cloud.mail.sent), len(self.reasons.found)
        self.box.receives(PLACEHOLDER.sub(self._fill, case.raw))
        after = self.state = {page.ticket.number: page for page in self.box.pages()}
        if self.box.dead > dead:
            return "dead"
        if len(self.reasons.found) > ignored:
            return f"ignored {self.reasons.found[-1].removeprefix('mail: ')}"
        opened = after.keys() - before.keys()
        if opened:
            (self.numbers[case.code],) = opened
            return "opens"
        for number in after:
            if len(after[number].messages) > len(before[number].messages):
                return f"joins {self._code(number)}"
            if report := self._report(before[number], after[number]):
                return report
        if len(self.box.kept()) > kept:
            return "greeted" if len(self.box.city.cloud.mail.sent) > mails else f"kept {self.box.kept()[-1]['note']}"
        return "repeated"

    def page(self, code: str) -> TicketPage:
        return self.state[self.numbers[code]]

    def _report(self, before: TicketPage, after: TicketPage) -> str:
        states = {one.key: one.state for one in before.notifications}
        changed = [one for one in after.notifications if states.get(one.key) not in (None, one.state)]
        return f"reported {changed[0].state} {changed[0].code}" if changed else ""

    def _code(self, number: str) -> str:
        return next(code for code, known in self.numbers.items() if known == number)

    def _fill(self, found: re.Match[bytes]) -> bytes:
        what, number = found[1].decode(), self.numbers[found[2].decode()]
        match what:
            case "number":
                value = number
            case "dashed":
                value = "-".join(number[at : at + 3] for at in (0, 3, 6))
            case "reply":
                value = reply_address(LINK_KEY, number, MAIL_DOMAIN)
            case "REPLY":
                value = reply_address(LINK_KEY, number, MAIL_DOMAIN).upper()
            case "thread":
                value = thread_id(LINK_KEY, number, MAIL_DOMAIN)
            case _:
                value = self._receipt(number, what)
        return value.encode()

    def _receipt(self, number: str, what: str) -> str:
        """Of the city's first mail about a ticket: what SES called it, or what it told."""
        (told,) = [one for one in self.box.city.page(number).notifications if one.stage == "ticket_received"]
        return told.provider_id if what == "ses" else f"{told.aggregate}|{told.key}"


@pytest.fixture
def judge() -> Iterator[Judge]:
    reasons, log = Reasons(), logging.getLogger(logger.name)  # whatever service the first import of all was told
    log.addHandler(reasons)
    with Cloud() as cloud:
        yield Judge(Mailbox(City(cloud)), reasons)
    log.removeHandler(reasons)


def test_the_mailbox_holds_a_hundred_mails() -> None:
    codes = [case.code for cases in BOXES.values() for case in cases]

    assert len(codes) >= 100
    assert all(len({case.code for case in cases}) == len(cases) for cases in BOXES.values())


@pytest.mark.parametrize("name", BOXES)
def test_every_mail_becomes_what_it_should(judge: Judge, name: str) -> None:
    wrong = []

    for case in BOXES[name]:
        wrong += [f"{case.code}: {problem}" for problem in check(judge, case)]

    assert not wrong, "\n" + "\n".join(wrong)


def check(judge: Judge, case: Case) -> Iterator[str]:
    before = {message.id for page in judge.state.values() for message in page.messages}
    became = judge.deliver(case)
    if became != case.expect:
        yield f"{became!r}, not {case.expect!r}"
        return
    if not became.startswith(("opens", "joins")):
        return
    page = judge.page(case.code if became == "opens" else became.removeprefix("joins "))
    (message,) = [one for one in page.messages if one.id not in before]
    if case.text is not None and message.text != case.text:
        yield f"read as {message.text!r}, not {case.text!r}"
    files = [file for file in page.media if file.message == message.id]
    found = {f"{file.kind} {file.file_name}" for file in files if file.kind != "original"}
    if found != set(case.files):
        yield f"files {found}, not {set(case.files)}"
    if any(file.state != "stored" for file in files):
        yield f"files not stored: {[file.reason for file in files]}"
    if became == "opens":
        yield from check_ticket(judge, case, page)


def check_ticket(judge: Judge, case: Case, page: TicketPage) -> Iterator[str]:
    told = [one for one in page.notifications if one.recipient == "citizen"]
    if page.ticket.silent != case.silent:
        yield f"silent {page.ticket.silent!r}, not {case.silent!r}"
    if bool(told) is bool(case.silent):
        yield f"the citizen was told {[one.stage for one in told]}"
    if case.department is not None and page.ticket.department != case.department:
        yield f"went to {page.ticket.department!r}"
    if case.name is not None:
        found = judge.box.name_of(page.ticket.citizen)
        if found != case.name:
            yield f"of {found!r}"
