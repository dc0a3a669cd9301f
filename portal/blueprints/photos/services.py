"""Keeping the face of a member of staff: one photo each, the newest."""

import uuid

import sqlalchemy as sa

from portal import audit
from portal.access.viewer import Viewer
from portal.database import db
from portal.images import Picture
from portal.models import Person, Photo


def keep_photo(person: Person, face: Picture, *, by: Viewer) -> Photo:
    """Put a new face in the place of the old one, which is gone."""
    _forget(person)
    photo = Photo(
        id=uuid.uuid4(),
        setting_id=person.setting_id,
        person_id=person.id,
        uploaded_by_id=by.person_id,
        content=face.content,
        width=face.width,
        height=face.height,
    )
    db.session.add(photo)
    person.photo_id = photo.id
    audit.record(audit.Event.PEOPLE_PHOTO_CHANGED, by=by, person=str(person.id))
    return photo


def remove_photo(person: Person, *, by: Viewer) -> None:
    """Show the drawing again."""
    _forget(person)
    person.photo_id = None
    audit.record(audit.Event.PEOPLE_PHOTO_CHANGED, by=by, person=str(person.id))


def _forget(person: Person) -> None:
    db.session.execute(sa.delete(Photo).where(Photo.person_id == person.id))
