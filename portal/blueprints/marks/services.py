"""Marking a session: one tap, and a newer mark takes the place of the older one."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from portal import audit, clock
from portal.access.viewer import Viewer
from portal.blueprints.marks.queries import Slot, find_sent_mark, list_marks
from portal.database import db
from portal.models import Mark, PlanReview, ReviewWhy, SessionMark
from portal.returning.attendance import is_setback, may_mark, minutes_there
from portal.returning.reviews import make_review


class NotNowError(Exception):
    """A session that has not begun, was called off, or is too long ago."""


class AtOnceError(Exception):
    """Somebody else marked the same session at the same moment, or since this tap was first sent: theirs counts."""


@dataclass(frozen=True)
class NewMark:
    """A tap: the mark, the number of its form, the mark that the page showed, and minutes where somebody said them."""

    mark: Mark
    number: uuid.UUID
    shown_id: uuid.UUID | None = None
    minutes: int | None = None


@dataclass(frozen=True)
class Marking:
    """What a tap made: the mark, whether it took the place of one that the page did not show, and a review."""

    row: SessionMark
    was_another: bool = False
    review: PlanReview | None = None


def mark_session(slot: Slot, new: NewMark, *, by: Viewer) -> Marking:
    """Mark a session; a mark that was there makes way and is kept. The same tap twice, or at once, is one.

    NotNowError for a session that is not to be marked now; AtOnceError when somebody else's mark counts instead.
    """
    plan, key = slot.one.plan, uuid.uuid5(new.number, f"{slot.one.session_id} {slot.one.on} {new.mark} {new.minutes}")
    if not may_mark(slot.one.on, plan.starts, is_cancelled=slot.one.is_cancelled, now=clock.now()):
        raise NotNowError
    sent = find_sent_mark(key, viewer=by)
    if sent is not None:
        return _as_sent(sent)
    offered = 0 if new.mark is Mark.WE_DID_NOT_COME else plan.minutes
    row = SessionMark(
        id=uuid.uuid4(),
        setting_id=by.setting_id,
        pupil_id=slot.child.pupil_id,
        session_id=slot.one.session_id,
        on=slot.one.on,
        mark=new.mark,
        offered_minutes=offered,
        attended_minutes=minutes_there(new.mark, offered, new.minutes),
        is_morning=plan.starts.hour < 12,
        person_id=by.person_id,
        client_id=key,
        marked_at=clock.now(),
    )
    try:
        _put(row)
    except IntegrityError:
        sent = find_sent_mark(key, viewer=by)
        if sent is None:
            raise AtOnceError from None
        return _as_sent(sent)
    facts: dict[str, Any] = {"session": row.session_id, "mark": row.mark}
    audit.record(audit.Event.MARKS_SESSION_MARKED, by=by, pupils=[row.pupil_id], **facts)
    before = slot.mark.id if slot.mark else None
    return Marking(row, before not in (None, new.shown_id), _review_after(row, by))


def _as_sent(sent: SessionMark) -> Marking:
    """The same tap once more: what it made, unless somebody has marked the session since."""
    if sent.replaced_at is not None:
        raise AtOnceError
    return Marking(sent)


def _put(row: SessionMark) -> None:
    """The older mark makes way and this one counts, together; the unique index lets one of two at once through."""
    older = sa.update(SessionMark).where(
        SessionMark.session_id == row.session_id, SessionMark.on == row.on, SessionMark.replaced_at.is_(None)
    )
    with db.session.begin_nested():
        db.session.execute(older.values(replaced_at=clock.now()), execution_options={"synchronize_session": "fetch"})
        db.session.add(row)


def _review_after(row: SessionMark, by: Viewer) -> PlanReview | None:
    """When the child did not come twice in one week: a review within five school days, once; None without need."""
    monday = row.on - timedelta(days=row.on.weekday())
    if row.mark is not Mark.DID_NOT_COME:
        return None
    week = list_marks(row.pupil_id, monday, monday + timedelta(days=6), viewer=by)
    if not is_setback(one.mark for one in week):
        return None
    return make_review(row.pupil_id, ReviewWhy.SETBACK, by, clock.today())
