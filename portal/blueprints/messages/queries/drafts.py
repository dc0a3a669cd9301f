"""What somebody has typed in a thread and not sent: theirs alone."""

import uuid

import sqlalchemy as sa

from portal.access.viewer import Viewer
from portal.database import db
from portal.models import Draft, Place


def find_draft(thread_id: uuid.UUID, *, viewer: Viewer) -> Draft | None:
    """What this person has typed there; None when nothing."""
    rows = sa.select(Draft).where(
        Draft.person_id == viewer.person_id,
        Draft.place == Place.MESSAGE,
        Draft.about_id == thread_id,
        Draft.setting_id == viewer.setting_id,
    )
    return db.session.scalars(rows).one_or_none()


def list_drafted_threads(*, viewer: Viewer) -> frozenset[uuid.UUID]:
    """The threads in which this person has typed something and not sent it."""
    rows = sa.select(Draft.about_id).where(Draft.person_id == viewer.person_id, Draft.place == Place.MESSAGE)
    return frozenset(db.session.scalars(rows.where(Draft.setting_id == viewer.setting_id)))
