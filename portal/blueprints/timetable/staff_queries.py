"""A day of many pupils, a page at a time: the same few statements for 20 pupils and for 2,000."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from portal import clock
from portal.access.policy import Role
from portal.access.viewer import Viewer
from portal.blueprints.timetable.queries import CHANGE_WITH_ADULT_AND_SITE, WITH_ADULT_AND_SITE
from portal.database import db
from portal.models import ChangeSeen, Person, Pupil, Relationship, RoleHolding, SessionChange, TimetableSession
from portal.pupils import Child
from portal.timetable.plan import Occurrence, occurrences
from portal.visibility import pupils_visible_to, relationship_is_open

Rows = sa.Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class Counts:
    """How many sessions a day has, how many are over, and when the next one begins."""

    total: int
    done: int
    next_starts: time | None


@dataclass(frozen=True)
class NotSeen:
    """A change that somebody at home has not seen yet."""

    one: Occurrence
    child: Child
    adult_name: str


_starts = sa.func.coalesce(SessionChange.starts, TimetableSession.starts)
_ends = sa.func.coalesce(SessionChange.ends, TimetableSession.ends)
_takes_place = sa.func.coalesce(SessionChange.is_cancelled, sa.false()).is_(sa.false())


def _of_day(asked: Rows, on: date, viewer: Viewer) -> Rows:
    """The sessions of their pupils on one day, each with what is different about it."""
    return (
        asked.select_from(TimetableSession)
        .join(Pupil, Pupil.id == TimetableSession.pupil_id)
        .outerjoin(SessionChange, sa.and_(SessionChange.session_id == TimetableSession.id, SessionChange.on == on))
        .where(
            TimetableSession.weekday == on.weekday(),
            TimetableSession.from_on <= on,
            sa.or_(TimetableSession.until_on.is_(None), TimetableSession.until_on >= on),
            pupils_visible_to(viewer),
        )
    )


def count_sessions(on: date, wall: time, *, viewer: Viewer) -> Counts:
    """Counts of a day at a time on the wall."""
    over = sa.case((_ends <= wall, 1), else_=0)
    coming = sa.case((sa.and_(_starts > wall, _takes_place), _starts))
    row = db.session.execute(
        _of_day(sa.select(sa.func.count(TimetableSession.id), sa.func.sum(over), sa.func.min(coming)), on, viewer)
    ).one()
    return Counts(row[0], row[1] or 0, row[2])


def list_sessions(on: date, *, viewer: Viewer, most: int, skip: int) -> list[tuple[Occurrence, Child]]:
    """A page of a day's sessions, the earliest first. The day must be open."""
    rows = db.session.execute(
        _of_day(sa.select(TimetableSession, SessionChange, Pupil), on, viewer)
        .options(*WITH_ADULT_AND_SITE, *CHANGE_WITH_ADULT_AND_SITE)
        .order_by(_starts, _ends, TimetableSession.id)
        .limit(most)
        .offset(skip)
    )
    found = []
    for session, change, pupil in rows:
        [one] = occurrences([session], [change] if change else [], [], on, on)
        found.append((one, Child.of(pupil)))
    return found


# Put together once: Today of a key worker asks it each time, and an alias is dear to make.
_adult = aliased(Person)
_NOT_SEEN = (
    sa.select(SessionChange, TimetableSession, Pupil, _adult.first_name)
    .join(TimetableSession, TimetableSession.id == SessionChange.session_id)
    .join(Pupil, Pupil.id == SessionChange.pupil_id)
    .join(Relationship, Relationship.pupil_id == Pupil.id)
    .join(_adult, _adult.id == Relationship.person_id)
    .outerjoin(
        ChangeSeen,
        sa.and_(
            ChangeSeen.change_id == SessionChange.id,
            ChangeSeen.person_id == _adult.id,
            ChangeSeen.revision == SessionChange.revision,
        ),
    )
    .options(*WITH_ADULT_AND_SITE, *CHANGE_WITH_ADULT_AND_SITE)
    .where(
        SessionChange.on.between(sa.bindparam("from_on"), sa.bindparam("until_on")),
        ChangeSeen.id.is_(None),
        relationship_is_open(sa.bindparam("today", type_=sa.Date())),
        Relationship.sees_timetable,
        sa.exists().where(RoleHolding.person_id == _adult.id, RoleHolding.role == Role.CARER),
    )
    .order_by(SessionChange.on, TimetableSession.starts, SessionChange.id, _adult.first_name, _adult.id)
)


def list_not_seen_at_home(from_on: date, until_on: date, *, viewer: Viewer, most: int) -> list[NotSeen]:
    """Changes that a carer with access has not seen in their newest form, the soonest first; `most` of them."""
    when = {"from_on": from_on, "until_on": until_on, "today": clock.today()}
    rows = db.session.execute(_NOT_SEEN.where(pupils_visible_to(viewer)).limit(most), when)
    found = []
    for change, session, pupil, name in rows:
        for one in occurrences([session], [change], [], change.on, change.on):
            if one.is_changed:
                found.append(NotSeen(one, Child.of(pupil), name))
    return found
