"""The placement of a pupil, its plan, and who they will meet."""

import uuid
from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal import clock
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import Person, Placement, Plan, Pupil, SessionChange, TermDate, TimetableSession
from portal.timetable.plan import Occurrence, occurrences
from portal.visibility import pupils_visible_to
from portal.visibility.conditions import is_of_today


def find_placement(pupil_id: uuid.UUID, *, viewer: Viewer) -> Placement | None:
    """The placement that runs today, else the next one to come, with its key worker; None when there is neither."""
    rows = (
        sa.select(Placement)
        .join(Pupil, Pupil.id == Placement.pupil_id)
        .options(joinedload(Placement.key_worker), joinedload(Placement.site))
        .where(
            Placement.pupil_id == pupil_id,
            is_of_today(Placement, clock.today()),
            pupils_visible_to(viewer, given="sees_plan"),
        )
    )
    return db.session.scalars(rows).one_or_none()


def find_plan(placement_id: uuid.UUID, *, viewer: Viewer) -> Plan | None:
    """What was written to a placement; None when nobody has written anything yet."""
    rows = sa.select(Plan).where(Plan.placement_id == placement_id, Plan.setting_id == viewer.setting_id)
    return db.session.scalars(rows).one_or_none()


def get_young_person(pupil_id: uuid.UUID, *, viewer: Viewer) -> Person:
    """The person a plan is about. NoResultFound (shown as 404) for anybody else's pupil."""
    rows = (
        sa.select(Person)
        .join(Pupil, Pupil.person_id == Person.id)
        .where(Pupil.id == pupil_id, pupils_visible_to(viewer, given="sees_plan"))
    )
    return db.session.scalars(rows).one()


def list_new_placements(since: date, *, viewer: Viewer) -> list[Placement]:
    """The placements of their pupils that began on this day or after it, or are still to begin; with the pupil."""
    rows = (
        sa.select(Placement)
        .join(Pupil, Pupil.id == Placement.pupil_id)
        .options(joinedload(Placement.pupil, innerjoin=True))
        .where(
            Placement.starts_on >= since,
            sa.or_(Placement.ended_on.is_(None), Placement.ended_on >= clock.today()),
            pupils_visible_to(viewer, given="sees_plan"),
        )
        .order_by(Placement.starts_on, Placement.id)
    )
    return list(db.session.scalars(rows))


def list_first_sessions(pupil_id: uuid.UUID, from_on: date, until_on: date, *, viewer: Viewer) -> Sequence[Occurrence]:
    """What takes place from one day to another, the earliest first; nothing for whom the timetable is not open."""
    session, change = TimetableSession, SessionChange
    seen = pupils_visible_to(viewer)
    sessions = (
        sa.select(session)
        .join(Pupil, Pupil.id == session.pupil_id)
        .options(joinedload(session.staff), joinedload(session.site))
        .where(
            session.pupil_id == pupil_id,
            session.from_on <= until_on,
            sa.or_(session.until_on.is_(None), session.until_on >= from_on),
            seen,
        )
    )
    changes = (
        sa.select(change)
        .join(Pupil, Pupil.id == change.pupil_id)
        .options(joinedload(change.staff), joinedload(change.site))
        .where(change.pupil_id == pupil_id, change.on.between(from_on, until_on), seen)
    )
    terms = sa.select(TermDate).where(TermDate.setting_id == viewer.setting_id).order_by(TermDate.from_on, TermDate.id)
    found = occurrences(
        db.session.scalars(sessions), db.session.scalars(changes), db.session.scalars(terms), from_on, until_on
    )
    return [one for one in found if not one.is_cancelled]
