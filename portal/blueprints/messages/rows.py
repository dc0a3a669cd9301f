"""What the queries over threads have in common."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal.access.viewer import Viewer
from portal.models import Contribution, Message, Pupil, ReplyPromise, Thread, ThreadRead


@dataclass(frozen=True)
class OneThread:
    """A thread, whose child it is about, and what stands there: the open promise, and how much is new to the viewer."""

    thread: Thread
    pupil: Pupil
    promise: ReplyPromise | None
    unread: int
    # How many of these are good news.
    unread_good: int


def unread_in(viewer: Viewer, *, only_good: bool = False) -> sa.ScalarSelect[int]:
    """How many messages of a thread others wrote since this person read there last; for a query over `Thread`."""
    read_at = (
        sa.select(ThreadRead.read_at)
        .where(ThreadRead.thread_id == Thread.id, ThreadRead.person_id == viewer.person_id)
        .correlate(Thread)
        .scalar_subquery()
    )
    return (
        sa.select(sa.func.count(Message.id))
        .join(Contribution, Contribution.id == Message.contribution_id)
        .where(
            Message.thread_id == Thread.id,
            Message.person_id != viewer.person_id,
            Message.withdrawn_at.is_(None),
            sa.or_(read_at.is_(None), Message.sent_at > read_at),
            Message.is_good if only_good else sa.true(),
        )
        .correlate(Thread)
        .scalar_subquery()
    )


def threads_of(viewer: Viewer) -> sa.Select[Thread, Pupil, ReplyPromise, int, int]:
    """The threads this person may see, with their pupil, the promise that waits and how much is new."""
    return (
        sa.select(
            Thread,
            Pupil,
            ReplyPromise,
            unread_in(viewer).label("unread"),
            unread_in(viewer, only_good=True).label("unread_good"),
        )
        .join(Pupil, Pupil.id == Thread.pupil_id)
        .outerjoin(ReplyPromise, sa.and_(ReplyPromise.thread_id == Thread.id, ReplyPromise.kept_at.is_(None)))
        .options(joinedload(Thread.person))
        .where(Thread.setting_id == viewer.setting_id)
    )
