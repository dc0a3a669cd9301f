"""A part-time timetable is over: on the day after its end, when nobody agrees any more, or when full time comes sooner.

Nothing renews it. What follows is a new row, with a new reason and a new agreement (domain.md §2.2).
"""

import uuid

import sqlalchemy as sa

from portal import clock
from portal.database import db
from portal.models import AgreeAnswer, Agreement, EndedWhy, PartTime, TermDate
from portal.returning.everybody import all_of
from portal.returning.needed import part_time_answers
from portal.returning.part_time import next_full_time_day


def end_part_time(one: PartTime, why: EndedWhy) -> None:
    """It is over as of now, in the caller's transaction; the full-time offer is due on the next school day."""
    terms = sa.select(TermDate).where(TermDate.setting_id == one.setting_id)
    now = clock.now()
    one.ended_at, one.ended_why = now, why
    last = min(one.ends_on, clock.london(now).date())
    one.full_time_on = next_full_time_day(last, all_of(terms))


def end_those_over() -> int:
    """Write down that those are over whose end has passed. Returns how many; for the worker."""
    over = sa.select(PartTime).where(
        PartTime.started_at.is_not(None), PartTime.ended_at.is_(None), PartTime.ends_on < clock.today()
    )
    count = 0
    for one in db.session.scalars(over.with_for_update(skip_locked=True)):
        end_part_time(one, EndedWhy.END_DATE)
        count += 1
    return count


def stop_unless_agreed(part_time_id: uuid.UUID) -> bool:
    """Stop one that was started, when an adult who is asked says no, or took back the agreement it stood on.

    In the transaction of the answer; also asked by the worker. True when it was stopped. An agreement that is gone for
    another reason (the access of its adult ended) stops nothing by itself: staff read it as something to do at once.
    """
    wanted = sa.select(PartTime).where(
        PartTime.id == part_time_id, PartTime.started_at.is_not(None), PartTime.ended_at.is_(None)
    )
    db.session.flush()
    one = all_of(wanted).one_or_none()
    if one is None or one.ends_on < clock.today():
        return False
    answers = part_time_answers(part_time_id)
    if not answers.no and (answers.agreed_with_evidence or not _was_taken_back(part_time_id)):
        return False
    end_part_time(one, EndedWhy.WITHDRAWN)
    return True


def started_now() -> list[PartTime]:
    """Those that were started and are not over: for the worker."""
    alive = sa.select(PartTime).where(
        PartTime.started_at.is_not(None), PartTime.ended_at.is_(None), PartTime.ends_on >= clock.today()
    )
    return list(db.session.scalars(alive.order_by(PartTime.id)))


def _was_taken_back(part_time_id: uuid.UUID) -> bool:
    """Somebody who agreed does no more: they took it back, or answered anew."""
    gone = sa.select(Agreement.id).where(
        Agreement.part_time_id == part_time_id,
        Agreement.answer == AgreeAnswer.AGREE,
        sa.or_(Agreement.withdrawn_at.is_not(None), Agreement.replaced_at.is_not(None)),
    )
    return all_of(gone.limit(1)).first() is not None
