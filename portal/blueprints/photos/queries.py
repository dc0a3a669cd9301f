"""A photo, for whoever may see the person; a member of staff, for whoever keeps the photos."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import undefer

from portal.access.viewer import Viewer
from portal.database import db
from portal.models import Person, Photo
from portal.visibility import people_looked_after_by, people_visible_to


def get_photo(photo_id: uuid.UUID, *, viewer: Viewer) -> Photo:
    """A photo of somebody this person may see. NoResultFound otherwise."""
    photo = sa.select(Photo).join(Person, Person.id == Photo.person_id).options(undefer(Photo.content))
    return db.session.scalars(photo.where(Photo.id == photo_id, people_visible_to(viewer))).one()


def get_member_of_staff(person_id: uuid.UUID, *, viewer: Viewer) -> Person:
    """Somebody who works here: only their faces are kept. NoResultFound for anybody else."""
    person = sa.select(Person).where(Person.id == person_id, Person.is_staff, people_looked_after_by(viewer))
    return db.session.scalars(person).one()
