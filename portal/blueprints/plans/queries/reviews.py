"""The reviews of a pupil's plan."""

import uuid
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal import clock
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import Person, Placement, PlanReview, Pupil
from portal.visibility import pupils_visible_to
from portal.visibility.conditions import is_of_today


def list_reviews(pupil_id: uuid.UUID, *, viewer: Viewer) -> list[PlanReview]:
    """Every review of a pupil's plan, the earliest first, with who arranged it."""
    return list(
        db.session.scalars(
            _theirs(viewer)
            .where(PlanReview.pupil_id == pupil_id)
            .order_by(PlanReview.on, PlanReview.starts, PlanReview.id)
        )
    )


def get_review(review_id: uuid.UUID, *, viewer: Viewer) -> PlanReview:
    """One review. NoResultFound (shown as 404) for one of a plan that is not theirs to see."""
    return db.session.scalars(_theirs(viewer).where(PlanReview.id == review_id)).one()


def list_open_reviews(until_on: date, most: int, *, viewer: Viewer) -> list[tuple[PlanReview, Pupil]]:
    """The reviews until a day that were not held yet, also late ones, the earliest first, with whose they are."""
    return _open(most, PlanReview.on <= until_on, viewer)


def list_late_reviews(before: date, most: int, *, viewer: Viewer) -> list[tuple[PlanReview, Pupil]]:
    """The reviews whose day passed without them, the longest waiting first, with whose they are."""
    return _open(most, PlanReview.on < before, viewer)


def find_sent_review(review_id: uuid.UUID, *, viewer: Viewer) -> PlanReview | None:
    """What this form made when it was sent before."""
    mine = sa.select(PlanReview).where(PlanReview.id == review_id, PlanReview.arranged_by_id == viewer.person_id)
    return db.session.scalars(mine).one_or_none()


def find_whom_to_ask(pupil_ids: set[uuid.UUID], *, viewer: Viewer) -> dict[uuid.UUID, str]:
    """The first name of today's key worker, by pupil: whom a family asks about a review that is late."""
    rows = (
        sa.select(Placement.pupil_id, Person.first_name)
        .join(Person, Person.id == Placement.key_worker_id)
        .join(Pupil, Pupil.id == Placement.pupil_id)
        .where(
            Placement.pupil_id.in_(pupil_ids),
            is_of_today(Placement, clock.today()),
            pupils_visible_to(viewer, given="sees_plan"),
        )
    )
    return {row.pupil_id: row.first_name for row in db.session.execute(rows)}


def _open(most: int, when: sa.ColumnElement[bool], viewer: Viewer) -> list[tuple[PlanReview, Pupil]]:
    rows = (
        sa.select(PlanReview, Pupil)
        .join(Pupil, Pupil.id == PlanReview.pupil_id)
        .options(joinedload(PlanReview.arranged_by))
        .where(PlanReview.held_on.is_(None), when, pupils_visible_to(viewer, given="sees_plan"))
        .order_by(PlanReview.on, PlanReview.starts, PlanReview.id)
        .limit(most)
    )
    return [(review, pupil) for review, pupil in db.session.execute(rows)]


def _theirs(viewer: Viewer) -> sa.Select[PlanReview]:
    return (
        sa.select(PlanReview)
        .join(Pupil, Pupil.id == PlanReview.pupil_id)
        .options(joinedload(PlanReview.arranged_by))
        .where(pupils_visible_to(viewer, given="sees_plan"))
    )
