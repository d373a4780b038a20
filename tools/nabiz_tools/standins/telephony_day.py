"""A day of invented calls in the real shapes of several telephone systems: updated, repeated and out of order."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

LINES = {"153": "beyaz-masa", "185": "su-ariza", "444": "santral"}
NAMES = {"153": "Beyaz Masa", "185": "Su Arıza", "444": "Santral"}
DIALLED = {"153": "+903120000153", "185": "+903120000185", "444": "+904440000"}
OPERATORS = ("ayse.kaya", "burak.demir", "cansu.er", "deniz.ak", "elif.sari", "fatih.oz", "gul.tas", "hakan.yel")
ZONE = ZoneInfo("Europe/Istanbul")
ACCOUNT, INSTANCE = "111122223333", "aaaaaaaa-bbbb-cccc-dddd-111111111111"
ARN = f"arn:aws:connect:eu-central-1:{ACCOUNT}:instance/{INSTANCE}"


@dataclass(frozen=True)
class Plan:
    """How one call goes. `end` is answered, abandoned, left or not_queued; seconds are whole."""

    number: int
    provider: str
    began: datetime
    line: str
    caller: str
    end: str
    wait: int
    talk: int
    hold: int
    after_work: int
    operator: str
    second: str = ""  # the operator that it is passed on to
    second_talk: int = 0


def plan_day(day: date, count: int, seed: int = 1, providers: tuple[str, ...] = ("connect", "asterisk", "generic")
             ) -> list[Plan]:  # fmt: skip
    """Calls between 7 and 23, most of them answered soon. The same seed plans the same day."""
    chance = random.Random(seed)
    plans = []
    for number in range(count):
        provider = providers[number % len(providers)]
        second = int(min(max(chance.gauss(7 * 3600, 3.5 * 3600), 0), 15.9 * 3600))
        began = datetime(day.year, day.month, day.day, 7, tzinfo=ZONE).astimezone(UTC) + timedelta(seconds=second)
        end = chance.choices(("answered", "abandoned", "left", "not_queued"), (84, 10, 4, 2))[0]
        wait = chance.choice((1, 2, 3, 4, 5, 6)) if chance.random() < 0.75 else int(chance.expovariate(1 / 60))
        passed_on = end == "answered" and chance.random() < 0.07
        first, other = chance.sample(OPERATORS, 2)
        logged = provider == "asterisk"  # a queue's log knows neither hold nor the work after a call
        plans.append(Plan(
            number, provider, began, chance.choice(tuple(LINES)), f"+90532{chance.randrange(400):07d}", end,
            0 if end == "not_queued" else wait, chance.randint(20, 500) if end == "answered" else 0,
            0 if logged or end != "answered" else chance.choice((0, 0, 0, 15, 40)),
            0 if logged or end != "answered" else chance.randint(5, 60),
            first if end == "answered" else "", other if passed_on else "", chance.randint(20, 200) if passed_on else 0,
        ))  # fmt: skip
    return plans


def pieces(plan: Plan) -> list[tuple[str, Any]]:
    """What the provider tells of a call, in its order: (provider, record, log line or event)."""
    write = {"connect": _contacts, "asterisk": _lines, "generic": _events}[plan.provider]
    return [(plan.provider, piece) for piece in write(plan)]


def posts(plans: list[Plan], seed: int = 1, batch: int = 40, repeated: float = 0.2) -> list[tuple[str, bytes]]:
    """Posts of a whole day: pieces of all calls mixed, some of them twice, in batches of one provider each."""
    chance = random.Random(seed)
    told = [piece for plan in plans for piece in pieces(plan)]
    told += chance.sample(told, int(len(told) * repeated))
    # What belongs together comes at about the same time, but not in order, and a correction may come first.
    keyed = [(index + chance.gauss(0, 30), index, piece) for index, piece in enumerate(told)]
    by_provider: dict[str, list[Any]] = {}
    for _, _, (provider, piece) in sorted(keyed, key=lambda entry: entry[:2]):
        by_provider.setdefault(provider, []).append(piece)
    found = [(provider, encode(provider, those[start : start + batch]))
             for provider, those in by_provider.items() for start in range(0, len(those), batch)]  # fmt: skip
    chance.shuffle(found)
    return found


def encode(provider: str, those: list[Any]) -> bytes:
    """One post: lines of a log as text, records one after another as Firehose joins them, events as a list."""
    if provider == "asterisk":
        return "".join(f"{line}\n" for line in those).encode()
    if provider == "connect":
        return "".join(json.dumps(record) for record in those).encode()
    return json.dumps({"events": those}).encode()


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _uuid(plan: Plan, part: str) -> str:
    digest = hashlib.sha256(f"{plan.began.isoformat()}|{plan.number}|{part}".encode()).hexdigest()
    return f"{digest[:8]}-{digest[8:12]}-4{digest[13:16]}-8{digest[17:20]}-{digest[20:32]}"


def _contacts(plan: Plan) -> Iterator[dict[str, Any]]:
    """Contact records (Amazon Connect, "Contact records data model"): one as the call ends, one after the work."""
    first = _uuid(plan, "first")
    connected = plan.began + timedelta(seconds=plan.wait)
    ended = connected + timedelta(seconds=plan.talk + plan.hold)
    record = _contact(plan, first, None, plan.began, ended)
    if plan.end != "not_queued":
        record["Queue"] = {
            "ARN": f"{ARN}/queue/{plan.line}", "Name": NAMES[plan.line], "Duration": plan.wait,
            "EnqueueTimestamp": _iso(plan.began), "DequeueTimestamp": _iso(connected),
        }  # fmt: skip
    record["DisconnectReason"] = "CONTACT_FLOW_DISCONNECT" if plan.end == "left" else "CUSTOMER_DISCONNECT"
    if plan.end != "answered":
        yield record
        return
    record["Agent"] = _agent(plan.operator, connected, plan.talk, plan.hold, 0)
    second = _uuid(plan, "second") if plan.second else None
    yield record | {"NextContactId": second}
    updated = ended + timedelta(seconds=plan.after_work + 2)
    agent = _agent(plan.operator, connected, plan.talk, plan.hold, plan.after_work)
    yield record | {"NextContactId": second, "Agent": agent, "LastUpdateTimestamp": _iso(updated)}
    if second:
        over = ended + timedelta(seconds=plan.second_talk)
        yield _contact(plan, second, first, ended, over) | {
            "Agent": _agent(plan.second, ended, plan.second_talk, 0, 10), "PreviousContactId": first,
            "InitiationMethod": "TRANSFER",
        }  # fmt: skip


def contact_event(operator: str, caller: str, contact: str, state: str) -> dict[str, Any]:
    """The detail of a contact event (Amazon Connect, "Contact events"); ringing is that a queue has it."""
    now = datetime.now(UTC).isoformat()
    kind = {"ringing": "QUEUED", "connected": "CONNECTED_TO_AGENT", "ended": "DISCONNECTED"}[state]
    event: dict[str, Any] = {
        "eventType": kind, "contactId": contact, "channel": "VOICE", "instanceArn": ARN, "initiationMethod": "INBOUND",
        "initiationTimestamp": now, "queueInfo": {"queueArn": f"{ARN}/queue/153", "enqueueTimestamp": now},
        "customerEndpoint": {"address": caller, "type": "TELEPHONE_NUMBER"},
    }  # fmt: skip
    if kind != "QUEUED":
        event["agentInfo"] = {"agentArn": f"{ARN}/agent/{operator}", "connectedToAgentTimestamp": now}
    return event | ({"disconnectTimestamp": now} if kind == "DISCONNECTED" else {})


def _contact(plan: Plan, contact: str, initial: str | None, began: datetime, ended: datetime) -> dict[str, Any]:
    return {
        "AWSAccountId": ACCOUNT, "AWSContactTraceRecordFormatVersion": "2017-03-10", "Agent": None,
        "AgentConnectionAttempts": 1, "Attributes": {}, "Channel": "VOICE",
        "ConnectedToSystemTimestamp": _iso(began), "ContactId": contact,
        "CustomerEndpoint": {"Address": plan.caller, "Type": "TELEPHONE_NUMBER"},
        "DisconnectReason": "CUSTOMER_DISCONNECT", "DisconnectTimestamp": _iso(ended), "InitialContactId": initial,
        "InitiationMethod": "INBOUND", "InitiationTimestamp": _iso(began), "InstanceARN": ARN,
        "LastUpdateTimestamp": _iso(ended + timedelta(seconds=1)), "MediaStreams": [{"Type": "AUDIO"}],
        "NextContactId": None, "PreviousContactId": None, "Queue": None, "Recording": None, "Recordings": None,
        "SystemEndpoint": {"Address": DIALLED[plan.line], "Type": "TELEPHONE_NUMBER"},
        "TransferCompletedTimestamp": None, "TransferredToEndpoint": None,
    }  # fmt: skip


def _agent(name: str, connected: datetime, talk: int, hold: int, after_work: int) -> dict[str, Any]:
    return {
        "ARN": f"{ARN}/agent/{name}", "AfterContactWorkDuration": after_work, "AgentInteractionDuration": talk,
        "ConnectedToAgentTimestamp": _iso(connected), "CustomerHoldDuration": hold, "HierarchyGroups": None,
        "LongestHoldDuration": hold, "NumberOfHolds": int(hold > 0), "Username": name,
        "RoutingProfile": {"ARN": f"{ARN}/routing-profile/1", "Name": "Genel"},
    }  # fmt: skip


def _lines(plan: Plan) -> Iterator[str]:
    """Lines of `queue_log` (Asterisk, "Queue Logs")."""
    if plan.end == "not_queued":
        return
    began = int(plan.began.timestamp())
    call, queue = f"{began}.{plan.number}", LINES[plan.line]
    caller = "0" + plan.caller.removeprefix("+90")
    yield f"{began}|{call}|NONE|NONE|DID|{DIALLED[plan.line]}"
    yield f"{began}|{call}|{queue}|NONE|ENTERQUEUE||{caller}|1"
    over = began + plan.wait
    if plan.end == "abandoned":
        yield f"{over}|{call}|{queue}|NONE|ABANDON|1|1|{plan.wait}"
        return
    if plan.end == "left":
        yield f"{over}|{call}|{queue}|NONE|EXITWITHTIMEOUT|1|1|{plan.wait}"
        return
    if plan.wait > 8:
        yield f"{over - 3}|{call}|{queue}|{OPERATORS[0]}|RINGNOANSWER|5000"
    yield f"{over}|{call}|{queue}|{plan.operator}|CONNECT|{plan.wait}|{over}.9{plan.number}|2"
    ended = over + plan.talk
    if not plan.second:
        yield f"{ended}|{call}|{queue}|{plan.operator}|COMPLETECALLER|{plan.wait}|{plan.talk}|1"
        return
    yield f"{ended}|{call}|{queue}|{plan.operator}|BLINDTRANSFER|{queue}-2|agents|{plan.wait}|{plan.talk}|1"
    yield f"{ended}|{call}|{queue}-2|NONE|ENTERQUEUE||{caller}|1"
    yield f"{ended + 4}|{call}|{queue}-2|{plan.second}|CONNECT|4|{ended}.8{plan.number}|2"
    last = ended + 4 + plan.second_talk
    yield f"{last}|{call}|{queue}-2|{plan.second}|COMPLETEAGENT|4|{plan.second_talk}|1"


def _events(plan: Plan) -> Iterator[dict[str, Any]]:
    """Events of the generic webhook (docs/channels.md): a call as it begins, as it ends, and corrected."""
    call = f"g-{plan.began:%Y%m%d}-{plan.number}"
    record: dict[str, Any] = {"type": "call", "id": call, "started_at": _iso(plan.began), "line": plan.line,
                              "caller": plan.caller}  # fmt: skip
    if plan.end != "not_queued":
        record["queue"] = LINES[plan.line]
        yield record | {"updated_at": _iso(plan.began)}
    connected = plan.began + timedelta(seconds=plan.wait)
    ended = connected + timedelta(seconds=plan.talk + plan.hold)
    record |= {"wait_seconds": plan.wait, "ended_at": _iso(ended),
               "updated_at": _iso(ended + timedelta(seconds=1))}  # fmt: skip
    if plan.end == "answered":
        record |= {"answered_at": _iso(connected), "operator": plan.operator, "talk_seconds": plan.talk,
                   "hold_seconds": plan.hold}  # fmt: skip
    yield record | {"outcome": plan.end}
    if plan.end == "answered":
        updated = _iso(ended + timedelta(seconds=plan.after_work + 2))
        yield record | {"outcome": plan.end, "after_work_seconds": plan.after_work, "updated_at": updated}
    if plan.second:
        over = ended + timedelta(seconds=plan.second_talk)
        yield {"type": "call", "id": f"{call}-2", "call": call, "started_at": _iso(ended), "line": plan.line,
               "operator": plan.second, "answered_at": _iso(ended), "ended_at": _iso(over), "outcome": "answered",
               "talk_seconds": plan.second_talk, "updated_at": _iso(over)}  # fmt: skip
