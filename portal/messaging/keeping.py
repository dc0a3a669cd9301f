"""The promise of a reply: made with the first message that waits, kept by an answer, a call, or "needs no reply"."""

import uuid
from datetime import datetime

import sqlalchemy as sa

from portal import clock
from portal.access.viewer import Viewer
from portal.database import db
from portal.messaging.answering import find_answering
from portal.messaging.telling import tell_no_longer, tell_who_answers
from portal.models import CallRequest, Contribution, HowKept, Message, Place, ReplyPromise, Thread
from portal.returning.everybody import all_of


def promise_reply(thread: Thread, message: Message) -> ReplyPromise | None:
    """Promise an answer to this message, in the transaction that keeps it. One waits for each thread: what is written
    while it waits is answered with it.

    None when one waits already, or when nobody is there to promise it: the page says so then.
    """
    waits = sa.select(ReplyPromise.id).where(ReplyPromise.thread_id == thread.id, ReplyPromise.kept_at.is_(None))
    if db.session.scalar(waits.limit(1)) is not None:
        return None
    answering = find_answering(thread.setting_id, thread.pupil_id, thread.id)
    due = answering.due(message.sent_at)
    if answering.now is None or due is None:
        return None
    promise = ReplyPromise(
        setting_id=thread.setting_id,
        pupil_id=thread.pupil_id,
        thread_id=thread.id,
        message_id=message.id,
        for_id=answering.now.person.id,
        made_at=message.sent_at,
        due_at=due,
    )
    db.session.add(promise)
    db.session.flush()
    tell_who_answers(answering.now.person, promise, from_on=answering.there_from(message.sent_at))
    return promise


def keep_promise(thread_id: uuid.UUID, how: HowKept, *, by: Viewer, at: datetime) -> None:
    """Whoever waited in this thread has been answered, rung, or needs nothing. Nothing waited: nothing happens."""
    waits = sa.select(ReplyPromise).where(ReplyPromise.thread_id == thread_id, ReplyPromise.kept_at.is_(None))
    for promise in db.session.scalars(waits.with_for_update()):
        _is_kept(promise, how, by=by, at=at)


def keep_by_call(call: CallRequest, *, by: Viewer) -> None:
    """They talked on the telephone: what that person waited for in their thread about that pupil is answered."""
    rows = sa.select(Thread.id).where(
        Thread.person_id == call.person_id, Thread.pupil_id == call.pupil_id, Thread.closed_at.is_(None)
    )
    for thread_id in db.session.scalars(rows):
        keep_promise(thread_id, HowKept.RANG, by=by, at=clock.now())


def keep_up(message: Message, *, by: Viewer) -> None:
    """After a message was taken back: nobody waits for an answer to it; and if it was the answer, they wait again."""
    rows = sa.select(ReplyPromise).where(ReplyPromise.thread_id == message.thread_id).order_by(ReplyPromise.made_at)
    found = db.session.scalars(rows.with_for_update()).all()
    # One waits for each thread: what they wrote since is answered together with what is open again.
    waits = any(promise.kept_at is None for promise in found)
    for promise in found:
        if promise.kept_at is None and not _waits_still(promise):
            _is_kept(promise, HowKept.NO_REPLY_NEEDED, by=by, at=clock.now())
        elif not waits and promise.how_kept is HowKept.ANSWERED and promise.kept_at == message.sent_at:
            promise.kept_at = promise.kept_by_id = promise.how_kept = None


def _is_kept(promise: ReplyPromise, how: HowKept, *, by: Viewer, at: datetime) -> None:
    promise.kept_at, promise.kept_by_id, promise.how_kept = at, by.person_id, how
    tell_no_longer(promise)


def _waits_still(promise: ReplyPromise) -> bool:
    """Is there a message of the family, from the promised one on, that was not taken back?"""
    rows = (
        sa.select(Message.id)
        .join(Thread, Thread.id == Message.thread_id)
        .join(Contribution, Contribution.id == Message.contribution_id)
        .where(
            Contribution.place == Place.MESSAGE,
            Message.thread_id == promise.thread_id,
            Message.person_id == Thread.person_id,
            Message.withdrawn_at.is_(None),
            Message.sent_at >= promise.made_at,
        )
    )
    return all_of(rows.limit(1)).first() is not None
