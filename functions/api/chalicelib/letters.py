"""Dead letters: what could not be handled, why, and what an administrator does with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalice import Blueprint, Response

from chalicelib import answers_administration as answers
from chalicelib import bodies_administration as bodies
from chalicelib.preconditions import read_limit
from chalicelib.reading_bodies import read_body
from chalicelib.signin import STAFF, acting
from chalicelib.views import json_answer
from nabiz.bootstrap import app
from nabiz.domain.errors import InvalidInput, NotFound

if TYPE_CHECKING:
    from nabiz.domain.people import Actor

letters = Blueprint(__name__)
MOST = 100  # letters of a queue that are looked through for one


@letters.route("/dead-letters", methods=["GET"], authorizer=STAFF)
def list_letters() -> Response:
    """What waits for a decision, oldest first; nothing of a citizen is shown. `queue` narrows it to one queue."""
    acting(letters.current_request)
    params = dict(letters.current_request.query_params or {})
    limit = read_limit(params)
    with app().dead_letters.holding(_queues(params.get("queue", "")), most=limit) as found:
        items = [
            answers.LetterShown(
                id=letter.id, queue=letter.queue, reason=letter.reason, received_at=letter.sent_at,
                attempts=int(letter.system.get("ApproximateReceiveCount", 0)), preview=letter.what[:80],
                origin=str(letter.origin),
            ) for letter in found[:limit]
        ]  # fmt: skip
        more = len(found) > limit
    return json_answer(answers.Letters(items=items, cursor=None, more=more))


@letters.route("/dead-letters/{id}/replay", methods=["POST"], authorizer=STAFF)
def replay_letter(id: str) -> Response:
    """Put it back on the queue that it came from; an unreadable body is read again with the code of today."""
    actor = acting(letters.current_request)
    return _settle(id, actor, None)


@letters.route("/dead-letters/{id}/drop", methods=["POST"], authorizer=STAFF)
def drop_letter(id: str) -> Response:
    """Remove it for good; who, when and why is kept."""
    actor = acting(letters.current_request)
    return _settle(id, actor, read_body(letters.current_request, bodies.DropBody).reason)


@letters.route("/dead-letters/history", methods=["GET"], authorizer=STAFF)
def show_acts() -> Response:
    """What was done with dead letters, newest first."""
    acting(letters.current_request)
    params = dict(letters.current_request.query_params or {})
    page = app().letter_acts.page(read_limit(params), params.get("cursor", ""))
    items = [answers.LetterSettled(letter=act.letter, queue=act.queue, what=act.what, act=act.act, words=act.words,
                                   at=act.at, by=act.by) for act in page.items]  # fmt: skip
    return json_answer(answers.LettersSettled(items=items, cursor=page.cursor or None))


def _settle(letter_id: str, actor: Actor, reason: str | None) -> Response:
    """Replay it, or with a reason drop it. It is taken away last: what breaks off before is still there."""
    from nabiz.domain.dead_letters import Act

    params = dict(letters.current_request.query_params or {})
    desk = app().dead_letters
    with desk.holding(_queues(params.get("queue", "")), most=MOST) as found:
        letter = next((letter for letter in found if letter.id == letter_id), None)
        if letter is None:
            raise NotFound("There is no such dead letter; somebody may have settled it, or be looking at it.")
        words = app().letter_replay().replay(letter) if reason is None else reason
        name = "replayed" if reason is None else "dropped"
        act = Act(letter.id, letter.queue, letter.what[:80], name, words, app().now(), str(actor))
        app().letter_acts.record(act)
        desk.remove(letter)
    return json_answer(answers.LetterSettled(letter=act.letter, queue=act.queue, what=act.what, act=act.act,
                                             words=act.words, at=act.at, by=act.by))  # fmt: skip


def _queues(name: str) -> list[str]:
    from nabiz.storage.dead_letters import DEAD

    if name and name not in DEAD:
        raise InvalidInput("There is no such queue of dead letters.", field="queue", allowed=list(DEAD))
    return [name] if name else list(DEAD)
