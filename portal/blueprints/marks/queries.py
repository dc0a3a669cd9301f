"""What is marked, and what the weeks of a pupil are made of."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import joinedload

from portal.access.viewer import Viewer
from portal.database import db
from portal.models import (
    PartTime,
    Placement,
    Pupil,
    SessionChange,
    SessionMark,
    TimetableSession,
    WayBack,
    WayKind,
)
from portal.pupils import Child
from portal.timetable.calendar import list_term_dates
from portal.timetable.days import day_of
from portal.timetable.plan import Occurrence, occurrences
from portal.visibility import pupils_visible_to

PER_PAGE = 20

_WITH_PEOPLE = (
    joinedload(TimetableSession.staff),
    joinedload(TimetableSession.site),
    joinedload(SessionChange.staff),
    joinedload(SessionChange.site),
)
_starts = sa.func.coalesce(SessionChange.starts, TimetableSession.starts)


@dataclass(frozen=True)
class Slot:
    """A session on a day, whose it is, and the mark that counts; None while nobody has marked it."""

    one: Occurrence
    child: Child
    mark: SessionMark | None


def count_slots(on: date, *, viewer: Viewer) -> int:
    """How many sessions their pupils have on a day; none on a day that is not open."""
    if not day_of(list_term_dates(viewer=viewer), on).is_open:
        return 0
    return db.session.scalar(_of_day(sa.select(sa.func.count(TimetableSession.id)), on, viewer)) or 0


def list_slots(on: date, page: int, *, viewer: Viewer) -> list[Slot]:
    """A page of a day's sessions, the earliest first. The day must be open."""
    rows = _slots(on, viewer).order_by(_starts, TimetableSession.id)
    return [_slot(on, *row) for row in db.session.execute(rows.limit(PER_PAGE).offset((page - 1) * PER_PAGE))]


def get_slot(session_id: uuid.UUID, on: date, *, viewer: Viewer) -> Slot:
    """One session on a day. NoResultFound (shown as 404) for one that is not their pupil's, or not on that day."""
    if not day_of(list_term_dates(viewer=viewer), on).is_open:
        raise NoResultFound
    return _slot(on, *db.session.execute(_slots(on, viewer).where(TimetableSession.id == session_id)).one())


def _slots(on: date, viewer: Viewer) -> Any:
    return _of_day(sa.select(TimetableSession, SessionChange, SessionMark, Pupil), on, viewer).options(*_WITH_PEOPLE)


def _of_day(asked: sa.Select[*tuple[Any, ...]], on: date, viewer: Viewer) -> sa.Select[*tuple[Any, ...]]:
    """The sessions of their pupils on one day, with what is different about it and the mark that counts."""
    session, change, mark = TimetableSession, SessionChange, SessionMark
    return (
        asked.select_from(session)
        .join(Pupil, Pupil.id == session.pupil_id)
        .outerjoin(change, sa.and_(change.session_id == session.id, change.on == on))
        .outerjoin(mark, sa.and_(mark.session_id == session.id, mark.on == on, mark.replaced_at.is_(None)))
        .where(
            session.weekday == on.weekday(),
            session.from_on <= on,
            sa.or_(session.until_on.is_(None), session.until_on >= on),
            pupils_visible_to(viewer),
        )
    )


def _slot(
    on: date, session: TimetableSession, change: SessionChange | None, mark: SessionMark | None, pupil: Pupil
) -> Slot:
    [one] = occurrences([session], [change] if change else [], [], on, on)
    return Slot(one, Child.of(pupil), mark)


def find_sent_mark(client_id: uuid.UUID, *, viewer: Viewer) -> SessionMark | None:
    """What this tap made when it was sent before."""
    mine = sa.select(SessionMark).where(SessionMark.client_id == client_id, SessionMark.person_id == viewer.person_id)
    return db.session.scalars(mine).one_or_none()


def get_mark(mark_id: uuid.UUID, *, viewer: Viewer) -> SessionMark:
    """A mark of one of their pupils, also one that counts no more. NoResultFound (shown as 404) for any other."""
    rows = (
        sa.select(SessionMark)
        .join(Pupil, Pupil.id == SessionMark.pupil_id)
        .where(SessionMark.id == mark_id, pupils_visible_to(viewer, given="sees_attendance"))
    )
    return db.session.scalars(rows).one()


def list_marks(pupil_id: uuid.UUID, from_on: date, until_on: date, *, viewer: Viewer) -> list[SessionMark]:
    """The marks of a pupil that count, from one day to another."""
    rows = (
        sa.select(SessionMark)
        .join(Pupil, Pupil.id == SessionMark.pupil_id)
        .where(
            SessionMark.pupil_id == pupil_id,
            SessionMark.on.between(from_on, until_on),
            SessionMark.replaced_at.is_(None),
            pupils_visible_to(viewer, given="sees_attendance"),
        )
        .order_by(SessionMark.on, SessionMark.id)
    )
    return list(db.session.scalars(rows))


def list_placements(pupil_id: uuid.UUID, *, viewer: Viewer) -> list[Placement]:
    """The placements of a pupil, the first one first: what was promised, and since when."""
    rows = sa.select(Placement).where(Placement.pupil_id == pupil_id, Placement.setting_id == viewer.setting_id)
    return list(db.session.scalars(rows.order_by(Placement.starts_on, Placement.id)))


def list_occurrences(pupil_id: uuid.UUID, from_on: date, until_on: date, *, viewer: Viewer) -> Sequence[Occurrence]:
    """Every session of a pupil from one day to another, called off or not; for whom the timetable is open."""
    session, change = TimetableSession, SessionChange
    theirs = pupils_visible_to(viewer)
    sessions = (
        sa.select(session)
        .join(Pupil, Pupil.id == session.pupil_id)
        .options(joinedload(session.staff), joinedload(session.site))
        .where(session.pupil_id == pupil_id, session.from_on <= until_on, theirs)
    )
    changes = (
        sa.select(change)
        .join(Pupil, Pupil.id == change.pupil_id)
        .options(joinedload(change.staff), joinedload(change.site))
        .where(change.pupil_id == pupil_id, change.on.between(from_on, until_on), theirs)
    )
    return occurrences(
        db.session.scalars(sessions),
        db.session.scalars(changes),
        list_term_dates(viewer=viewer),
        from_on,
        until_on,
    )


def find_way(pupil_id: uuid.UUID, *, viewer: Viewer) -> WayBack | None:
    """The plan that runs now: on which day full time should start. None also for whom the plan is not open."""
    rows = (
        sa.select(WayBack)
        .join(Pupil, Pupil.id == WayBack.pupil_id)
        .where(
            WayBack.pupil_id == pupil_id,
            WayBack.ended_on.is_(None),
            WayBack.kind != WayKind.SHORT_BREAK,
            pupils_visible_to(viewer, given="sees_plan"),
        )
        .order_by(WayBack.begun_on.desc(), WayBack.id)
        .limit(1)
    )
    return db.session.scalars(rows).one_or_none()


def list_part_time(pupil_id: uuid.UUID, *, viewer: Viewer) -> list[PartTime]:
    """The part-time timetables of a pupil that have started, also those that are over. For staff."""
    rows = (
        sa.select(PartTime)
        .join(Pupil, Pupil.id == PartTime.pupil_id)
        .where(
            PartTime.pupil_id == pupil_id,
            PartTime.started_at.is_not(None),
            pupils_visible_to(viewer, given="sees_plan"),
        )
        .order_by(PartTime.starts_on, PartTime.id)
    )
    return list(db.session.scalars(rows))
