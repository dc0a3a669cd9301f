"""Arranging a review of the plan, moving it, and saying what came of it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy.exc import IntegrityError, NoResultFound

from portal import audit
from portal.access.viewer import Viewer
from portal.blueprints.plans.queries.reviews import find_sent_review
from portal.database import db
from portal.models import MeetingWay, PlanReview
from portal.returning.reviews import FIELDS
from portal.revisions import first_revision, save_words


@dataclass(frozen=True)
class Meeting:
    """When, how and where; once it has been held, on which day, what was said, what was decided and why."""

    on: date
    starts: time
    way: MeetingWay
    place: str = ""
    held_on: date | None = None
    notes: str = ""
    outcome: str = ""
    reason: str = ""

    @property
    def words(self) -> Mapping[str, str]:
        """The same as shared words, by field."""
        return {name: str(getattr(self, name) or "") for name in FIELDS}


def arrange_review(pupil_id: uuid.UUID, meeting: Meeting, *, number: uuid.UUID, by: Viewer) -> PlanReview:
    """Put a review into the plan. The same form sent twice, or at once, is one (`number`)."""
    sent = find_sent_review(number, viewer=by)
    if sent is not None:
        return sent
    review = PlanReview(
        id=number,
        setting_id=by.setting_id,
        pupil_id=pupil_id,
        on=meeting.on,
        starts=meeting.starts,
        way=meeting.way,
        place=meeting.place,
        arranged_by_id=by.person_id,
        version=1,
    )
    try:
        with db.session.begin_nested():
            db.session.add(review)
            first_revision(review, meeting.words, by=by)
    except IntegrityError:
        # The same form, sent at the same moment, was quicker.
        sent = find_sent_review(number, viewer=by)
        if sent is None:
            raise NoResultFound from None
        return sent
    _record(review, by)
    return review


def change_review(review: PlanReview, meeting: Meeting, *, opened: int, by: Viewer) -> bool:
    """Save a review under the version it was opened with. ClashError when somebody else has saved since."""
    changed = save_words(review, meeting.words, opened=opened, by=by)
    _record(review, by)
    return changed


def _record(review: PlanReview, by: Viewer) -> None:
    facts = {"review": review.id, "version": review.version}
    audit.record(audit.Event.PLANS_REVIEW_CHANGED, by=by, pupils=[review.pupil_id], **facts)  # type: ignore[arg-type]
