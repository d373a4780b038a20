"""Asterisk: lines of `queue_log`, which are the truth, and events of the manager interface (AMI), for the screen only.

Source: Asterisk's documentation, "Queue Logs" and "AMI events", as of November 2026. A line is
`epoch|uniqueid|queue|member|EVENT|parameters`. All lines of a call bear its uniqueid; a batch may hold pieces of many
calls, lines may come twice and in any order. queue_log knows neither the caller's being put on hold nor the work after
a call.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from nabiz.channels.telephony import Provider
from nabiz.channels.telephony.fields import (
    Fields,
    clean,
    duration,
    fields,
    needed,
    objects,
    read_caller,
    read_values,
    small,
    text,
    when,
)
from nabiz.domain.call_pieces import CallNews, Mark, MarkKind, Presence, Sign
from nabiz.domain.errors import UnreadableMessage
from nabiz.domain.messages import Ignored

NOBODY = frozenset({"", "NONE"})
LINE = re.compile(r"^\s*\d{9,12}(?:\.\d+)?\|", re.MULTILINE)
# Event -> what it is, and at which parameters the seconds in the queue and of the talk stand.
LOGGED: dict[str, tuple[MarkKind, int | None, int | None]] = {
    "ENTERQUEUE": (MarkKind.ENTERED, None, None),  # url|callerid|position
    "CONNECT": (MarkKind.CONNECTED, 0, None),  # holdtime|bridgedchanneluniqueid|ringtime
    "COMPLETEAGENT": (MarkKind.COMPLETED, 0, 1),  # holdtime|calltime|origposition
    "COMPLETECALLER": (MarkKind.COMPLETED, 0, 1),
    "TRANSFER": (MarkKind.COMPLETED, -3, -2),  # extension|context|holdtime|calltime|origposition
    "BLINDTRANSFER": (MarkKind.COMPLETED, -3, -2),
    "ATTENDEDTRANSFER": (MarkKind.COMPLETED, -3, -2),  # method|method-data|holdtime|calltime|origposition
    "ABANDON": (MarkKind.ABANDONED, 2, None),  # position|origposition|waittime
    "EXITEMPTY": (MarkKind.LEFT, 2, None),
    "EXITWITHTIMEOUT": (MarkKind.LEFT, 2, None),
    "EXITWITHKEY": (MarkKind.LEFT, 3, None),  # key|position|origposition|waittime
    "SYSCOMPAT": (MarkKind.LEFT, None, None),
    "DID": (MarkKind.DIALLED, None, None),  # the dialled number, as distributions write it
}
HEARD = {
    "queuecallerjoin": Presence.RINGING, "agentcalled": Presence.RINGING, "agentconnect": Presence.CONNECTED,
    "agentringnoanswer": Presence.ENDED, "agentcomplete": Presence.ENDED, "agentdump": Presence.ENDED,
    "queuecallerabandon": Presence.ENDED, "hangup": Presence.ENDED,
}  # fmt: skip
OF_THE_CALL = frozenset({"queuecallerjoin", "queuecallerabandon", "hangup"})
CHANNEL = re.compile(r"^(?:SIP|PJSIP|IAX2|Local|Agent|DAHDI)/([^@/-]+)", re.IGNORECASE)


def read_post(body: bytes) -> Iterator[object]:
    """What a post holds: each line of the log as text, each event of the manager as an object of names and values.

    Lines come as text or as `{"lines": [...]}`; events as JSON, `{"events": [...]}` or the manager's own text.

    Raises:
        UnreadableMessage: it is neither.
    """
    if body.lstrip()[:1] in (b"{", b"["):
        yield from objects(read_values(body), "lines", "events")
        return
    try:
        written = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableMessage("The body is no UTF-8.") from error
    if not written.strip():
        raise UnreadableMessage("The body is empty.")
    if LINE.search(written):  # also where a batch begins with half a line
        yield from (line for line in written.splitlines() if line.strip())
        return
    for block in re.split(r"(?:\r?\n){2,}", written.strip()):
        pairs = (line.partition(":") for line in block.splitlines())
        yield {name.strip(): value.strip() for name, colon, value in pairs if colon}


def read_item(value: object, received_at: datetime) -> CallNews | Ignored:
    """One line of the log or one event of the manager.

    Args:
        received_at: when an event happened that does not say it (`timestampevents` is off).

    Raises:
        UnreadableMessage: it is neither.
    """
    return _read_line(value) if isinstance(value, str) else _read_event(fields(small(value)), received_at)


def _read_line(line: str) -> CallNews | Ignored:
    columns = [clean(column) for column in line.split("|")]
    if len(columns) < 5:
        raise UnreadableMessage("A line of queue_log has fewer than five columns.")
    written, call, queue, member, event, *given = columns
    at = when(written, "The time of a line").replace(microsecond=0)
    name = event.upper()
    if name not in LOGGED or call in NOBODY:
        return Ignored(call, f"queue_log {name[:40]}")
    kind, waited, talked = LOGGED[name]
    if name.endswith("TRANSFER") and len(given) < 5:  # of old versions, which say no position
        waited, talked = -2, -1
    if kind is MarkKind.LEFT and waited is not None and len(given) <= waited:
        waited = None  # of old versions, which do not say how long it was
    caller, withheld = read_caller(given[1]) if name == "ENTERQUEUE" and len(given) > 1 else ("", False)
    mark = Mark(
        at, kind, "" if queue in NOBODY else queue, "" if member in NOBODY else seat(member),
        _seconds(given, waited, name), _seconds(given, talked, name), caller, withheld,
        line=given[0] if name == "DID" and given else "", key=given[0] if name == "EXITWITHKEY" and given else "",
    )  # fmt: skip
    return CallNews(Provider.ASTERISK, call, marks=(mark,), signs=_signs(mark))


def _signs(mark: Mark) -> tuple[Sign, ...]:
    """The log tells the desk too, for switchboards that post no events of the manager."""
    if mark.kind is MarkKind.CONNECTED and mark.operator:
        return (Sign(mark.at, Presence.CONNECTED, mark.operator, queue=mark.queue),)
    if mark.kind is MarkKind.COMPLETED and mark.operator:
        return (Sign(mark.at, Presence.ENDED, mark.operator),)
    return (Sign(mark.at, Presence.ENDED),) if mark.kind is MarkKind.ABANDONED else ()


def _seconds(given: Sequence[str], at: int | None, name: str) -> int:
    if at is None:
        return 0
    try:
        return duration(given[at], f"A parameter of {name}")
    except IndexError:
        raise UnreadableMessage(f"A line {name} has too few parameters.") from None


def seat(member: str) -> str:
    """Who sits there, without the technology: `PJSIP/101` and `Local/101@agents/n` are 101, a name stays a name."""
    found = CHANNEL.match(member)
    return found.group(1) if found else member


def _read_event(event: Fields, received_at: datetime) -> CallNews | Ignored:
    name = needed(event, "event").lower()
    call = text(event, "uniqueid")
    if name not in HEARD:
        return Ignored(call, f"ami {name[:40]}")
    if name == "hangup" and text(event, "linkedid") not in ("", call):
        return Ignored(call, "ami hangup of another channel")
    if not call:
        raise UnreadableMessage("An event of the manager has no Uniqueid.")
    at = when(text(event, "timestamp"), "Timestamp") if text(event, "timestamp") else received_at
    caller, withheld = read_caller(text(event, "calleridnum"))
    member = text(event, "membername") or text(event, "interface")
    operator = "" if name in OF_THE_CALL or member in NOBODY else seat(text(event, "interface") or member)
    if not operator and name not in OF_THE_CALL:
        raise UnreadableMessage("An event of an agent names none.")
    dialled = text(event, "did") or text(event, "dnid")
    return CallNews(Provider.ASTERISK, call, signs=(
        Sign(at, HEARD[name], operator, caller, withheld, dialled, text(event, "queue")),
    ))  # fmt: skip
