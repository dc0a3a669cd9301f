"""Replies that are late: whoever covers is asked, then a coordinator. Once each, also after the worker starts anew."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.messaging.answering import As, find_answering
from portal.models import ReplyPromise, Thread
from portal.returning.telling import write_to


def ask_others_to_reply(session: Session) -> int:
    """Pass on each promise whose day and time have gone by. For the worker, in its own piece of work across settings.

    Who covers is asked first, while the key worker is away and somebody is named; they have as long as a new message
    gives them. Then a coordinator. Who was asked, and when, stands in the row: nobody is asked twice. Returns how many
    were passed on.
    """
    now = clock.now()
    late = (
        sa.select(ReplyPromise)
        .join(Thread, Thread.id == ReplyPromise.thread_id)
        .where(
            ReplyPromise.kept_at.is_(None),
            ReplyPromise.due_at <= now,
            ReplyPromise.coordinator_asked_at.is_(None),
            Thread.closed_at.is_(None),
        )
        .order_by(ReplyPromise.due_at, ReplyPromise.id)
        .with_for_update(of=ReplyPromise, skip_locked=True)
    )
    return sum(_pass_on(promise) for promise in session.scalars(late).all())


def _pass_on(promise: ReplyPromise) -> int:
    now, answering = clock.now(), find_answering(promise.setting_id, promise.pupil_id, promise.thread_id)
    cover = answering.first_as(As.COVER)
    if cover is not None and promise.cover_asked_at is None and promise.for_id != cover.person.id:
        promise.for_id, promise.cover_asked_at = cover.person.id, now
        write_to([cover.person], f"reply cover {promise.id}")
        return 1
    if promise.cover_asked_at is not None and cover is not None and promise.for_id == cover.person.id:
        until = answering.due(promise.cover_asked_at, cover)
        if until is not None and now < until:
            return 0
    coordinator = answering.first_as(As.COORDINATOR)
    if coordinator is None:
        return 0
    promise.for_id, promise.coordinator_asked_at = coordinator.person.id, now
    write_to([coordinator.person], f"reply coordinator {promise.id}")
    return 1
