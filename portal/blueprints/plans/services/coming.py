"""Saying how one takes part in a review, and asking for one. A return never depends on anybody coming."""

import uuid
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError, NoResultFound

from portal import asking, audit, clock
from portal.access.viewer import Viewer
from portal.asking.ringing import ask_for_call
from portal.blueprints.plans.queries.coming import find_sent_coming
from portal.database import db
from portal.heard import Reader, Saying
from portal.models import (
    AboutWhat,
    Ask,
    AskKind,
    Coming,
    GoodTime,
    HowSaid,
    Place,
    PlanReview,
    ReviewComing,
)
from portal.planning.reviews import needs_somebody


@dataclass(frozen=True)
class Wish:
    """A wish for a review: the words (may be empty), what it is called, whom it goes to, who reads it, who helped."""

    words: str
    about_words: str
    goes_to: Reader
    leaves_out: Reader | None
    readers: tuple[Reader, ...]
    how: HowSaid
    number: uuid.UUID


def say_coming(
    review: PlanReview, how: Coming, *, number: uuid.UUID, for_id: uuid.UUID | None, about_words: str, by: Viewer
) -> ReviewComing:
    """Keep how somebody takes part; the newest counts. The same form sent twice, or at once, is one.

    Who needs another time is rung by the key worker (`for_id`); somebody of another office is on their list of
    questions, with `about_words`; so is whoever wants to talk by phone or by video where the review is held otherwise.
    """
    sent = find_sent_coming(number, viewer=by)
    if sent is not None:
        return sent
    row = ReviewComing(
        id=uuid.uuid4(),
        setting_id=review.setting_id,
        pupil_id=review.pupil_id,
        review_id=review.id,
        person_id=by.person_id,
        how=how,
        client_id=number,
        said_at=clock.now(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        # The same form, sent at the same moment, was quicker.
        sent = find_sent_coming(number, viewer=by)
        if sent is None:
            raise NoResultFound from None
        return sent
    audit.record(audit.Event.PLANS_COMING_SAID, by=by, pupils=[review.pupil_id], review=review.id, how=how)
    if for_id is not None and for_id != by.person_id and needs_somebody(review.way, how):
        _give_to(review, how, number, for_id, about_words, by)
    return row


def _give_to(
    review: PlanReview, how: Coming, number: uuid.UUID, for_id: uuid.UUID, about_words: str, by: Viewer
) -> None:
    if how is Coming.OTHER_TIME and not by.is_professional:
        at, page = GoodTime.ANY, "plans.review_show"
        ask_for_call(review.pupil_id, for_id, good_time=at, page=page, client_id=number, by=by)
        return
    saying = Saying(review.pupil_id, Place.ASK, number, about_id=review.id)
    kind, about = AskKind.WOULD_LIKE, AboutWhat.REVIEW
    asking.ask(saying, kind=kind, about=about, about_words=about_words, for_id=for_id, by=by)


def ask_for_review(pupil_id: uuid.UUID, wish: Wish, *, by: Viewer) -> Ask:
    """Somebody asks for a review, with a reason or without one: it is answered like any other wish.

    The same form sent twice, or at once, is one.
    """
    saying = Saying(
        pupil_id=pupil_id,
        place=Place.ASK,
        client_id=wish.number,
        words=wish.words,
        readers=wish.readers,
        not_for_id=wish.leaves_out.person_id if wish.leaves_out else None,
        how_said=wish.how,
    )
    about, for_id = AboutWhat.REVIEW, wish.goes_to.person_id
    return asking.ask(saying, kind=AskKind.WOULD_LIKE, about=about, about_words=wish.about_words, for_id=for_id, by=by)
