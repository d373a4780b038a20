"""Files of a ticket: what the page shows of them, the original with its record of who saw it, and trying again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from chalice import Blueprint, Response

from chalicelib import answers
from chalicelib.signin import STAFF, acting
from chalicelib.views import json_answer
from nabiz.bootstrap import app
from nabiz.domain.errors import FileClosed
from nabiz.domain.numbers import parse_number

if TYPE_CHECKING:
    from nabiz.domain.people import Actor
    from nabiz.domain.timeline import Media

files = Blueprint(__name__)
LINK_VALID = timedelta(minutes=5)


@files.route("/tickets/{number}/media/{id}/original", methods=["GET"], authorizer=STAFF)
def show_original(number: str, id: str) -> Response:
    """A short-lived address of the file as it came, with all that it says of who took it; the look is recorded."""
    actor = acting(files.current_request)
    media, citizen = _find(number, id, actor)
    if closed := _closed(media):
        raise FileClosed(f"The file may not be opened: {closed}.", reason=closed)
    app().reader.record_access(citizen, actor, f"file {parse_number(number)} {media.id}", app().now())
    return json_answer(answers.OriginalShown(url=_signed(media.key, media)))


@files.route("/tickets/{number}/media/{id}/retry", methods=["POST"], authorizer=STAFF)
def retry(number: str, id: str) -> Response:
    """Fetch a missing file once more, or make the copies once more."""
    from nabiz.ports import QueueEntry
    from nabiz.services.retry_media import Again, RetryMedia

    media, _ = _find(number, id, acting(files.current_request))
    again = RetryMedia(app().reader, app().media_records, app().scans_for_malware)(media.aggregate, media.id)
    job = {"aggregate": media.aggregate, "media": media.id}
    if again is Again.FETCH:  # as the bus brings it
        app().queue(app().settings.media_queue_url).send([QueueEntry(json.dumps({"detail": job}))])
    else:
        app().queue(app().settings.render_queue_url).send([QueueEntry(json.dumps(job))])
    return json_answer(answers.FileRetried(again=again.value), 202)


def show_files(media: Sequence[Media]) -> list[answers.FileShown]:
    """The files as the staff sees them; of the same bytes the later ones name the first."""
    first: dict[str, str] = {}
    return [
        answers.FileShown(
            id=file.id, kind=file.kind, mime_type=file.mime_type, file_name=file.file_name, state=file.state,
            size=file.size, reason=_closed(file), message=file.message,
            url=_url(file), thumbnail=_thumbnail(file), note=file.note,
            position=answers.Position(lat=file.place.lat, lon=file.place.lon) if file.place else None,
            duplicate_of=_earlier(file, first), also_on=list(file.also_on),
        )
        for file in media
    ]  # fmt: skip


def show_files_to_citizen(media: Sequence[Media]) -> list[answers.FileSeen]:
    """The files as whoever holds the key sees them: copies only, the same bytes once."""
    first: dict[str, str] = {}
    return [
        answers.FileSeen(id=file.id, kind=file.kind, state=file.state, url=_copy(file), thumbnail=_thumbnail(file))
        for file in media
        if _earlier(file, first) is None
    ]


def _earlier(file: Media, first: dict[str, str]) -> str | None:
    """The file before it with the same bytes."""
    earlier = first.setdefault(file.sha256, file.id) if file.sha256 else file.id
    return earlier if earlier != file.id else None


def _find(number: str, media_id: str, actor: Actor) -> tuple[Media, str]:
    """The file and whose ticket it is on, if the actor may see the ticket."""
    from nabiz.services.change_ticket import check_may_see

    ticket = app().new_work().ticket(parse_number(number))
    check_may_see(ticket, actor)
    return app().reader.media(ticket.aggregate, media_id), ticket.citizen


def _closed(file: Media) -> str:
    """Why nobody may open it here; empty if it may be opened."""
    from nabiz.domain.pictures import closed_because

    return closed_because(file, scanning=app().scans_for_malware)


def _url(file: Media) -> str | None:
    """The copy; of what no copy is made the file itself."""
    from nabiz.domain.pictures import COPIED

    if file.mime_type in COPIED or _closed(file):
        return _copy(file)
    return _signed(file.key, file)


def _copy(file: Media) -> str | None:
    open_now = file.copy and not _closed(file)
    return _signed(file.copy, file) if open_now else None


def _thumbnail(file: Media) -> str | None:
    open_now = file.thumbnail and not _closed(file)
    return app().media.presign_download(file.thumbnail, f"{file.id}.webp", LINK_VALID) if open_now else None


def _signed(key: str, file: Media) -> str:
    return app().media.presign_download(key, file.file_name or file.id, LINK_VALID)
