"""A citizen wrote: to an open ticket, to none, or about a survey. One message is handled once, in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from nabiz.configuration import Configuration
from nabiz.domain import tokens
from nabiz.domain.citizen import Citizen, new_citizen_id
from nabiz.domain.conversation import Conversation, Meaning, Step, conversation_id
from nabiz.domain.errors import AlreadyDone, NabizError, NotFound
from nabiz.domain.messages import Identifier, InboundMessage, MessageKind, Place
from nabiz.domain.people import citizen as acting_citizen
from nabiz.domain.places import Location
from nabiz.domain.preferences import How, Said
from nabiz.domain.survey import Answer
from nabiz.domain.ticket import Ticket
from nabiz.domain.timeline import Direction, Message, media_of, message_id
from nabiz.domain.workflow import Demand
from nabiz.ports import Once, UnitOfWork
from nabiz.services.attempts import try_again
from nabiz.services.opening import Opening, open_ticket
from nabiz.services.persons import head_of, same_person
from nabiz.services.reading import meaning_of

LOOSE_MESSAGES_KEPT = timedelta(days=90)  # what belongs to no ticket is kept this long

# What the city tells the citizen after a message that belongs to no ticket; a step that is not here needs no answer.
_ANSWERED_BY = {
    Step.GREET: "GreetingReceived",
    Step.START_OVER: "GreetingReceived",
    Step.KEEP_PLACE: "GreetingReceived",
    Step.NOT_UNDERSTOOD: "MessageNotUnderstood",
    Step.CHANGE_WISHES: "WishesChanged",
}


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a message."""

    step: str
    number: str = ""


@dataclass(slots=True)
class ReceiveMessage:
    """The use case with what it needs.

    Attributes:
        new_work: makes a unit of work; one for each attempt.
        link_key: the secret by which survey tokens are recognised.
    """

    new_work: Callable[[], UnitOfWork]
    configuration: Configuration
    link_key: str

    def __call__(self, message: InboundMessage, at: datetime) -> Received:
        """Handle one message. Handling it again changes nothing and says `repeated`."""
        try:
            return try_again(lambda: self._receive(message, at), also_stale=True)
        except AlreadyDone as done:
            return Received("repeated", str(done.details.get("result", "")))

    def _receive(self, message: InboundMessage, at: datetime) -> Received:
        work = self.new_work()
        thread, who = self._sender(work, message, at)
        threaded = self._threaded(work, thread, message)
        meaning = meaning_of(message.words, self.configuration)
        step = self._decide(thread, message, meaning, threaded, at)
        if step is Step.CHANGE_WISHES and not self._change_wishes(work, who, message, meaning, at):
            # Said before: a stop needs no second answer, and where nothing was stopped "start" opens a talk.
            again = replace(meaning, wish=None)
            step = Step.IGNORE if meaning.wish is not Said.START else self._decide(thread, message, again, None, at)
        if step is Step.JOIN_TICKET:
            number = self._join(threaded or work.ticket(thread.current), work, thread, message, at)
        else:
            number = self._carry_out(step, work, thread, message, meaning, at)
        thread.heard(message.sent_at, message.kind)
        self._invite(step, thread, message, at)
        work.once(Once(f"{message.channel}|{message.id}", result=number))
        work.commit()
        return Received(str(step), number)

    def _invite(self, step: Step, thread: Conversation, message: InboundMessage, at: datetime) -> None:
        """Whoever wrote something to the city in public is asked there, once under each post, to write in private."""
        told = step in (Step.OPEN_TICKET, Step.JOIN_TICKET) and message.kind is MessageKind.COMMENT
        if told and not message.silent and thread.invite(message.reply_to):
            thread.record("CommentReceived", at, message=_id(message), comment=message.id)

    def _sender(self, work: UnitOfWork, message: InboundMessage, at: datetime) -> tuple[Conversation, str]:
        """The thread and the citizen; both are made where they are new."""
        thread_id = conversation_id(message.channel, message.account, message.sender)
        thread, known = work.sender(thread_id, message.identifiers)
        who = thread.citizen if thread else next(iter(known.values()), "")
        if not who:
            who = new_citizen_id()
            person = Citizen(who, at, name=message.sender_name, language=self.configuration.city.default_language)
            person.learn(*message.identifiers)
            work.add(person)
        elif missing := [identifier for identifier in message.identifiers if identifier not in known]:
            self._learn(work, who, missing)
        if thread is None:
            language = self.configuration.city.default_language
            thread = Conversation(thread_id, message.channel, message.account, message.sender, who, language)
            work.add(thread)
        return thread, who

    def _learn(self, work: UnitOfWork, who: str, missing: list[Identifier]) -> None:
        work.citizen(who).learn(*missing)

    def _threaded(self, work: UnitOfWork, thread: Conversation, message: InboundMessage) -> Ticket | None:
        """The ticket that the message itself names: by its key for anybody, by its number for its own citizen only."""
        named = message.thread
        if named is None or message.loose:
            return None
        for number in filter(None, (named.proven, *named.mentioned)):
            try:
                ticket = work.ticket(number)
            except NotFound:
                continue
            if number == named.proven or same_person(work, ticket.citizen, thread.citizen):
                return ticket
        return None

    def _change_wishes(
        self, work: UnitOfWork, who: str, message: InboundMessage, meaning: Meaning, at: datetime
    ) -> bool:
        """Take down what a word of theirs means; whether that is anything new."""
        citizen = head_of(work, who)
        wanted = citizen.preferences.after(meaning.wish or Said.START, message.channel)
        return citizen.wish(wanted, str(acting_citizen(citizen.id)), How.KEYWORD, at)

    def _decide(
        self, thread: Conversation, message: InboundMessage, meaning: Meaning, threaded: Ticket | None, at: datetime
    ) -> Step:
        number = threaded.number if threaded else ""
        return thread.decide(message, meaning, at, self.configuration.limits.join_window, number)

    def _carry_out(
        self,
        step: Step,
        work: UnitOfWork,
        thread: Conversation,
        message: InboundMessage,
        meaning: Meaning,
        at: datetime,
    ) -> str:
        match step:
            case Step.OPEN_TICKET:
                return self._open(work, thread, message, at)
            case Step.ANSWER_SURVEY | Step.REOPEN_TICKET:
                try:
                    return self._follow_choice(step, work, thread, message, at)
                except NabizError as refusal:
                    return self._keep(Step.NOT_UNDERSTOOD, work, thread, message, meaning, at, refusal.message)
        return self._keep(step, work, thread, message, meaning, at)

    def _open(self, work: UnitOfWork, thread: Conversation, message: InboundMessage, at: datetime) -> str:
        opening = Opening(
            channel=message.channel, text=message.words, citizen=thread.citizen, actor=acting_citizen(thread.citizen),
            message=lambda aggregate: stored(message, aggregate, thread.citizen),
            media=lambda aggregate: media_of(aggregate, _id(message), message.channel, message.media),
            location=_location(message.place or thread.pending_place),
            conversation=thread.id, language=thread.language, silent=message.silent,
        )  # fmt: skip
        ticket = open_ticket(opening, work, self.configuration, at)
        thread.follow(ticket.number)
        return ticket.number

    def _join(
        self, ticket: Ticket, work: UnitOfWork, thread: Conversation, message: InboundMessage, at: datetime
    ) -> str:
        work.add(stored(message, ticket.aggregate, thread.citizen))
        work.add(*media_of(ticket.aggregate, _id(message), message.channel, message.media))
        actor = acting_citizen(thread.citizen)
        if message.place is not None and (ticket.location is None or not ticket.location.lat):
            place = _location(message.place)
            found = place and replace(place, neighbourhood=self.configuration.locate(place, ticket.text))
            ticket.locate(found, actor, at)
        # Whoever holds the key may write to a ticket; answers go to its citizen all the same.
        own = same_person(work, ticket.citizen, thread.citizen)
        ticket.hear(self.configuration.rules, actor, at, message=_id(message), kind=message.kind,
                    channel=message.channel if own else "", conversation=thread.id if own else "")  # fmt: skip
        return ticket.number

    def _follow_choice(
        self, step: Step, work: UnitOfWork, thread: Conversation, message: InboundMessage, at: datetime
    ) -> str:
        _, _, rest = message.choice.partition(":")
        actor = acting_citizen(thread.citizen)
        if step is Step.ANSWER_SURVEY:
            token, _, answer = rest.partition(":")
            number, cycle = tokens.read_survey_token(self.link_key, token)
            ticket = self._own_ticket(work, thread, number)
            ticket.answer_survey(cycle, Answer(answer), "", actor, at, channel=message.channel)
        else:
            ticket = self._own_ticket(work, thread, rest)
            given = {Demand.REASON: message.text or "citizen"}
            ticket.reopen(given, self.configuration.rules, actor, at)
            thread.follow(ticket.number)
        work.add(stored(message, ticket.aggregate, thread.citizen))
        return ticket.number

    def _own_ticket(self, work: UnitOfWork, thread: Conversation, number: str) -> Ticket:
        ticket = work.ticket(number)
        if not same_person(work, ticket.citizen, thread.citizen):
            raise NotFound("There is no such ticket.")
        return ticket

    def _keep(
        self, step: Step, work: UnitOfWork, thread: Conversation, message: InboundMessage, meaning: Meaning,
        at: datetime, why: str = "",
    ) -> str:  # fmt: skip
        """Keep a message that belongs to no ticket, and answer it where an answer is due."""
        if step is Step.START_OVER:
            thread.start_over()
        if step is Step.KEEP_PLACE:
            thread.pending_place = message.place
        kept = stored(message, thread.aggregate, thread.citizen, expires_at=at + LOOSE_MESSAGES_KEPT, why=why)
        work.add(kept)
        event = _ANSWERED_BY.get(step)
        if event is not None and not message.silent:
            said = {"said": str(meaning.wish)} if step is Step.CHANGE_WISHES and meaning.wish else {}
            thread.record(event, at, message=kept.id, step=str(step), **said)
        return ""


def stored(
    message: InboundMessage, aggregate: str, author: str, *, expires_at: datetime | None = None, why: str = ""
) -> Message:
    """The message as it is kept under a ticket or a conversation."""
    files = media_of(aggregate, _id(message), message.channel, message.media)
    return Message(
        aggregate, _id(message), Direction.IN, message.channel, f"citizen:{author}", message.sent_at,
        text=message.words, provider_id=message.id, media=tuple(file.id for file in files), place=message.place,
        kind=message.kind, note=message.note or why or message.silent, reply_to=message.reply_to, expires_at=expires_at,
    )  # fmt: skip


def _id(message: InboundMessage) -> str:
    return message_id(message.sent_at, message.id)


def _location(place: Place | None) -> Location | None:
    if place is None:
        return None
    return Location(place.lat, place.lon, ", ".join(part for part in (place.name, place.address) if part))
