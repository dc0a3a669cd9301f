"""What Today may know: who cannot come, for whoever answers for the pupil now."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from portal import clock
from portal.access.policy import Permission, Role
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import (
    Absence,
    CantCome,
    Contribution,
    Person,
    Place,
    Placement,
    Pupil,
    SessionChange,
    TimetableSession,
    WhyNot,
)
from portal.returning.everybody import columns_of
from portal.timetable.plan import at
from portal.visibility.conditions import is_of_today

MOST = 20
_teller, _child, _away = aliased(Person), aliased(Person), aliased(Absence)


@dataclass(frozen=True)
class Said:
    """Somebody said that a pupil cannot come; or, after that, that they can after all."""

    id: uuid.UUID
    pupil_id: uuid.UUID
    child_name: str
    first_name: str
    is_young: bool
    subject: str
    starts: datetime
    why: WhyNot
    comes_after_all: bool
    words: tuple[str, ...]


def summarise(*, viewer: Viewer) -> tuple[Said, ...]:
    """What waits to be seen, the soonest session first: one statement, and one for the words where something waits."""
    if Permission.CANT_COME_SEE not in viewer.permissions:
        return ()
    found = columns_of(_waiting(viewer, clock.today()))
    words = _words({row.CantCome.id for row in found}, viewer)
    said = (_said(row, words) for row in found)
    return tuple(sorted(said, key=lambda one: (one.starts, str(one.id))))


def _waiting(viewer: Viewer, today: date) -> sa.Select[*tuple[object, ...]]:
    """Of the pupils for whom this person answers today. Read past the net: whoever covers sees no timetable."""
    session, change = TimetableSession, SessionChange
    return (
        sa.select(
            CantCome,
            _teller.first_name.label("teller"),
            _child.first_name.label("child"),
            Pupil.person_id.label("young_id"),
            session.subject,
            sa.func.coalesce(change.starts, session.starts).label("starts"),
        )
        .join(Pupil, Pupil.id == CantCome.pupil_id)
        .join(_child, _child.id == Pupil.person_id)
        .join(_teller, _teller.id == CantCome.person_id)
        .join(session, session.id == CantCome.session_id)
        .outerjoin(change, sa.and_(change.session_id == session.id, change.on == CantCome.on))
        .where(
            CantCome.setting_id == viewer.setting_id,
            CantCome.on >= today,
            CantCome.seen_at.is_(None),
            CantCome.pupil_id.in_(_answered_for(viewer, today)),
        )
        .order_by(CantCome.on, CantCome.id)
        .limit(MOST)
    )


def _answered_for(viewer: Viewer, today: date) -> sa.Select[*tuple[object, ...]]:
    """The pupils whose key worker of today this is; those whose key worker is away and named them; for a coordinator
    those for whom nobody else is there."""
    me, of_today = viewer.person_id, is_of_today(Placement, today)
    away = sa.and_(_away.person_id == Placement.key_worker_id, _away.from_on <= today, _away.until_on >= today)
    mine = sa.or_(Placement.key_worker_id == me, sa.exists().where(away, _away.cover_id == me))
    if Role.COORDINATOR in viewer.roles:
        is_away, is_covered = sa.exists().where(away), sa.exists().where(away, _away.cover_id.is_not(None))
        mine = sa.or_(mine, Placement.key_worker_id.is_(None), sa.and_(is_away, ~is_covered))
    return sa.select(Placement.pupil_id).where(Placement.setting_id == viewer.setting_id, of_today, mine)


def _words(ids: set[uuid.UUID], viewer: Viewer) -> dict[uuid.UUID, list[str]]:
    """What was written with them, as far as this person reads it."""
    found: defaultdict[uuid.UUID, list[str]] = defaultdict(list)
    if ids:
        rows = sa.select(Contribution).where(
            Contribution.place == Place.CANT_COME,
            Contribution.about_id.in_(ids),
            Contribution.setting_id == viewer.setting_id,
        )
        for one in db.session.scalars(rows.order_by(Contribution.said_at, Contribution.id)):
            found[one.about_id or one.id].append(one.words)
    return found


def _said(row: sa.Row[tuple[object, ...]], words: dict[uuid.UUID, list[str]]) -> Said:
    said: CantCome = row.CantCome
    return Said(
        id=said.id,
        pupil_id=said.pupil_id,
        child_name=row.child,
        first_name=row.teller,
        is_young=said.person_id == row.young_id,
        subject=row.subject,
        starts=at(said.on, row.starts),
        why=said.why,
        comes_after_all=said.taken_back_at is not None,
        words=tuple(words.get(said.id, ())),
    )
