"""The session that somebody cannot come to, and what was said about it."""

import uuid
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import joinedload

from portal import clock
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import CantCome, Contribution, Person, Place, Pupil, SessionChange, TimetableSession
from portal.pupils import Child
from portal.timetable.calendar import list_term_dates
from portal.timetable.days import day_of
from portal.timetable.plan import Occurrence, occurrences
from portal.visibility import pupils_visible_to

_WITH_PEOPLE = (
    joinedload(TimetableSession.staff),
    joinedload(TimetableSession.site),
    joinedload(SessionChange.staff),
    joinedload(SessionChange.site),
)


class Slot(StrEnum):
    """Whether there is anything to say about a session any more."""

    OPEN = "open"
    OVER = "over"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Found:
    """A session on a day, and whose it is."""

    one: Occurrence
    child: Child

    @property
    def slot(self) -> Slot:
        """It is over once it has ended; until then somebody may still say that they cannot come, or can after all."""
        if self.one.is_cancelled:
            return Slot.CANCELLED
        return Slot.OVER if self.one.plan.ends <= clock.now() else Slot.OPEN


def get_session_on(session_id: uuid.UUID, on: date, *, viewer: Viewer) -> Found:
    """A session of one of their pupils on a day. NoResultFound (shown as 404) for any other, and for another day."""
    session, change = TimetableSession, SessionChange
    if not day_of(list_term_dates(viewer=viewer), on).is_open:
        raise NoResultFound
    rows = (
        sa.select(session, change, Pupil)
        .join(Pupil, Pupil.id == session.pupil_id)
        .outerjoin(change, sa.and_(change.session_id == session.id, change.on == on))
        .options(*_WITH_PEOPLE)
        .where(
            session.id == session_id,
            session.weekday == on.weekday(),
            session.from_on <= on,
            sa.or_(session.until_on.is_(None), session.until_on >= on),
            pupils_visible_to(viewer),
        )
    )
    row, different, pupil = db.session.execute(rows).one()
    [one] = occurrences([row], [different] if different else [], [], on, on)
    return Found(one, Child.of(pupil))


def get_own(cant_come_id: uuid.UUID, *, viewer: Viewer, lock: bool = False) -> CantCome:
    """What this person said themself. NoResultFound (shown as 404) for what anybody else did."""
    rows = (
        sa.select(CantCome)
        .join(Pupil, Pupil.id == CantCome.pupil_id)
        .where(CantCome.id == cant_come_id, CantCome.person_id == viewer.person_id, pupils_visible_to(viewer))
    )
    return db.session.scalars(rows.with_for_update(of=CantCome) if lock else rows).one()


def get_to_see(cant_come_id: uuid.UUID, *, viewer: Viewer) -> CantCome:
    """What was said about a pupil whom this member of staff looks after or covers. NoResultFound for any other."""
    rows = sa.select(CantCome).where(CantCome.id == cant_come_id, CantCome.setting_id == viewer.setting_id)
    return db.session.scalars(rows).one()


def find_sent(client_id: uuid.UUID, *, viewer: Viewer) -> CantCome | None:
    """What this tap made when it was sent before."""
    mine = sa.select(CantCome).where(CantCome.client_id == client_id, CantCome.person_id == viewer.person_id)
    return db.session.scalars(mine).one_or_none()


def list_standing(session_id: uuid.UUID, on: date, *, viewer: Viewer) -> list[CantCome]:
    """What this person said about this session and has not taken back, the newest first."""
    rows = sa.select(CantCome).where(
        CantCome.session_id == session_id,
        CantCome.on == on,
        CantCome.person_id == viewer.person_id,
        CantCome.taken_back_at.is_(None),
    )
    return list(db.session.scalars(rows.order_by(CantCome.said_at.desc(), CantCome.id)))


def list_words(row: CantCome, *, viewer: Viewer) -> list[Contribution]:
    """What was written with it, the oldest first."""
    rows = sa.select(Contribution).where(
        Contribution.place == Place.CANT_COME,
        Contribution.about_id == row.id,
        Contribution.setting_id == viewer.setting_id,
    )
    return list(db.session.scalars(rows.order_by(Contribution.said_at, Contribution.id)))


def find_seen_by(row: CantCome, *, viewer: Viewer) -> str:
    """The first name of whoever has seen it; empty while nobody has."""
    rows = sa.select(Person.first_name).where(Person.id == row.seen_by_id, Person.setting_id == viewer.setting_id)
    return (db.session.scalar(rows) if row.seen_by_id else None) or ""
