"""An address is proven to be a citizen's: by a code that comes back, or by somebody of the staff who checked."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from nabiz.domain import tokens
from nabiz.domain.citizen import IdentityChange, identifier_key
from nabiz.domain.errors import AlreadyDone, InvalidInput, RateLimited, TokenExpired
from nabiz.domain.events import Event
from nabiz.domain.identity import Act, Link, Proof
from nabiz.domain.messages import Identifier
from nabiz.domain.reaching import takes_sms
from nabiz.ports import Once, RateCap, UnitOfWork
from nabiz.ports.persons import Persons
from nabiz.services.attempts import try_again
from nabiz.services.merge_citizens import put_together
from nabiz.services.persons import head_of

VALID_FOR = timedelta(minutes=10)
MOST_TRIES = 5  # of a million codes: one in 200,000 is guessed
CODES_PER_HOUR = 5  # for one person, and for one address: nobody is flooded with codes
REQUESTED = "LinkRequested"


@dataclass(frozen=True, slots=True)
class Linked:
    """What became of a proof: the person, and the record that was merged into it, if the address was somebody's."""

    citizen: str
    merged: str = ""


def request_code(
    citizen: str, identifier: Identifier, by: str, new_work: Callable[[], UnitOfWork], at: datetime
) -> Link:
    """Send a code to an address; saying it back proves that it is the citizen's.

    Raises:
        NotFound: there is no such citizen.
        InvalidInput: no code can be sent there.
        RateLimited: too many codes for this person or this address.
    """
    if identifier.kind == "phone" and not takes_sms(identifier.value):
        raise InvalidInput("This number takes no SMS; check by other means and say how.", field="address")

    def step() -> Link:
        work = new_work()
        head = head_of(work, citizen)
        link = Link(secrets.token_hex(12), head.id, identifier.kind, identifier.value, by, at, at + VALID_FOR)
        refs = {"citizen": head.id, "link": link.id}
        work.add(link, Event(link.aggregate, 0, REQUESTED, at, by, refs=refs, key=f"link#{link.id}"))
        for who in (head.id, f"address:{identifier_key(identifier)}"):
            work.cap(RateCap(who, f"codes-{at:%Y-%m-%dT%H}", CODES_PER_HOUR, at + timedelta(hours=2)))
        work.commit()
        return link

    return try_again(step)


def verify_code(
    citizen: str, link_id: str, code: str, link_key: str, new_work: Callable[[], UnitOfWork], persons: Persons,
    at: datetime,
) -> Linked:  # fmt: skip
    """Take a code back. Saying the right one again is answered as at first.

    Raises:
        NotFound: there is no such link.
        TokenExpired: the code ran out.
        RateLimited: too many wrong codes; a new one must be asked for.
        InvalidInput: the code is wrong.
    """
    link = persons.find_link(citizen, link_id)
    if at >= link.valid_until:
        raise TokenExpired("This code has run out; send a new one.")
    if not persons.count_try(link, MOST_TRIES):
        raise RateLimited("Too many wrong codes; send a new one.", retry_after=0)
    given = "".join(filter(str.isdigit, code))
    if not hmac.compare_digest(tokens.link_code(link_key, link.id).encode(), given.encode()):
        raise InvalidInput("This is not the code.", field="code", tries_left=MOST_TRIES - link.tries - 1)
    once = Once(f"link|{link.id}")
    return _link(link.citizen, link.identifier, link.by, Proof.CODE, "", new_work, at, once)


def link_checked(
    citizen: str, identifier: Identifier, by: str, reason: str, new_work: Callable[[], UnitOfWork], at: datetime
) -> Linked:
    """Somebody of the staff checked that the address is the citizen's, and says how.

    Raises:
        NotFound: there is no such citizen.
    """
    return _link(citizen, identifier, by, Proof.CHECKED, reason, new_work, at, None)


def _link(
    citizen: str, identifier: Identifier, by: str, proof: Proof, reason: str, new_work: Callable[[], UnitOfWork],
    at: datetime, once: Once | None,
) -> Linked:  # fmt: skip
    def step() -> Linked:
        work = new_work()
        head = head_of(work, citizen)
        _, known = work.sender("", [identifier])
        owner = head_of(work, known[identifier]) if identifier in known else None
        merged = ""
        if owner is None:
            head.learn(identifier)
            head.acts.append(IdentityChange(at, Act.LINKED, by, identifier.kind, str(proof), reason))
        elif put_together(work, head, owner, by, proof, reason, at):
            merged = owner.id
        if once is not None:
            work.once(Once(once.key, f"{head.id}|{merged}"))
        work.commit()
        return Linked(head.id, merged)

    try:
        return try_again(step)
    except AlreadyDone as done:
        found, _, merged = str(done.details["result"]).partition("|")
        return Linked(found, merged)


def masked(identifier: Identifier) -> str:
    """An address as it may be read out: the end of a number, the first letter and the domain of a mail address."""
    if identifier.kind == "email":
        local, _, domain = identifier.value.partition("@")
        return f"{local[:1]}***@{domain}"
    return f"***{identifier.value[-2:]}"
