"""Check-ins for staff who hear this young person: the key worker, and those who keep children safe."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from portal.access.viewer import Viewer
from portal.blueprints.checkins.queries.reading import PAGE
from portal.blueprints.checkins.whose import heard_by
from portal.database import db
from portal.models import CheckIn, Contribution, Person, Place, Pupil

# So many are looked at for what is usual; no more of them tell anything about now.
MOST_FOR_USUAL = 40


def get_heard_pupil(pupil_id: uuid.UUID, *, viewer: Viewer) -> Pupil:
    """A pupil whom this member of staff hears. NoResultFound (shown as 404) for any other."""
    return db.session.scalars(sa.select(Pupil).where(Pupil.id == pupil_id, heard_by(viewer=viewer))).unique().one()


def list_check_ins(pupil_id: uuid.UUID, page: int, *, viewer: Viewer) -> list[CheckIn]:
    """A page of what was shared with the team, the newest first. Which those are, the net says."""
    rows = sa.select(CheckIn).where(*_of(pupil_id, viewer)).options(selectinload(CheckIn.readers))
    rows = rows.order_by(CheckIn.finished_at.desc(), CheckIn.id).limit(PAGE).offset((page - 1) * PAGE)
    return list(db.session.scalars(rows))


def count_check_ins(pupil_id: uuid.UUID, *, viewer: Viewer) -> int:
    """How many of them there are."""
    return db.session.scalar(sa.select(sa.func.count(CheckIn.id)).where(*_of(pupil_id, viewer))) or 0


def list_how(pupil_id: uuid.UUID, since: datetime, *, viewer: Viewer) -> list[CheckIn]:
    """The same since a moment, for what is usual and for the picture of the weeks: the newest first."""
    rows = sa.select(CheckIn).where(*_of(pupil_id, viewer), CheckIn.finished_at >= since)
    return list(db.session.scalars(rows.order_by(CheckIn.finished_at.desc(), CheckIn.id).limit(MOST_FOR_USUAL)))


def get_check_in_to_hold(check_in_id: uuid.UUID, *, viewer: Viewer) -> CheckIn:
    """A check-in that goes home. NoResultFound for one that does not, and for whoever does not read it."""
    rows = (
        sa.select(CheckIn)
        .join(Pupil, Pupil.id == CheckIn.pupil_id)
        .where(
            CheckIn.id == check_in_id, CheckIn.readers.any(), CheckIn.finished_at.is_not(None), heard_by(viewer=viewer)
        )
        .options(joinedload(CheckIn.person))
    )
    return db.session.scalars(rows).one()


def find_entered(client_id: uuid.UUID, *, viewer: Viewer) -> CheckIn | None:
    """What this form made of it when this member of staff sent it before."""
    rows = sa.select(CheckIn).where(CheckIn.client_id == client_id, CheckIn.entered_by_id == viewer.person_id)
    return db.session.scalars(rows).one_or_none()


def list_observations(pupil_id: uuid.UUID, *, viewer: Viewer) -> list[Contribution]:
    """What adults saw, as far as this person reads it, the newest first."""
    rows = (
        sa.select(Contribution)
        .where(
            Contribution.pupil_id == pupil_id,
            Contribution.place == Place.OBSERVATION,
            Contribution.setting_id == viewer.setting_id,
        )
        .order_by(Contribution.said_at.desc(), Contribution.id)
        .limit(PAGE)
    )
    return list(db.session.scalars(rows))


def list_first_names(ids: set[uuid.UUID], *, viewer: Viewer) -> dict[uuid.UUID, str]:
    """How these people are called, as far as this person may see them."""
    rows = sa.select(Person.id, Person.first_name).where(Person.id.in_(ids), Person.setting_id == viewer.setting_id)
    return {row.id: row.first_name for row in db.session.execute(rows)} if ids else {}


def _of(pupil_id: uuid.UUID, viewer: Viewer) -> tuple[sa.ColumnElement[bool], ...]:
    here = CheckIn.setting_id == viewer.setting_id
    return here, CheckIn.pupil_id == pupil_id, CheckIn.finished_at.is_not(None)
