"""What staff do to a promise: make it, keep it, set another day with the reason, take it back with the reason."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.exc import IntegrityError, NoResultFound

from portal import audit, clock
from portal.access.viewer import Viewer
from portal.blueprints.promises.queries import Source, find_sent_promise, list_reasons
from portal.database import db
from portal.models import Promise
from portal.revisions import first_revision, save_words


class OverError(Exception):
    """It is done or taken back already."""


@dataclass(frozen=True)
class NewPromise:
    """What is promised, by whom (somebody who works here, or a name), and by when."""

    what: str
    due_on: date
    owner_id: uuid.UUID | None = None
    owner_name: str = ""


def make_promise(pupil_id: uuid.UUID, new: NewPromise, source: Source, *, number: uuid.UUID, by: Viewer) -> Promise:
    """Keep a promise. The same form sent twice, or at once, is one (`number`)."""
    sent = find_sent_promise(number, viewer=by)
    if sent is not None:
        return sent
    row = Promise(
        id=uuid.uuid4(),
        setting_id=by.setting_id,
        pupil_id=pupil_id,
        way_id=source.section.way_id if source.section else None,
        section_id=source.section.id if source.section else None,
        review_id=source.review.id if source.review else None,
        ask_id=source.ask.id if source.ask else None,
        what=new.what,
        owner_id=new.owner_id,
        owner_name=new.owner_name,
        due_on=new.due_on,
        made_by_id=by.person_id,
        made_at=clock.now(),
        client_id=number,
        version=1,
    )
    try:
        with db.session.begin_nested():
            db.session.add(row)
            first_revision(row, {"what": row.what, "due_on": str(row.due_on), "reason": ""}, by=by)
    except IntegrityError:
        # The same form, sent at the same moment, was quicker.
        sent = find_sent_promise(number, viewer=by)
        if sent is None:
            raise NoResultFound from None
        return sent
    audit.record(audit.Event.PROMISES_PROMISE_MADE, by=by, pupils=[pupil_id], promise=row.id)
    return row


def tick_promise(promise: Promise, *, done: bool, by: Viewer) -> None:
    """It is done; or not, after all. A second tap changes nothing. OverError for one that was taken back."""
    if promise.dropped_on is not None:
        raise OverError
    if done == (promise.done_on is not None):
        return
    promise.done_on = clock.today() if done else None
    promise.done_by_id = by.person_id if done else None
    _record(promise, "done" if done else "open", by)


def move_promise(promise: Promise, due_on: date, reason: str, *, opened: int, by: Viewer) -> bool:
    """Another day, with the reason that everybody reads. False: nothing changed.

    ClashError with the three texts when somebody else has saved since; OverError when it is done or taken back. The
    owner is reminded of the new day, as they were of the old one.
    """
    _check_open(promise)

    def read() -> dict[str, str]:
        return {"due_on": str(promise.due_on), "reason": list_reasons([promise], viewer=by).get(promise.id, "")}

    def put(name: str, value: str) -> None:
        if name == "due_on" and value != str(promise.due_on):
            promise.due_on, promise.reminded_at = date.fromisoformat(value), None

    changed = save_words(promise, {"due_on": str(due_on), "reason": reason}, opened=opened, by=by, read=read, put=put)
    if changed:
        _record(promise, "moved", by)
    return changed


def drop_promise(promise: Promise, why: str, *, opened: int, by: Viewer) -> None:
    """Take it back, with the reason that everybody reads.

    ClashError when somebody else has saved since; OverError when it is done or taken back already.
    """
    _check_open(promise)
    save_words(promise, {"dropped_why": why, "dropped_on": str(clock.today())}, opened=opened, by=by)
    _record(promise, "dropped", by)


def _check_open(promise: Promise) -> None:
    if promise.done_on is not None or promise.dropped_on is not None:
        raise OverError


def _record(promise: Promise, move: str, by: Viewer) -> None:
    facts: dict[str, Any] = {"promise": promise.id, "move": move, "version": promise.version}
    audit.record(audit.Event.PROMISES_PROMISE_CHANGED, by=by, pupils=[promise.pupil_id], **facts)
