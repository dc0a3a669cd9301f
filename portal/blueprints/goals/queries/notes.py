"""What people said beside a goal: to each reader only what is theirs to read, in lists and in counts."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import selectinload, undefer

from portal.access.viewer import Viewer
from portal.database import db
from portal.models import Contribution, ContributionPhoto, Goal, Place

# Notes on one page.
PAGE = 20


def list_notes(goal_id: uuid.UUID, page: int, *, viewer: Viewer) -> list[Contribution]:
    """A page of the notes beside a goal that this person may read, the newest first. Which those are, the net says."""
    notes = _beside(goal_id, viewer).options(selectinload(Contribution.photo))
    notes = notes.order_by(Contribution.said_at.desc(), Contribution.id).limit(PAGE).offset((page - 1) * PAGE)
    return list(db.session.scalars(notes))


def count_notes(goal_id: uuid.UUID, *, viewer: Viewer) -> int:
    """How many of them there are for this person."""
    return db.session.scalar(sa.select(sa.func.count()).select_from(_beside(goal_id, viewer).subquery())) or 0


def get_note_photo(contribution_id: uuid.UUID, *, viewer: Viewer) -> ContributionPhoto:
    """The photo beside a note, for whoever reads the note. NoResultFound (shown as 404) for anybody else."""
    photo = (
        sa.select(ContributionPhoto)
        .join(Contribution, Contribution.id == ContributionPhoto.contribution_id)
        .join(Goal, Goal.id == Contribution.about_id)
        .options(undefer(ContributionPhoto.content))
        .where(
            Contribution.id == contribution_id,
            Contribution.place == Place.GOAL_NOTE,
            Contribution.setting_id == viewer.setting_id,
        )
    )
    return db.session.scalars(photo).one()


def _beside(goal_id: uuid.UUID, viewer: Viewer) -> sa.Select[Contribution]:
    return sa.select(Contribution).where(
        Contribution.place == Place.GOAL_NOTE,
        Contribution.about_id == goal_id,
        Contribution.setting_id == viewer.setting_id,
        Contribution.replaced_at.is_(None),
    )
