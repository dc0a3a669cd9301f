"""A review that something calls for: a setback, "stay" said twice, a part-time timetable (domain.md §4.6)."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from portal import audit, clock
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import (
    AboutWhat,
    Ask,
    DayKind,
    MeetingWay,
    Person,
    Placement,
    PlanReview,
    Pupil,
    ReviewWhy,
    TermDate,
)
from portal.pupils import Child
from portal.returning.everybody import all_of
from portal.revisions import first_revision
from portal.timetable.calendar import term_dates_of
from portal.timetable.days import school_day_after
from portal.visibility.conditions import is_of_today

# "Any setback triggers a review within 5 school days" (domain.md §4.6). By phone, so that nobody has to travel; the key
# worker moves it where another day or way is better.
WITHIN, AT, WAY = 5, time(10), MeetingWay.PHONE
_REVIEWS = uuid.UUID("5a3f1d0c-7f1e-4c8a-8f0b-2d8f9b7f6a11")
# No holidays are longer: a school day that is further off is one that nobody has entered yet.
LONGEST_HOLIDAYS = timedelta(weeks=9)


@dataclass(frozen=True)
class _KeyWorker:
    """Whose pupil it is today, under whose name a review stands."""

    person_id: uuid.UUID
    setting_id: uuid.UUID


def make_review(pupil_id: uuid.UUID, why: ReviewWhy, by: Viewer | None, today: date) -> PlanReview | None:
    """The review that this calls for, on the fifth school day; None when everybody sits together by then anyway.

    In the caller's transaction. Twice at once makes one. It stands under the key worker's name, also where a young
    person called for it. A review that is late, or was moved further away, is not enough. Without a placement there is
    no plan to look at: None. Nobody did it (`by` None) where it follows from what a file or the calendar says.
    """
    whose = _key_worker(pupil_id, today)
    if whose is None:
        return None
    at_the_latest = last_day_for_it(today, term_dates_of(whose.setting_id))
    if _is_coming(pupil_id, today, at_the_latest):
        return None
    review = PlanReview(
        id=uuid.uuid5(_REVIEWS, f"{pupil_id} {why} {at_the_latest}"),
        setting_id=whose.setting_id,
        pupil_id=pupil_id,
        on=at_the_latest,
        starts=AT,
        way=WAY,
        place="",
        why=why,
        arranged_by_id=whose.person_id,
        version=1,
    )
    try:
        with db.session.begin_nested():
            db.session.add(review)
            first_revision(review, words_of(review), by=by or whose)
    except IntegrityError:
        return None  # at the same moment; or a person has moved, or held, the one that this day called for
    facts: dict[str, Any] = {"review": review.id, "version": review.version}
    audit.record(audit.Event.PLANS_REVIEW_CHANGED, by=by, setting_id=whose.setting_id, pupils=[pupil_id], **facts)
    return review


def last_day_for_it(today: date, term_dates: Iterable[TermDate]) -> date:
    """The fifth school day after this one; holidays do not count.

    Where the next term is not entered yet, it is the fifth weekday that is no known holiday: a review for which there
    is no day is one that never comes.
    """
    known = list(term_dates)
    found = school_day_after(today, WITHIN, known)
    if found - today <= LONGEST_HOLIDAYS:
        return found
    return school_day_after(today, WITHIN, [row for row in known if row.kind is not DayKind.TERM])


# The fields of a review that people save.
FIELDS = ("on", "starts", "way", "place", "held_on", "notes", "outcome", "reason")


def words_of(review: PlanReview) -> dict[str, str]:
    """What stands in a review, as shared words by field."""
    return {name: str(getattr(review, name) or "") for name in FIELDS}


def _is_coming(pupil_id: uuid.UUID, today: date, until: date) -> bool:
    rows = sa.select(PlanReview).where(
        PlanReview.pupil_id == pupil_id, PlanReview.held_on.is_(None), PlanReview.on.between(today, until)
    )
    return all_of(rows.limit(1)).first() is not None


def key_worker_id(pupil_id: uuid.UUID, today: date) -> uuid.UUID | None:
    """Whose pupil it is on this day; None after the placement ended. The caller has found the pupil already."""
    whose = _key_worker(pupil_id, today)
    return whose.person_id if whose else None


def _key_worker(pupil_id: uuid.UUID, today: date) -> _KeyWorker | None:
    rows = sa.select(Placement).where(Placement.pupil_id == pupil_id, is_of_today(Placement, today))
    found = all_of(rows.limit(1)).first()
    return _KeyWorker(found.key_worker_id, found.setting_id) if found else None


@dataclass(frozen=True)
class Late:
    """A review whose day passed without it, and the first name of whom to ask; empty where nobody works here now."""

    review: PlanReview
    ask: str


def find_late(pupil_id: uuid.UUID, *, viewer: Viewer) -> Late | None:
    """The review of a pupil that is late, for a banner: whom to ask is the key worker of today, else who arranged it.

    Of several the one that waits longest. None for whom the reviews are not.
    """
    review = late_review(pupil_id, viewer=viewer)
    if review is None:
        return None
    key_worker = sa.select(Person.first_name).where(Person.id == key_worker_id(pupil_id, clock.today()))
    name = db.session.scalar(key_worker.where(Person.setting_id == viewer.setting_id))
    return Late(review, name or (review.arranged_by.first_name if review.arranged_by else ""))


def late_review(pupil_id: uuid.UUID, *, viewer: Viewer) -> PlanReview | None:
    """The review of a pupil whose day passed without it (the one that waits longest), with who arranged it.

    For a banner that the family sees; whom to ask is the key worker of today, else whoever arranged it.
    """
    rows = (
        sa.select(PlanReview)
        .options(joinedload(PlanReview.arranged_by))
        .where(
            PlanReview.pupil_id == pupil_id,
            PlanReview.setting_id == viewer.setting_id,
            PlanReview.held_on.is_(None),
            PlanReview.on < clock.today(),
        )
    )
    return db.session.scalars(rows.order_by(PlanReview.on, PlanReview.id).limit(1)).one_or_none()


def list_open_reviews(pupil_id: uuid.UUID, *, viewer: Viewer) -> list[PlanReview]:
    """The reviews that were not held yet, the earliest first: for the plan's own section, and for the school's page."""
    rows = sa.select(PlanReview).where(
        PlanReview.pupil_id == pupil_id, PlanReview.setting_id == viewer.setting_id, PlanReview.held_on.is_(None)
    )
    return list(db.session.scalars(rows.order_by(PlanReview.on, PlanReview.starts, PlanReview.id)))


def list_released_reviews(most: int, *, viewer: Viewer) -> list[tuple[PlanReview, Child]]:
    """For a link teacher: the reviews that were not held yet, of the pupils whose reviews were released to them."""
    rows = (
        sa.select(PlanReview, Pupil)
        .join(Pupil, Pupil.id == PlanReview.pupil_id)
        .where(PlanReview.setting_id == viewer.setting_id, PlanReview.held_on.is_(None))
        .order_by(PlanReview.on, PlanReview.starts, PlanReview.id)
        .limit(most)
    )
    return [(review, Child.of(pupil)) for review, pupil in db.session.execute(rows)]


def list_own_wishes(pupil_id: uuid.UUID, *, viewer: Viewer) -> list[Ask]:
    """The reviews that this person asked for, and what they need to take part in one, each with what was decided.

    The newest first; for whoever has no page of what they asked.
    """
    rows = sa.select(Ask).where(
        Ask.pupil_id == pupil_id, Ask.person_id == viewer.person_id, Ask.about == AboutWhat.REVIEW
    )
    return list(db.session.scalars(rows.order_by(Ask.asked_at.desc(), Ask.id)))
