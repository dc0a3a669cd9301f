"""How people take part in a review. A link teacher to whom the reviews were released is asked, too."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal.access.policy import Role
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import Coming, Person, PlanReview, Pupil, ReviewComing, WaySection
from portal.pupils import Child, get_child


def get_review_to_join(review_id: uuid.UUID, *, viewer: Viewer) -> tuple[PlanReview, Child]:
    """A review that this person sees at all, with the pupil. NoResultFound (shown as 404) for any other."""
    rows = (
        sa.select(PlanReview, Pupil)
        .join(Pupil, Pupil.id == PlanReview.pupil_id)
        .options(joinedload(PlanReview.arranged_by))
        .where(PlanReview.id == review_id, PlanReview.setting_id == viewer.setting_id)
    )
    review, pupil = db.session.execute(rows).one()
    return review, Child.of(pupil)


def get_child_to_review(pupil_id: uuid.UUID, *, viewer: Viewer) -> Child:
    """Whose plan a review is asked for; also for the teacher to whom a part of it was released.

    NoResultFound (shown as 404) for a pupil of whose plan nothing is theirs.
    """
    if Role.LINK_TEACHER not in viewer.roles:
        return get_child(pupil_id, viewer=viewer, given="sees_plan")
    part = sa.exists().where(WaySection.pupil_id == Pupil.id, WaySection.is_for_school)
    rows = sa.select(Pupil).where(Pupil.id == pupil_id, Pupil.setting_id == viewer.setting_id, part)
    return Child.of(db.session.scalars(rows).one())


def find_own_coming(review_id: uuid.UUID, *, viewer: Viewer) -> ReviewComing | None:
    """What this person said last about how they take part."""
    rows = _newest_first(review_id).where(ReviewComing.person_id == viewer.person_id)
    return db.session.scalars(rows.limit(1)).one_or_none()


def list_coming(review_id: uuid.UUID, *, viewer: Viewer) -> list[tuple[str, Coming]]:
    """For staff: the first name of each who said how they take part, and what they said last, the earliest first.

    The names are read beside the viewer's own transaction, inside their setting: a link teacher stands on no page.
    """
    newest: dict[uuid.UUID, ReviewComing] = {}
    for row in db.session.scalars(_newest_first(review_id).where(ReviewComing.setting_id == viewer.setting_id)):
        newest.setdefault(row.person_id, row)
    with db.own_look(viewer.setting_id) as session:
        people = session.scalars(sa.select(Person).where(Person.id.in_(newest)))
        names = {person.id: person.first_name for person in people}
    rows = sorted(newest.values(), key=lambda row: (row.said_at, str(row.id)))
    return [(names[row.person_id], row.how) for row in rows]


def find_sent_coming(client_id: uuid.UUID, *, viewer: Viewer) -> ReviewComing | None:
    """What this form said when it was sent before."""
    mine = ReviewComing.person_id == viewer.person_id
    return db.session.scalars(sa.select(ReviewComing).where(ReviewComing.client_id == client_id, mine)).one_or_none()


def _newest_first(review_id: uuid.UUID) -> sa.Select[ReviewComing]:
    rows = sa.select(ReviewComing).where(ReviewComing.review_id == review_id)
    return rows.order_by(ReviewComing.said_at.desc(), ReviewComing.id)
