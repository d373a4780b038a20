"""Amazon Connect: contact records, which are the truth, and contact events, which are for the screen only.

Source: Amazon Connect's administrator guide, "Contact records data model" and "Contact events", as of November 2026.
Records come at least once and again on every update: the highest `LastUpdateTimestamp` of a `ContactId` holds. A
transfer is a contact of its own; `InitialContactId` names the call that it belongs to.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import datetime

from nabiz.channels.telephony import Provider
from nabiz.channels.telephony.fields import (
    Fields,
    fields,
    moment,
    needed,
    objects,
    part,
    read_caller,
    read_values,
    seconds,
    small,
    text,
)
from nabiz.domain.call_pieces import CallDirection, CallNews, CallOutcome, Leg, Presence, Sign
from nabiz.domain.errors import UnreadableMessage
from nabiz.domain.messages import Ignored

OUTBOUND = frozenset({"OUTBOUND", "CALLBACK", "EXTERNAL_OUTBOUND", "API"})
CALLED_BACK = "CALLBACK"
CONTACT_EVENT = "Amazon Connect Contact Event"
LISTENING = "MONITOR"  # a supervisor listens in: no call
# The caller's own doing; any other end in a queue is the queue's.
CALLER_ENDED = frozenset({"", "CUSTOMER_DISCONNECT", "TELECOM_PROBLEM", "CUSTOMER_CONNECTION_NOT_ESTABLISHED"})
PRESENCES = {
    "INITIATED": Presence.RINGING, "QUEUED": Presence.RINGING, "CONNECTED_TO_AGENT": Presence.CONNECTED,
    "DISCONNECTED": Presence.ENDED, "COMPLETED": Presence.ENDED,
}  # fmt: skip


def read_post(body: bytes) -> Iterator[object]:
    """The records of a post: objects, lists, lines, a delivery of Amazon Data Firehose, or an event of Kinesis.

    Raises:
        UnreadableMessage: it is no JSON, or a record within is not base64 of JSON.
    """
    for value in objects(read_values(body), "records", "Records"):
        data = _packed(value)
        if not isinstance(data, str):
            yield value
            continue
        try:
            inner = base64.b64decode(data, validate=True)
        except ValueError as error:
            raise UnreadableMessage("A record of Firehose is no base64.") from error
        yield from objects(read_values(inner))


def _packed(value: object) -> object:
    """What a stream carries in base64, or None."""
    if not isinstance(value, dict) or "ContactId" in value:
        return None
    return part(value, "kinesis").get("data") or value.get("data")


def read_record(value: object) -> CallNews | Ignored:
    """One contact record.

    Raises:
        UnreadableMessage: it has not the shape of a contact record.
    """
    raw = fields(value)
    contact = needed(raw, "ContactId")
    if text(raw, "Channel").upper() not in ("VOICE", ""):
        return Ignored(contact, f"connect {text(raw, 'Channel').lower()}")
    method = text(raw, "InitiationMethod").upper()
    if method == LISTENING:
        return Ignored(contact, "connect monitor")
    leg = _leg(contact, method, raw)
    # The desk hears of the end from the record too: events are best effort.
    signs = (Sign(leg.ended_at, Presence.ENDED, _agent(raw)),) if leg.ended_at and _agent(raw) else ()
    # Who is called back was called by us: that is another call, or the first one would count as answered.
    reference = contact if method == CALLED_BACK else text(raw, "InitialContactId") or contact
    return CallNews(Provider.CONNECT, reference, (leg,), signs=signs)


def _leg(contact: str, method: str, raw: Fields) -> Leg:
    queue, agent = part(raw, "Queue"), part(raw, "Agent")
    ended = moment(raw, "DisconnectTimestamp")
    began = (moment(raw, "InitiationTimestamp") or moment(queue, "EnqueueTimestamp")
             or moment(raw, "ConnectedToSystemTimestamp") or ended)  # fmt: skip
    if began is None:
        raise UnreadableMessage("A contact record has no time.")
    updated = moment(raw, "LastUpdateTimestamp") or ended or began
    direction = CallDirection.OUTBOUND if method in OUTBOUND else CallDirection.INBOUND
    caller, withheld = read_caller(text(part(raw, "CustomerEndpoint"), "Address"))
    return Leg(
        contact, f"{updated:%Y-%m-%dT%H:%M:%S.%f}", began, _outcome(raw, direction, ended), direction,
        line=text(part(raw, "SystemEndpoint"), "Address"),
        queue=text(queue, "Name") or _last(text(queue, "ARN")),
        operator=_agent(raw), caller=caller, withheld=withheld,
        wait=seconds(queue, "Duration"), talk=seconds(agent, "AgentInteractionDuration"),
        hold=seconds(agent, "CustomerHoldDuration"), after_work=seconds(agent, "AfterContactWorkDuration"),
        connected_at=moment(agent, "ConnectedToAgentTimestamp"), ended_at=ended,
    )  # fmt: skip


def _outcome(raw: Fields, direction: CallDirection, ended: datetime | None) -> CallOutcome:
    agent = part(raw, "Agent")
    if direction is CallDirection.OUTBOUND:
        return CallOutcome.ANSWERED if agent and moment(raw, "ConnectedToSystemTimestamp") else CallOutcome.UNANSWERED
    if agent:
        return CallOutcome.ANSWERED
    if not part(raw, "Queue"):
        return CallOutcome.NOT_QUEUED
    if ended is None:
        return CallOutcome.WAITING
    went_on = text(raw, "NextContactId") or text(raw, "DisconnectReason").upper() not in CALLER_ENDED
    return CallOutcome.LEFT if went_on else CallOutcome.ABANDONED


def _agent(raw: Fields) -> str:
    agent = part(raw, "Agent")
    return text(agent, "Username") or _last(text(agent, "ARN"))


def _last(arn: str) -> str:
    return arn.rpartition("/")[2]


def read_event(value: object) -> CallNews | Ignored:
    """One contact event, with EventBridge's envelope or without it; names in whatever case.

    Raises:
        UnreadableMessage: it is no contact event.
    """
    envelope = fields(small(fields(value)))
    event = part(envelope, "detail") or envelope
    told = text(envelope, "detail-type")
    if told not in ("", CONTACT_EVENT):
        return Ignored(text(envelope, "id"), f"connect {told[:40]}")
    if text(event, "agentarn") and not text(event, "contactid"):
        return Ignored(text(event, "eventid"), "connect agent event")
    kind, contact = needed(event, "eventtype").upper(), needed(event, "contactid")
    if text(event, "channel").upper() not in ("VOICE", "") or kind not in PRESENCES:
        return Ignored(contact, f"connect {kind.lower()[:40]}")
    agent, queue = part(event, "agentinfo"), part(event, "queueinfo")
    known = [
        moment(event, "initiationtimestamp"), moment(queue, "enqueuetimestamp"),
        moment(agent, "connectedtoagenttimestamp"), moment(event, "disconnecttimestamp"),
    ]  # fmt: skip
    presence = PRESENCES[kind]
    at = max((one for one in known if one), default=moment(envelope, "time"))
    if at is None:
        raise UnreadableMessage("A contact event has no time.")
    caller, withheld = read_caller(text(part(event, "customerendpoint"), "address"))
    operator = _last(text(agent, "agentarn")) if presence is not Presence.RINGING else ""
    sign = Sign(at, presence, operator, caller, withheld, text(part(event, "systemendpoint"), "address"),
                _last(text(queue, "queuearn")))  # fmt: skip
    reference = text(event, "initialcontactid") or contact
    if presence is Presence.ENDED and not operator and reference != contact:
        return Ignored(contact, "connect end of a transfer")  # the call itself goes on
    return CallNews(Provider.CONNECT, reference, signs=(sign,))
