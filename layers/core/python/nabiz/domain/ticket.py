"""The ticket: what a citizen asked, who works on it, by when, and everything that happened to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from nabiz.domain.calendar import ONE_FOR_ALL, DepartmentCalendars, WorkingCalendar
from nabiz.domain.catalogue import Priority, Terms
from nabiz.domain.clocks import Breach, Clock, ClockKind
from nabiz.domain.errors import Forbidden, InvalidInput
from nabiz.domain.events import Event
from nabiz.domain.ladder import Hours, Ladder, Quiet, next_rung
from nabiz.domain.messages import NO_ANSWERS
from nabiz.domain.people import Actor, Role
from nabiz.domain.places import Location
from nabiz.domain.promises import Promise, Standing, follow
from nabiz.domain.survey import MAX_COMMENT, Answer, Survey, SurveyState
from nabiz.domain.workflow import DONE, ClockEffect, Demand, Move, Outcome, Status, check_demands, find_move

MISSED = timedelta(seconds=1)  # after its last moment a promise is broken
TRIAGE = ""  # the department of a ticket that nobody has routed yet


class Kind(StrEnum):
    """What a citizen wants."""

    COMPLAINT = "complaint"
    REQUEST = "request"
    SUGGESTION = "suggestion"
    IDEA = "idea"
    INFORMATION = "information"
    THANKS = "thanks"
    REPORT = "report"
    CALLBACK = "callback"  # to be called back


class TimerKind(StrEnum):
    """What waits for a moment; a ticket waits for one thing at a time."""

    LADDER = "ladder"
    CLOSING = "closing"
    SURVEY = "survey"


@dataclass(frozen=True, slots=True)
class Timer:
    """The next moment at which time alone does something to the ticket."""

    kind: TimerKind
    at: datetime
    rung: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the city decides about time; part of the configuration, versioned with it."""

    version: str
    calendar: WorkingCalendar
    ladder: Ladder
    close_after: timedelta
    reopen_within: timedelta
    survey_after: timedelta
    survey_valid_for: timedelta
    calendars: DepartmentCalendars = ONE_FOR_ALL
    promises: tuple[Promise, ...] = ()

    def calendar_called(self, name: str) -> WorkingCalendar:
        """The calendar of that name; the city's own for the empty name and for one that is gone."""
        return self.calendars.named.get(name, self.calendar)

    def calendar_of(self, department: str) -> WorkingCalendar:
        """The calendar that a department works by."""
        return self.calendar_called(self.calendars.name(department))

    def calendar_for(self, clock: Clock) -> WorkingCalendar:
        """The calendar that a clock's working minutes are of."""
        return self.calendar_called(clock.calendar)


@dataclass(slots=True)
class Ticket:
    """One request of one citizen. Changes only through its methods, each of which appends to the history."""

    number: str
    kind: Kind
    channel: str
    text: str
    citizen: str
    opened_at: datetime
    opened_by: str
    status: Status = Status.RECEIVED
    category: str = ""
    certainty: float = 0.0
    read_by: str = ""  # version of the model that read its words; empty where a person chose the category
    department: str = TRIAGE
    assignee: str = ""
    priority: Priority = Priority.NORMAL
    location: Location | None = None
    conversation: str = ""
    language: str = "tr"
    silent: str = ""  # why the citizen is told nothing by itself: a machine wrote it, its sender is not proven
    cycle: int = 1
    respond: Clock | None = None
    resolve: Clock | None = None
    climbed: frozenset[str] = frozenset()
    timer: Timer | None = None
    outcome: str = ""
    planned_for: str = ""
    duplicate_of: str = ""
    responded_at: datetime | None = None
    done_at: datetime | None = None
    survey: Survey | None = None
    messages: int = 0
    heard_by: str = ""  # channel of the citizen's last words, and their thread, where they are not those it began with
    heard_in: str = ""
    config_version: str = ""
    seq: int = 0
    version: int = 0
    updated_at: datetime | None = None
    updated_by: str = ""
    first_breach: Breach | None = None
    quiet: Quiet | None = None  # whether somebody holds the escalation back
    promises: tuple[Clock, ...] = ()  # clocks beside `respond` and `resolve`
    filed_by: str = ""  # code of the client or partner that filed it and reads what becomes of it
    events: list[Event] = field(default_factory=list)

    @property
    def aggregate(self) -> str:
        """The key of the ticket and of everything that belongs to it."""
        return f"T#{self.number}"

    @property
    def is_done(self) -> bool:
        """Whether nobody in the house works on it any more."""
        return self.status in DONE

    @property
    def clocks(self) -> tuple[Clock, ...]:
        """All clocks of the present cycle."""
        return tuple(clock for clock in (self.respond, self.resolve, *self.promises) if clock)

    @property
    def due(self) -> datetime | None:
        """The moment it is promised to be solved by, where a clock runs."""
        return self.resolve.due if self.resolve else None

    @property
    def last_channel(self) -> str:
        """The channel by which the citizen said something last."""
        return self.heard_by or self.channel

    @property
    def last_conversation(self) -> str:
        """The thread in which they said it last, whatever they have written on the page since; empty without any."""
        return self.heard_in or self.conversation

    @property
    def facts(self) -> dict[str, str]:
        """The dimensions that figures count by."""
        return {
            "status": self.status, "department": self.department, "category": self.category, "channel": self.channel,
            "kind": self.kind, "priority": self.priority, "cycle": str(self.cycle), "language": self.language,
            "neighbourhood": self.location.neighbourhood if self.location else "",
        }  # fmt: skip

    def record(
        self, type: str, by: Actor, at: datetime, data: Mapping[str, object] | None = None, **refs: str
    ) -> Event:
        """Append to the history. `refs` are ids that the tellers need beside citizen and conversation."""
        self.seq += 1
        known = {"citizen": self.citizen, "conversation": self.last_conversation} | refs
        event = Event(self.aggregate, self.seq, type, at, str(by), dict(data or {}), self.facts,
                      {key: value for key, value in known.items() if value})  # fmt: skip
        self.events.append(event)
        self.updated_at, self.updated_by = at, str(by)
        return event

    # -- opening and routing ------------------------------------------------------------------------------------

    def open(
        self, terms: Terms, rules: Rules, by: Actor, *, message: str = "", reading: Mapping[str, object] | None = None
    ) -> None:
        """Start the clocks and the history. Called once, right after making the ticket.

        Args:
            reading: what else its words say, for the history.
        """
        self.config_version = rules.version
        self.priority, self.messages = terms.priority, int(bool(message))
        resolve_minutes = terms.resolve_minutes(rules.calendar_of(self.department).minutes_per_day)
        self._start_clocks(terms.respond_minutes, resolve_minutes, rules, self.opened_at)
        self.record(
            "TicketOpened", by, self.opened_at, {"certainty": self.certainty, **(reading or {})}, message=message
        )
        self._set_timer(rules, self.opened_at)

    def route(self, department: str, rules: Rules, by: Actor, at: datetime) -> None:
        """Give a ticket that was just opened to the department that its category names."""
        self.department, self.status = department, Status.ASSIGNED
        self._take_calendar(rules, at)
        self.record("TicketAssigned", by, at, {"from": TRIAGE, "to": department, "with_opening": True})
        self._set_timer(rules, at)

    def classify(self, category: str, terms: Terms, rules: Rules, by: Actor, at: datetime) -> None:
        """Correct the category; its promises hold from now on, and minutes spent so far count against them."""
        old = {"from": self.category, "model": self.read_by, "certainty": self.certainty}
        self.category, self.certainty, self.read_by = category, 1.0, ""
        self.priority, self.config_version = terms.priority, rules.version
        if self.respond and self.resolve:
            calendar = rules.calendar_for(self.resolve)
            resolve_minutes = terms.resolve_minutes(calendar.minutes_per_day)
            self.respond = self.respond.retarget(terms.respond_minutes, at, rules.calendar_for(self.respond))
            self.resolve = self.resolve.retarget(resolve_minutes, at, calendar)
        self.record("TicketClassified", by, at, {**old, "to": category})
        self._set_timer(rules, at)

    # -- the workflow -------------------------------------------------------------------------------------------

    def move(self, target: Status, rules: Rules, by: Actor, at: datetime, given: Mapping[Demand, str] | None = None,
             *, message: str = "") -> Event:  # fmt: skip
        """Take one move of the workflow.

        Args:
            given: what the move demands and what else was said, by demand.
            message: id of the message to the citizen that goes with the move, if any.

        Raises:
            IllegalMove, Forbidden, MissingDemand: see `nabiz.domain.workflow`.
        """
        said = dict(given or {})
        found = find_move(self.status, target, by)
        check_demands(found, dict(said))
        before = self.department
        self.status = target
        self._take_values(found, said)
        self._take_calendar(rules, at)
        self._apply_clocks(found.clock, rules, at)
        if message and Role.CITIZEN not in by.roles:
            self._responded(at)
        data: dict[str, object] = {str(key): value for key, value in said.items() if key is not Demand.MESSAGE}
        event = self.record(found.event, by, at, data | self._between(before), message=message)
        self._set_timer(rules, at)
        return event

    def _between(self, before: str) -> dict[str, object]:
        return {"from": before, "to": self.department} if before != self.department else {}

    def _take_values(self, move: Move, said: Mapping[Demand, str]) -> None:
        if Demand.DEPARTMENT in said and Demand.DEPARTMENT in move.demands:
            self.department, self.assignee = said[Demand.DEPARTMENT], ""
        if move.target is Status.RECEIVED:
            self.department, self.assignee = TRIAGE, ""
        if Demand.OUTCOME in said:
            self.outcome = Outcome(said[Demand.OUTCOME])
        self.planned_for = said.get(Demand.PLANNED_FOR, self.planned_for)
        self.duplicate_of = said.get(Demand.DUPLICATE_OF, self.duplicate_of)

    def _apply_clocks(self, effect: ClockEffect, rules: Rules, at: datetime) -> None:
        if not (self.respond and self.resolve):
            return
        answer, solution = rules.calendar_for(self.respond), rules.calendar_for(self.resolve)
        self.promises = tuple(_wait_or_go_on(clock, effect, at, rules) for clock in self.promises)
        match effect:
            case ClockEffect.PAUSES:
                self.respond, self.resolve = self.respond.pause(at, answer), self.resolve.pause(at, solution)
            case ClockEffect.PAUSES_RESOLVE:
                self.respond, self.resolve = self.respond.resume(at, answer), self.resolve.pause(at, solution)
            case ClockEffect.RUNS:
                self.respond, self.resolve = self.respond.resume(at, answer), self.resolve.resume(at, solution)
            case ClockEffect.STOPS:
                self.respond, self.resolve = self.respond.stop(at), self.resolve.stop(at)
                self.done_at = self.done_at or at
            case ClockEffect.NEW_CYCLE:
                self._begin_cycle(rules, at)

    def _take_calendar(self, rules: Rules, at: datetime) -> None:
        """The department that has it now may work at other hours than the one before."""
        name = rules.calendars.name(self.department)

        def move(clock: Clock | None) -> Clock | None:
            return clock and clock.hand_over(at, rules.calendar_for(clock), rules.calendar_called(name), name)

        self.respond, self.resolve = move(self.respond), move(self.resolve)
        self.promises = tuple(moved for clock in self.promises if (moved := move(clock)))

    def _begin_cycle(self, rules: Rules, at: datetime) -> None:
        if not (self.respond and self.resolve):
            return
        self._keep_first_breach(at)
        self.cycle += 1
        self.climbed, self.survey, self.outcome = frozenset(), None, ""
        self.responded_at = self.done_at = None
        self.promises, self.quiet = (), None
        self._start_clocks(self.respond.target_minutes, self.resolve.target_minutes, rules, at)

    def _keep_first_breach(self, at: datetime) -> None:
        """What a new cycle does not wipe out: the first promise that this ticket saw broken."""
        missed = [clock for clock in self.clocks if clock.overdue(at)]
        if self.first_breach is None and missed:
            first = min(missed, key=lambda clock: clock.breached_at or clock.due)
            self.first_breach = Breach(first.code, self.cycle, first.breached_at or first.due)

    def _start_clocks(self, respond_minutes: int, resolve_minutes: int, rules: Rules, at: datetime) -> None:
        name = rules.calendars.name(self.department)
        calendar = rules.calendar_called(name)
        self.respond = Clock.start(ClockKind.RESPOND, respond_minutes, at, calendar, calendar_name=name)
        self.resolve = Clock.start(ClockKind.RESOLVE, resolve_minutes, at, calendar, calendar_name=name)

    def give_to(self, assignee: str, by: Actor, at: datetime) -> None:
        """Name the person of the department who works on it."""
        before, self.assignee = self.assignee, assignee
        self.record("TicketGivenTo", by, at, {"from": before, "to": assignee})

    def reopen(self, given: Mapping[Demand, str], rules: Rules, by: Actor, at: datetime) -> Event:
        """Begin a new cycle of a ticket that was done.

        Raises:
            Forbidden: a citizen asks for it later than the city allows.
        """
        if Role.CITIZEN in by.roles and self._is_late_to_reopen(rules, at):
            raise Forbidden("This ticket was finished too long ago to be reopened; please open a new one.")
        return self.move(Status.REOPENED, rules, by, at, given)

    def may_reopen(self, rules: Rules, at: datetime) -> bool:
        """Whether its citizen may still say that it is not done."""
        return self.is_done and not self._is_late_to_reopen(rules, at)

    def _is_late_to_reopen(self, rules: Rules, at: datetime) -> bool:
        return self.done_at is not None and at > self.done_at + rules.reopen_within

    # -- words --------------------------------------------------------------------------------------------------

    def hear(
        self, rules: Rules, by: Actor, at: datetime, *, message: str, kind: str = "text", channel: str = "",
        conversation: str = "",
    ) -> None:  # fmt: skip
        """The citizen wrote again; a ticket that waited for the citizen goes on, unless what came is no answer.

        Args:
            channel, conversation: where the next answer goes; empty if others than the citizen wrote.
        """
        self.messages += 1
        self.heard_by, self.heard_in = channel or self.heard_by, conversation or self.heard_in
        if self.status is Status.WAITING_CITIZEN and kind not in NO_ANSWERS:
            self.status = Status.IN_PROGRESS if self.department else Status.RECEIVED
            self._apply_clocks(ClockEffect.RUNS, rules, at)
        self.record("CitizenReplied", by, at, {"kind": kind}, message=message)
        self._set_timer(rules, at)

    def locate(self, location: Location | None, by: Actor, at: datetime) -> None:
        """Learn where it is."""
        if location is not None:
            self.location = location
            self.record("TicketLocated", by, at, {"neighbourhood": location.neighbourhood})

    def reply(self, rules: Rules, by: Actor, at: datetime, *, message: str) -> None:
        """Somebody of the staff wrote to the citizen; the first such words stop the respond clock."""
        self.messages += 1
        self._responded(at)
        self.record("StaffReplied", by, at, message=message)
        self._set_timer(rules, at)

    def note(self, by: Actor, at: datetime, *, message: str) -> None:
        """An internal note: the citizen never hears of it, and it is no first response."""
        self.messages += 1
        self.record("NoteAdded", by, at, message=message)

    def _responded(self, at: datetime) -> None:
        self.responded_at = self.responded_at or at
        if self.respond:
            self.respond = self.respond.stop(at)

    # -- time ---------------------------------------------------------------------------------------------------

    def pass_time(self, rules: Rules, by: Actor, at: datetime) -> bool:
        """Do what the timer waits for, if its moment has come: climb one rung, or close.

        Returns:
            Whether anything changed. A second call at the same moment does the next thing or nothing.
        """
        timer = self.timer
        if timer is None or timer.at > at:
            return False
        if timer.kind is TimerKind.LADDER and timer.rung:
            self._climb(timer, rules, by, at)
        elif timer.kind is TimerKind.LADDER:
            self._miss(rules, by, at)
        elif timer.kind is TimerKind.CLOSING:
            self.move(Status.CLOSED, rules, by, at)
        else:
            return False
        return True

    def _climb(self, timer: Timer, rules: Rules, by: Actor, at: datetime) -> None:
        rung = rules.ladder.rung(timer.rung)
        self._mark_missed(at)
        self.climbed |= {timer.rung}
        clock = next((clock for clock in self.clocks if rung and clock.code == rung.clock), self.resolve)
        data = {"rung": timer.rung, "clock": clock.code if clock else "", "due": clock.due.isoformat() if clock else "",
                "overdue": bool(clock and (clock.overdue(at) or (rung and not rung.is_reminder)))}  # fmt: skip
        self.record("TicketEscalated", by, at, data)
        self._set_timer(rules, at)

    def _miss(self, rules: Rules, by: Actor, at: datetime) -> None:
        """A promise is broken at a moment at which nobody is told."""
        missed = {clock.code: clock.due.isoformat() for clock in self.clocks
                  if clock.running and clock.breached_at is None and clock.overdue(at)}  # fmt: skip
        self._mark_missed(at)
        self.record("DeadlineMissed", by, at, {"clocks": missed})
        self._set_timer(rules, at)

    def _mark_missed(self, at: datetime) -> None:
        self.respond, self.resolve = (clock and clock.mark(at) for clock in (self.respond, self.resolve))
        self.promises = tuple(clock.mark(at) for clock in self.promises)

    def acknowledge(self, reason: str, rules: Rules, by: Actor, at: datetime) -> None:
        """Somebody has taken notice: the next rung waits a while, as long as may be put off.

        Raises:
            InvalidInput: no promise runs, or nothing may be put off any longer.
        """
        latest = self._latest_quiet(rules, at)
        self._hold_back(min(at + rules.ladder.quiet_for, latest), "EscalationAcknowledged", reason, rules, by, at)

    def snooze(self, until: datetime, reason: str, rules: Rules, by: Actor, at: datetime) -> None:
        """Put the escalation off, with a reason; the promises themselves run on.

        Raises:
            InvalidInput: no reason, no promise runs, a moment in the past or later than may be.
        """
        latest = self._latest_quiet(rules, at)
        if not reason.strip():
            raise InvalidInput("Say why the escalation is put off.", field="reason")
        if not at < until <= latest:
            raise InvalidInput(
                f"It can be put off until {latest.isoformat(timespec='minutes')} at most.", field="until",
                latest=latest.isoformat(),
            )  # fmt: skip
        self._hold_back(until, "EscalationSnoozed", reason, rules, by, at)

    def _latest_quiet(self, rules: Rules, at: datetime) -> datetime:
        if not any(clock.running for clock in self.clocks):
            raise InvalidInput("No promise of this ticket runs; nothing is escalated.", field="action")
        longest = rules.ladder.quiet_at_most.get(self.priority, timedelta())
        latest = (self.quiet.since if self.quiet else at) + longest
        if latest <= at:
            raise InvalidInput("The escalation of this ticket cannot be put off any longer.", field="action",
                               latest=latest.isoformat())  # fmt: skip
        return latest

    def _hold_back(self, until: datetime, event: str, reason: str, rules: Rules, by: Actor, at: datetime) -> None:
        self.quiet = Quiet(until, self.quiet.since if self.quiet else at, str(by), reason)
        self.record(event, by, at, {"until": until.isoformat(), "reason": reason})
        self._set_timer(rules, at)

    def _set_timer(self, rules: Rules, at: datetime) -> None:
        """What follows from the last entry of the history: promises that begin or end with it, and the next moment."""
        last = self.events[-1]
        standing = Standing(last.type, last.facts, self.opened_at, self.responded_at is not None, self.is_done,
                            rules.calendars.name(self.department))  # fmt: skip
        self.promises = follow(rules.promises, self.promises, standing, at, rules.calendar_called)
        self.timer = self._next_timer(rules, at)

    def _next_timer(self, rules: Rules, at: datetime) -> Timer | None:
        if self.status is Status.CLOSED:
            if self.survey is None:
                self.survey = Survey(self.cycle, SurveyState.DUE, at + rules.survey_after)
            due = self.survey.state is SurveyState.DUE
            return Timer(TimerKind.SURVEY, self.survey.due_at) if due else None
        if self.is_done:
            return Timer(TimerKind.CLOSING, (self.done_at or at) + rules.close_after)
        hours = Hours(rules.calendar_for, rules.calendar_of(self.department), self.quiet)
        found = next_rung(rules.ladder, self.clocks, self.climbed, self.priority, at, self.department, hours)
        missing = min((clock.due for clock in self.clocks if clock.running and clock.breached_at is None), default=None)
        if missing is not None and (found is None or missing < found[1]):
            # Nobody is told at that moment; that the promise is broken is written down all the same, and counted.
            return Timer(TimerKind.LADDER, max(missing + MISSED, at))
        # A rung that should have been climbed earlier is climbed by the next run, not in an hour that was read already.
        return Timer(TimerKind.LADDER, max(found[1], at), found[0].code) if found else None

    # -- the survey ---------------------------------------------------------------------------------------------

    def ask_survey(self, code: str, rules: Rules, by: Actor, at: datetime) -> bool:
        """Send the survey of this cycle, once; whether it was still to be sent."""
        if self.survey is None or self.survey.state is not SurveyState.DUE or self.status is not Status.CLOSED:
            return False
        expires = at + rules.survey_valid_for
        self.survey = replace(self.survey, state=SurveyState.SENT, code=code, sent_at=at, expires_at=expires)
        self.record("SurveyDue", by, at)
        self._set_timer(rules, at)
        return True

    def answer_survey(self, cycle: int, answer: Answer, comment: str, by: Actor, at: datetime, *, channel: str) -> bool:
        """Take the citizen's answer. A second answer, a late one, or one of an earlier cycle changes nothing.

        Returns:
            Whether it counted.
        """
        survey = self.survey
        if survey is None or survey.cycle != cycle or not survey.open_at(at):
            return False
        self.survey = replace(survey, state=SurveyState.ANSWERED, answer=answer, comment=comment[:MAX_COMMENT])
        data = {"answer": str(answer), "channel": channel, "comment": bool(comment)}
        self.record("SurveyAnswered", by, at, data)
        return True

    def comment_survey(
        self, cycle: int, answer: Answer, comment: str, by: Actor, at: datetime, *, channel: str
    ) -> bool:
        """Add words to an answer that was given without: one tap first, a sentence later. The first words stay.

        Returns:
            Whether they were taken.
        """
        survey = self.survey
        if survey is None or survey.cycle != cycle or survey.answer is not answer or survey.comment or not comment:
            return False
        if survey.expires_at is None or at >= survey.expires_at:
            return False
        self.survey = replace(survey, comment=comment[:MAX_COMMENT])
        self.record("SurveyCommented", by, at, {"answer": str(answer), "channel": channel})
        return True


def _wait_or_go_on(clock: Clock, effect: ClockEffect, at: datetime, rules: Rules) -> Clock:
    """A promise of the city's own: it waits for others at most, never for the house."""
    calendar = rules.calendar_for(clock)
    match effect:
        case ClockEffect.PAUSES if clock.waits:
            return clock.pause(at, calendar)
        case ClockEffect.PAUSES_RESOLVE | ClockEffect.RUNS:
            return clock.resume(at, calendar)
        case ClockEffect.STOPS:
            return clock.stop(at)
    return clock
