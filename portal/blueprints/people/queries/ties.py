"""Who is who to which pupil."""

import uuid
from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal.access.oneself import refuse_oneself
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import Person, Pupil, Relationship
from portal.visibility import relationships_visible_to


def _ties() -> sa.Select[Relationship]:
    loaded = (joinedload(Relationship.person), joinedload(Relationship.pupil).joinedload(Pupil.person))
    return sa.select(Relationship).options(*loaded)


def list_ties_of_pupils(ids: Collection[uuid.UUID], *, viewer: Viewer) -> list[Relationship]:
    """Every adult around these pupils, each with the pupil, by the adult's name."""
    ties = _ties().join(Relationship.person).where(Relationship.pupil_id.in_(ids), relationships_visible_to(viewer))
    return list(db.session.scalars(ties.order_by(Person.last_name, Person.first_name, Relationship.id)))


def list_ties_of_person(person_id: uuid.UUID, *, viewer: Viewer) -> list[Relationship]:
    """Everything this person is to somebody, and everybody around them when they are a pupil."""
    pupil = sa.select(Pupil.id).where(Pupil.person_id == person_id)
    either = sa.or_(Relationship.person_id == person_id, Relationship.pupil_id.in_(pupil))
    ties = _ties().join(Relationship.person).where(either, relationships_visible_to(viewer))
    return list(db.session.scalars(ties.order_by(Person.last_name, Person.first_name, Relationship.id)))


def get_tie(relationship_id: uuid.UUID, *, viewer: Viewer) -> Relationship:
    """One row with the adult and the pupil, to decide about. NoResultFound for one they may not see, and their own."""
    tie = _ties().where(Relationship.id == relationship_id, relationships_visible_to(viewer))
    row = db.session.scalars(tie).one()
    refuse_oneself(row.person_id, by=viewer)
    return row


def get_pupil_id_of_tie(relationship_id: uuid.UUID, *, viewer: Viewer) -> uuid.UUID:
    """Which pupil a row is about, so that the look can be recorded before anything of it is read."""
    pupil = sa.select(Relationship.pupil_id).where(Relationship.id == relationship_id, relationships_visible_to(viewer))
    return db.session.scalars(pupil).one()
