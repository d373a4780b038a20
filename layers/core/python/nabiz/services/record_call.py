"""A telephone system says something of a call: kept, shown at the desk, and a call-back where one is due."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from nabiz.configuration import Configuration
from nabiz.domain.call_pieces import CallbackRequest, CallDirection, CallNews, CallOutcome
from nabiz.domain.calls import Call, new_call
from nabiz.domain.citizen import identifier_key
from nabiz.domain.messages import Channel, Identifier
from nabiz.domain.people import system
from nabiz.domain.ticket import Kind
from nabiz.ports import UnitOfWork
from nabiz.ports.calls import Calls, Present
from nabiz.services.attempts import try_again
from nabiz.services.open_ticket import OpenTicket, open_new_ticket

TELEPHONY = system("telephony")
# Who hung up longer ago is not called back by itself: an old log that is read again must start no calls.
CALLED_BACK_WITHIN = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of the news: `learned` or `known`; the number of the ticket by which the caller is called back."""

    step: str
    callback: str = ""


@dataclass(slots=True)
class RecordCall:
    """The use case with what it needs."""

    calls: Calls
    new_work: Callable[[], UnitOfWork]
    configuration: Configuration

    def __call__(self, news: CallNews, at: datetime) -> Recorded:
        """Take the news in. Taking it in again changes nothing, and opens no second ticket."""
        if news.callback is not None:
            return Recorded("callback", self._call_back(news.callback, news.callback.id, self._known(news), at))
        if not news.tells:
            return Recorded("nothing")
        call, learned = try_again(lambda: self._learn(news, at))
        for present in self._presents(news):
            self.calls.notice(present)
        wish = self._wish(call, at)
        number = self._call_back(*wish, call, at) if wish else ""
        return Recorded("learned" if learned else "known", number)

    def _learn(self, news: CallNews, at: datetime) -> tuple[Call, bool]:
        board = self.configuration.switchboard
        call = self.calls.find(news.call_id) or new_call(news, at)
        learned = call.learn(news, board)
        if learned:
            self.calls.put(call, call.started_at + board.kept_for)
        return call, learned

    def _known(self, news: CallNews) -> Call | None:
        return self.calls.find(news.call_id) if news.reference else None

    # -- at the desk ----------------------------------------------------------------------------------------------

    def _presents(self, news: CallNews) -> Iterator[Present]:
        """What the news says of desks; what Asterisk's log says of them it says as signs already."""
        for sign in news.signs:
            if sign.operator:
                username = self.configuration.switchboard.username(sign.operator)
                yield Present(username, news.call_id, sign.presence, sign.at)

    # -- calling back ---------------------------------------------------------------------------------------------

    def _wish(self, call: Call, at: datetime) -> tuple[CallbackRequest, str] | None:
        """What the call itself asks for, with the key by which it is asked once."""
        rules = self.configuration.switchboard.callbacks
        if not rules.category or call.callback or not call.caller or call.direction is not CallDirection.INBOUND:
            return None
        if call.started_at < at - CALLED_BACK_WITHIN:
            return None
        request = CallbackRequest(call.id, call.started_at, call.caller, call.line)
        if rules.key and rules.key in call.exit_keys:
            return request, f"key|{call.id}"
        waited = timedelta(seconds=call.wait)
        if call.outcome is not CallOutcome.ABANDONED or rules.abandoned_after is None or waited < rules.abandoned_after:
            return None
        # Who tries several times on one day is called back once.
        day = call.started_at.astimezone(self.configuration.city.timezone).date()
        return request, f"abandoned|{identifier_key(Identifier('phone', call.caller))}|{day}"

    def _call_back(self, request: CallbackRequest, key: str, call: Call | None, at: datetime) -> str:
        """Open the ticket by which somebody is called back; the one that stands there for a repetition."""
        if call and call.callback:
            return call.callback
        rules, city = self.configuration.switchboard.callbacks, self.configuration.city
        moment = request.at.astimezone(city.timezone)
        words = rules.texts.get(city.default_language) or next(iter(rules.texts.values()), "")
        text = words.format(line=request.line or (call.line if call else ""), time=f"{moment:%H:%M}")
        command = OpenTicket(
            channel=Channel.PHONE, text="\n\n".join(filter(None, (text.strip(), request.words))),
            identifiers=(Identifier("phone", request.caller),), kind=Kind.CALLBACK, category=rules.category,
            terms=rules.terms, actor=TELEPHONY, language=city.default_language, once=f"callback|{key}",
            call=call.id if call else "", is_callback=True,
        )  # fmt: skip
        return open_new_ticket(command, self.new_work, self.configuration, at).number
