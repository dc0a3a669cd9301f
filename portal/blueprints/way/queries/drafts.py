"""What somebody has typed and not sent: theirs alone."""

import uuid

import sqlalchemy as sa

from portal.access.viewer import Viewer
from portal.database import db
from portal.models import Draft, Place


def find_draft(about_id: uuid.UUID, topic: str, *, viewer: Viewer) -> Draft | None:
    """What this person has kept for later beside a section; None when nothing."""
    rows = sa.select(Draft).where(
        Draft.person_id == viewer.person_id,
        Draft.place == Place.WAY,
        Draft.about_id == about_id,
        Draft.topic == topic,
    )
    return db.session.scalars(rows).one_or_none()


def find_draft_to_change(about_id: uuid.UUID, topic: str, *, viewer: Viewer) -> Draft | None:
    """The same, for whoever changes it: no other page of theirs does until this transaction ends.

    None also when another page has just sent or dropped what this one has read.
    """
    rows = sa.select(Draft).where(
        Draft.person_id == viewer.person_id,
        Draft.place == Place.WAY,
        Draft.about_id == about_id,
        Draft.topic == topic,
    )
    held = rows.with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(held).one_or_none()


def list_draft_sections(*, viewer: Viewer) -> frozenset[uuid.UUID]:
    """The sections beside which this person has kept something for later."""
    rows = sa.select(Draft.about_id).where(Draft.person_id == viewer.person_id, Draft.place == Place.WAY)
    return frozenset(db.session.scalars(rows))
