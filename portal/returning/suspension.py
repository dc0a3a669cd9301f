"""A suspension's own small plan: it begins on the sixth school day, by itself (domain.md §3.5, "day 6")."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal import audit
from portal.models import Placement, ReviewWhy, TermDate, WayBack, WayKind
from portal.returning.beginning import begin
from portal.returning.reviews import make_review
from portal.timetable.days import school_day_after

# The duty begins with this school day of a suspension.
DAY = 6
# A pupil is suspended for no more school days than this in a school year (School Discipline (Pupil Exclusions and
# Reviews) Regulations 2012, reg. 4). A first day that is longer ago is left over in somebody's records: no plan begins
# late for a suspension that must be over.
MOST_DAYS = 45


def sixth_day(away_on: date, term_dates: Iterable[TermDate]) -> date:
    """The sixth school day of a suspension whose first day is `away_on`; weekends and holidays do not count."""
    return _school_day(DAY, away_on, term_dates)


def _school_day(number: int, away_on: date, term_dates: Iterable[TermDate]) -> date:
    return school_day_after(away_on - timedelta(days=1), number, term_dates)


def begin_due_breaks(session: Session, today: date) -> int:
    """Begin the small plans whose sixth school day is here, in the caller's transaction. Returns how many began.

    For the import and for the worker, inside what their transaction sees: one setting, or all. Asked as often as one
    likes, also by two at once, a suspension has one plan: also where somebody pressed the button, and where the first
    day was corrected afterwards.
    """
    began, waiting = 0, session.scalars(_waiting(today)).all()
    calendars = _calendars(session, {placement.setting_id for placement in waiting})
    for placement in waiting:
        assert placement.suspended_on is not None
        calendar = calendars[placement.setting_id]
        begins_on = sixth_day(placement.suspended_on, calendar)
        if begins_on <= today <= _school_day(MOST_DAYS, placement.suspended_on, calendar):
            began += _begin(session, placement, begins_on, today)
    return began


def add_break(session: Session, placement: Placement, begun_on: date) -> WayBack | None:
    """Write a small plan with its own small sections. None: somebody else wrote the same at the same moment."""
    of = {"setting_id": placement.setting_id, "pupil_id": placement.pupil_id, "placement_id": placement.id}
    rows = [model(**values) for model, values in begin(WayKind.SHORT_BREAK, begun_on=begun_on, **of)]
    try:
        with session.begin_nested():
            for row in rows:
                session.add(row)
                session.flush()
    except IntegrityError:
        return None
    (way,) = (row for row in rows if isinstance(row, WayBack))
    return way


def _waiting(today: date) -> sa.Select[Placement]:
    """The placements of pupils who are suspended and have no small plan since then."""
    theirs = sa.exists().where(
        WayBack.placement_id == Placement.id,
        WayBack.kind == WayKind.SHORT_BREAK,
        WayBack.begun_on >= Placement.suspended_on,
    )
    goes_on = sa.or_(Placement.ended_on.is_(None), Placement.ended_on >= today)
    return sa.select(Placement).where(Placement.suspended_on <= today, goes_on, ~theirs).order_by(Placement.id)


def _calendars(session: Session, setting_ids: set[uuid.UUID]) -> dict[uuid.UUID, list[TermDate]]:
    calendars = defaultdict[uuid.UUID, list[TermDate]](list)
    if setting_ids:
        for row in session.scalars(sa.select(TermDate).where(TermDate.setting_id.in_(setting_ids))):
            calendars[row.setting_id].append(row)
    return calendars


def _begin(session: Session, placement: Placement, begins_on: date, today: date) -> bool:
    way = add_break(session, placement, begins_on)
    if way is None:
        return False
    about = placement.pupil_id
    audit.record(audit.Event.WAY_BREAK_BEGUN, by=None, setting_id=way.setting_id, pupils=[about], way=way.id)
    # A suspension is a setback: everybody looks at the plan that goes on (domain.md §4.6).
    make_review(about, ReviewWhy.SETBACK, None, today)
    return True
