"""The ledger of promises: where each stands, the promises of a section, and who is reminded before anybody else.

An adult's promise has a name and a day, and is done or late, seen by all. A late one is said plainly, without blame.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from portal import clock
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import Person, Promise, Pupil, TermDate
from portal.outbox import notify
from portal.timetable.days import school_day_before
from portal.visibility import pupils_visible_to

LETTER = "promise"
# Longer than any holidays: what is due later is not looked at yet.
LOOKS_AHEAD = timedelta(weeks=10)
WITH_OWNER = (joinedload(Promise.owner),)


class Standing(StrEnum):
    """Where a promise stands. Late is said from the day after, to everybody who reads it."""

    TO_COME = "to_come"
    TODAY = "today"
    LATE = "late"
    DONE = "done"
    DROPPED = "dropped"


def standing_of(promise: Promise, today: date) -> Standing:
    """Taken back, or done (also late), or late, or still to come."""
    if promise.dropped_on is not None:
        return Standing.DROPPED
    if promise.done_on is not None:
        return Standing.DONE
    if promise.due_on < today:
        return Standing.LATE
    return Standing.TODAY if promise.due_on == today else Standing.TO_COME


def is_open() -> sa.ColumnElement[bool]:
    """The condition on `Promise` for one that is neither done nor taken back."""
    return sa.and_(Promise.done_on.is_(None), Promise.dropped_on.is_(None))


def list_promises_of(section_id: uuid.UUID, *, viewer: Viewer) -> list[Promise]:
    """The promises of one section of a plan, with who made each, the soonest first; done ones, too.

    For a link teacher those of a section that was released to them; the net leaves nobody's but theirs.
    """
    rows = sa.select(Promise).options(*WITH_OWNER).where(Promise.section_id == section_id)
    rows = rows.where(Promise.setting_id == viewer.setting_id)
    return list(db.session.scalars(rows.order_by(Promise.due_on, Promise.id)))


def list_promises_of_answer(ask_id: uuid.UUID, *, viewer: Viewer) -> list[tuple[Promise, Standing, str]]:
    """What was promised in the answer to a question, the soonest first: where each stands, and by whom.

    Empty for whoever does not read the answer; the net leaves nobody's but theirs.
    """
    rows = sa.select(Promise).options(*WITH_OWNER).where(Promise.ask_id == ask_id)
    rows = rows.where(Promise.setting_id == viewer.setting_id)
    found, today = db.session.scalars(rows.order_by(Promise.due_on, Promise.id)), clock.today()
    return [(one, standing_of(one, today), one.owner.first_name if one.owner else one.owner_name) for one in found]


def list_promises_to_keep(until_on: date, most: int, *, viewer: Viewer) -> list[tuple[Promise, Pupil]]:
    """What this member of staff promised, or somebody who does not sign in: open, due by a day, the longest first."""
    rows = (
        sa.select(Promise, Pupil)
        .join(Pupil, Pupil.id == Promise.pupil_id)
        .options(*WITH_OWNER)
        .where(
            is_open(),
            Promise.due_on <= until_on,
            sa.or_(Promise.owner_id == viewer.person_id, Promise.owner_id.is_(None)),
            pupils_visible_to(viewer, given="sees_plan"),
        )
        .order_by(Promise.due_on, Promise.id)
        .limit(most)
    )
    return [(promise, pupil) for promise, pupil in db.session.execute(rows)]


def is_to_remind(promise: Promise, term_dates: Iterable[TermDate], today: date) -> bool:
    """From the school day before it is due; also later, when nobody could be reminded then. Once."""
    is_over = promise.done_on is not None or promise.dropped_on is not None
    if is_over or promise.reminded_at is not None:
        return False
    return today >= school_day_before(promise.due_on, 1, term_dates)


def remind_of_promises(session: Session) -> int:
    """Remind each adult whose promise is due on the next school day, before anybody is told that it is late.

    For the worker, in its own transaction of the whole system (`db.work(SYSTEM)`). The letter holds no name and no
    word. Never twice: `reminded_at` is set in the same transaction, and the outbox takes one event once. Returns how
    many were reminded.
    """
    today = clock.today()
    waiting = (
        sa.select(Promise)
        .options(joinedload(Promise.owner, innerjoin=True))
        .where(is_open(), Promise.reminded_at.is_(None), Promise.owner_id.is_not(None))
        .where(Promise.due_on <= today + LOOKS_AHEAD)
        .order_by(Promise.due_on, Promise.id)
        .with_for_update(of=Promise, skip_locked=True)
    )
    promises = list(session.scalars(waiting))
    calendars = _calendars(session) if promises else {}
    told = 0
    for promise in promises:
        if is_to_remind(promise, calendars.get(promise.setting_id, ()), today):
            told += _remind(promise, promise.owner)
    return told


def _remind(promise: Promise, owner: Person | None) -> int:
    """Whoever left is written to no more; the promise stays on everybody's page."""
    promise.reminded_at = clock.now()
    if owner is None or owner.left_on is not None:
        return 0
    return int(notify(owner, event_key=f"promise {promise.id} {promise.due_on}", letter=LETTER))


def _calendars(session: Session) -> dict[uuid.UUID, list[TermDate]]:
    found: defaultdict[uuid.UUID, list[TermDate]] = defaultdict(list)
    for row in session.scalars(sa.select(TermDate)):
        found[row.setting_id].append(row)
    return found
