"""Somebody is told about an event: planned, recorded, sent, and by the next way where one will never work."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import TypeVar

from nabiz.configuration import Configuration
from nabiz.domain.errors import NabizError, RateLimited, SendFailed
from nabiz.domain.mail_threads import ANSWERED_AT_ONCE, mail_thread, unsubscribing
from nabiz.domain.messages import Channel, DeliveryState, OutboundMessage, Remedy, Sent
from nabiz.domain.notifications import (
    FREE_TEXT,
    TEMPLATE,
    CityFacts,
    Happened,
    PlannedNotification,
    Route,
    plan,
)
from nabiz.domain.stages import Audience, find_stage
from nabiz.domain.templates import TemplateState
from nabiz.domain.timeline import Direction, Notification, notification_key, told_event
from nabiz.ports import Outbox, RateCap, Reader, Senders, Suppressions
from nabiz.services.telling import city_facts, texts_of
from nabiz.texts import Texts

R = TypeVar("R")

# Where what comes back names a message of ours by the provider's id alone: answers to mails, receipts of Meta's.
NAMED_BY_ID = frozenset({Channel.EMAIL, Channel.MESSENGER, Channel.INSTAGRAM})

# A run that died while sending leaves its claim for this long; no provider's answer takes longer.
LEASE = timedelta(minutes=2)
FIRST_QUESTION = timedelta(minutes=5)  # to a provider that does not tell by itself
FAILED_KEY = "failed#"
# The answer of the table was lost: writing again is harmless, sending again is not.
RECORD_ATTEMPTS = 3
# That something was sent is written down with more patience than anything else: unwritten, it would be sent again.
SENT_ATTEMPTS = 10


@dataclass(frozen=True)
class SendNotification:
    """The use case with what it needs."""

    reader: Reader
    outbox: Outbox
    senders: Senders
    configuration: Configuration
    link_key: str
    public_url: str
    mail_domain: str
    suppressions: Suppressions
    templates: Callable[[], Mapping[tuple[str, str], TemplateState]] = dict
    call_back: Callable[[PlannedNotification, Happened, datetime], str] = lambda planned, happened, at: ""

    def __call__(self, aggregate: str, seq: int, key: str, refs: Mapping[str, str], at: datetime) -> dict[str, str]:
        """Tell everybody whom one event concerns; whom, and how it went, by notification.

        Telling again sends only what was not sent; a failed delivery (`key` names it) goes on by the next way.

        Raises:
            SendFailed: a provider did not take one of them for now; the others were sent all the same.
            StorageConflict: another run is sending one of them.
        """
        if key.startswith(FAILED_KEY):
            seq, key = told_event(key.removeprefix(FAILED_KEY)), ""
            refs = self.reader.event(aggregate, seq).refs
        happened = self.reader.telling_context(aggregate, seq, key, refs)
        outcomes: dict[str, str] = {}
        failures: list[Exception] = []
        for planned in plan(happened, self._city, at):
            try:
                outcomes[f"{planned.stage}#{planned.recipient}"] = self._tell(planned, happened, at)
            except Exception as failure:  # one recipient's trouble is not another's
                failures.append(failure)
        if failures:
            raise failures[0]
        return outcomes

    def _tell(self, planned: PlannedNotification, happened: Happened, at: datetime) -> str:
        """Try the ways in order until one takes it."""
        remedy = ""
        for number, route in enumerate(_ways(planned)):
            if route.form == TEMPLATE and number and not self._falls_back_on_template(planned, remedy):
                continue
            notification = self._notification(planned, route, happened, at, first=number == 0)
            standing = self._claim(notification, planned, happened, at)
            if standing is None:
                standing = self._send(notification, planned, route, happened, at)
            if standing.state is not DeliveryState.FAILED:
                return str(standing.state)
            remedy = standing.reason
        task = self.call_back(planned, happened, at) if planned.audience is Audience.CITIZEN else ""
        return f"to be called: {task}" if task else "no way to reach them"

    def _notification(
        self, planned: PlannedNotification, route: Route, happened: Happened, at: datetime, *, first: bool
    ) -> Notification:
        if planned.audience is not Audience.CITIZEN:
            way = str(route.channel)
        else:
            way = "" if first else f"{route.channel}-{route.form}"
        key = notification_key(happened.event.seq, planned.stage, planned.recipient, way)
        return Notification(
            happened.event.aggregate, key, planned.stage, planned.recipient, route.channel, route.form,
            DeliveryState.SENDING, at, at, attempt=uuid.uuid4().hex,
        )  # fmt: skip

    def _claim(
        self, notification: Notification, planned: PlannedNotification, happened: Happened, at: datetime
    ) -> Notification | None:
        caps = self._caps(planned, notification, happened, at)
        try:
            return _insist(lambda: self.outbox.claim(notification, caps=caps, lease=LEASE))
        except RateLimited:
            return replace(notification, state=DeliveryState.HELD)

    def _send(
        self, notification: Notification, planned: PlannedNotification, route: Route, happened: Happened, at: datetime
    ) -> Notification:
        message = self._texts.compose(planned, route, notification.reference)
        try:
            if route.channel is Channel.EMAIL:
                message = self._reachable(self._as_mail(message, planned, happened))
            sent = self.senders[route.channel].send(message)
        except SendFailed as failure:
            return self._refused(notification, failure, at)
        except Exception:
            self.outbox.release(notification, at)
            raise
        return self._advance(notification, DeliveryState.SENT, at, sent)

    def _as_mail(self, message: OutboundMessage, planned: PlannedNotification, happened: Happened) -> OutboundMessage:
        """In the city's name; to a citizen also with what makes an answer find its ticket."""
        named = replace(message, sender_name=self.configuration.city.name)
        if planned.audience is not Audience.CITIZEN:
            return replace(named, headers={"Auto-Submitted": "auto-generated"})
        answer_to, headers = mail_thread(happened, self.link_key, self.mail_domain)
        stage, citizen = find_stage(planned.stage), happened.citizen
        link = self._city.unsubscribe_link(citizen.id, stage.purpose) if citizen else ""
        return replace(named, answer_to=answer_to, headers=headers | (unsubscribing(stage, link) if link else {}))

    def _reachable(self, message: OutboundMessage) -> OutboundMessage:
        """Without addresses that take no mail of ours. Raises `SendFailed` where none is left."""
        addresses = [one.strip() for one in message.to.split(",") if one.strip()]
        closed = self.suppressions.among(addresses)
        left = [one for one in addresses if one not in closed]
        if not left:
            raise SendFailed("The address takes no mail of ours.", code="suppressed", remedy=Remedy.FALLBACK)
        return replace(message, to=", ".join(left)) if closed else message

    def _refused(self, notification: Notification, failure: SendFailed, at: datetime) -> Notification:
        """A way that will never work is closed; anything else waits for the queue to deliver the event again."""
        if failure.remedy not in (Remedy.TEMPLATE, Remedy.FALLBACK):
            self.outbox.release(notification, at)
            raise failure
        return self._advance(notification, DeliveryState.FAILED, at, Sent(""), failure.code, failure.remedy)

    def _advance(
        self, notification: Notification, state: DeliveryState, at: datetime, sent: Sent, code: str = "", why: str = ""
    ) -> Notification:
        _insist(
            lambda: self.outbox.advance(
                notification.aggregate, notification.key, state, at,
                provider_id=sent.provider_id, code=code, reason=why,
                segments=sent.segments, ask_at=at + FIRST_QUESTION if sent.asked else None,
                sent_mail=notification.channel in NAMED_BY_ID and notification.recipient == "citizen",
            ),
            SENT_ATTEMPTS,
        )  # fmt: skip
        return replace(notification, state=state, code=code, reason=why)

    def _caps(
        self, planned: PlannedNotification, notification: Notification, happened: Happened, at: datetime
    ) -> tuple[RateCap, ...]:
        """The cap holds back what the city says by itself, never what a person of the staff wrote."""
        words = happened.message
        if words is not None and words.direction is Direction.OUT:
            return ()
        if planned.audience is not Audience.CITIZEN or happened.citizen is None:
            return ()
        limits, who = self.configuration.limits, happened.citizen.id
        local = at.astimezone(self.configuration.city.timezone)
        hour, day = f"{local:%Y-%m-%dT%H}", f"{local:%Y-%m-%d}"
        caps = (
            RateCap(who, hour, limits.notifications_per_hour, at + timedelta(hours=2)),
            RateCap(who, day, limits.notifications_per_day, at + timedelta(days=2)),
        )
        if notification.channel != Channel.EMAIL or happened.event.type not in ANSWERED_AT_ONCE:
            return caps
        return (
            *caps,
            RateCap(who, f"mail#{hour}", limits.mail_answers_per_hour, at + timedelta(hours=2)),
            RateCap(who, f"mail#{day}", limits.mail_answers_per_day, at + timedelta(days=2)),
        )

    def _falls_back_on_template(self, planned: PlannedNotification, remedy: str) -> bool:
        """Whether the free text was refused for its window, and the template is approved."""
        return remedy == Remedy.TEMPLATE and self._city.template_usable(planned.stage, planned.language)

    @cached_property
    def _texts(self) -> Texts:
        return texts_of(self.configuration)

    @cached_property
    def _city(self) -> CityFacts:
        return city_facts(self.configuration, self.link_key, self.public_url, self.templates)


def _ways(planned: PlannedNotification) -> Iterator[Route]:
    """The planned routes, and after WhatsApp's free text its template, for a window that closed unnoticed."""
    for route in planned.routes:
        yield route
        if route.channel is Channel.WHATSAPP and route.form == FREE_TEXT and find_stage(planned.stage).has_template:
            yield replace(route, form=TEMPLATE)


def _insist(write: Callable[[], R], attempts: int = RECORD_ATTEMPTS) -> R:
    """Write to the table again at once where its answer was lost: what was sent must not be sent again for that."""
    for left in range(attempts - 1, -1, -1):
        try:
            return write()
        except NabizError:
            raise
        except Exception:
            if not left:
                raise
    raise AssertionError("unreachable")
