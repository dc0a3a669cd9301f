"""What a week and a day are drawn from: pupils, their sessions, what is different, the calendar, what was seen."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal.access.viewer import Viewer
from portal.database import db
from portal.models import ChangeSeen, Placement, Pupil, SessionChange, TimetableSession
from portal.timetable.plan import Occurrence
from portal.visibility import pupils_visible_to

# How a session is loaded: with who teaches it and where, in one statement.
WITH_ADULT_AND_SITE = (joinedload(TimetableSession.staff), joinedload(TimetableSession.site))
CHANGE_WITH_ADULT_AND_SITE = (joinedload(SessionChange.staff), joinedload(SessionChange.site))


def find_promised_minutes(pupil_id: uuid.UUID, on: date, *, viewer: Viewer) -> int:
    """How many minutes a week were promised on this day; 0 when nothing was."""
    minutes = (
        sa.select(Placement.weekly_minutes)
        .join(Pupil, Pupil.id == Placement.pupil_id)
        .where(
            Placement.pupil_id == pupil_id,
            Placement.starts_on <= on,
            sa.or_(Placement.ended_on.is_(None), Placement.ended_on >= on),
            pupils_visible_to(viewer),
        )
        .order_by(Placement.starts_on.desc(), Placement.id)
        .limit(1)
    )
    return db.session.scalar(minutes) or 0


def list_sessions(
    pupil_ids: Sequence[uuid.UUID], from_on: date, until_on: date, *, viewer: Viewer
) -> list[TimetableSession]:
    """The weekly sessions of these pupils that come at least once from one day to another: one statement."""
    rows = (
        sa.select(TimetableSession)
        .join(Pupil, Pupil.id == TimetableSession.pupil_id)
        .options(*WITH_ADULT_AND_SITE)
        .where(
            TimetableSession.pupil_id.in_(pupil_ids),
            TimetableSession.from_on <= until_on,
            sa.or_(TimetableSession.until_on.is_(None), TimetableSession.until_on >= from_on),
            pupils_visible_to(viewer),
        )
        .order_by(TimetableSession.weekday, TimetableSession.starts, TimetableSession.id)
    )
    return list(db.session.scalars(rows))


def list_changes(
    pupil_ids: Sequence[uuid.UUID], from_on: date, until_on: date, *, viewer: Viewer
) -> list[SessionChange]:
    """What is different for these pupils from one day to another, the soonest first: one statement."""
    rows = (
        sa.select(SessionChange)
        .join(Pupil, Pupil.id == SessionChange.pupil_id)
        .options(*CHANGE_WITH_ADULT_AND_SITE)
        .where(
            SessionChange.pupil_id.in_(pupil_ids),
            SessionChange.on.between(from_on, until_on),
            pupils_visible_to(viewer),
        )
        .order_by(SessionChange.on, SessionChange.id)
    )
    return list(db.session.scalars(rows))


def get_change(change_id: uuid.UUID, *, viewer: Viewer) -> SessionChange:
    """A change. NoResultFound (shown as 404) for one that is not theirs to see."""
    rows = (
        sa.select(SessionChange)
        .join(Pupil, Pupil.id == SessionChange.pupil_id)
        .where(SessionChange.id == change_id, pupils_visible_to(viewer))
    )
    return db.session.scalars(rows).one()


def list_seen(found: Iterable[Occurrence], *, viewer: Viewer) -> frozenset[tuple[uuid.UUID, int]]:
    """Which of these changes this person has seen, in which revision. One statement."""
    changes = [one.change.id for one in found if one.change and one.is_changed]
    if not changes:
        return frozenset()
    seen = sa.select(ChangeSeen.change_id, ChangeSeen.revision).where(
        ChangeSeen.person_id == viewer.person_id, ChangeSeen.change_id.in_(changes)
    )
    return frozenset((row.change_id, row.revision) for row in db.session.execute(seen))
