"""What people said about the pupil and to a review, as far as the viewer is one of its readers."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal.access.viewer import Viewer
from portal.database import db
from portal.models import Contribution, Place, Pupil
from portal.visibility import pupils_visible_to


def list_about(pupil_id: uuid.UUID, *, viewer: Viewer) -> list[Contribution]:
    """What is said about a pupil now, the oldest first, with who said it. Earlier words made way."""
    return list(db.session.scalars(_said(pupil_id, Place.ABOUT_ME, viewer).where(Contribution.about_id.is_(None))))


def list_to_review(review_id: uuid.UUID, pupil_id: uuid.UUID, *, viewer: Viewer) -> list[Contribution]:
    """What is said to a review, the oldest first, with who said it."""
    return list(db.session.scalars(_said(pupil_id, Place.REVIEW, viewer).where(Contribution.about_id == review_id)))


def find_own_words(
    pupil_id: uuid.UUID, place: Place, topic: str, *, viewer: Viewer, about_id: uuid.UUID | None = None
) -> str:
    """What this person has said here themself; empty when nothing."""
    beside = Contribution.about_id == about_id if about_id else Contribution.about_id.is_(None)
    rows = (
        sa.select(Contribution.words)
        .where(
            Contribution.pupil_id == pupil_id,
            Contribution.person_id == viewer.person_id,
            Contribution.place == place,
            Contribution.topic == topic,
            Contribution.replaced_at.is_(None),
            beside,
        )
        .order_by(Contribution.said_at.desc(), Contribution.id)
        .limit(1)
    )
    return db.session.scalar(rows) or ""


def _said(pupil_id: uuid.UUID, place: Place, viewer: Viewer) -> sa.Select[Contribution]:
    return (
        sa.select(Contribution)
        .join(Pupil, Pupil.id == Contribution.pupil_id)
        .options(joinedload(Contribution.person))
        .where(
            Contribution.pupil_id == pupil_id,
            Contribution.place == place,
            Contribution.replaced_at.is_(None),
            Contribution.words != "",
            pupils_visible_to(viewer, given="sees_plan"),
        )
        .order_by(Contribution.said_at, Contribution.id)
    )
