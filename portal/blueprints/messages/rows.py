"""What the queries over threads have in common."""

from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal.access.viewer import Viewer
from portal.models import Contribution, Message, Pupil, ReplyPromise, Thread, ThreadRead

# For whoever has not read a thread yet. One comparison, so that the index of messages by time is used.
BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class OneThread:
    """A thread, whose child it is about, and what stands there: the open promise, and how much is new to the viewer."""

    thread: Thread
    pupil: Pupil
    promise: ReplyPromise | None
    unread: int
    # How many of these are good news.
    unread_good: int


def threads_of(viewer: Viewer) -> sa.Select[Thread, Pupil, ReplyPromise, int, int]:
    """The threads this person may see, with their pupil, the promise that waits and how much is new."""
    read = sa.and_(ThreadRead.thread_id == Thread.id, ThreadRead.person_id == viewer.person_id)
    return (
        sa.select(
            Thread,
            Pupil,
            ReplyPromise,
            _unread_by(viewer).label("unread"),
            _unread_by(viewer, only_good=True).label("unread_good"),
        )
        .join(Pupil, Pupil.id == Thread.pupil_id)
        .outerjoin(ReplyPromise, sa.and_(ReplyPromise.thread_id == Thread.id, ReplyPromise.kept_at.is_(None)))
        .outerjoin(ThreadRead, read)
        .options(joinedload(Thread.person))
        .where(Thread.setting_id == viewer.setting_id)
    )


def _unread_by(viewer: Viewer, *, only_good: bool = False) -> sa.ScalarSelect[int]:
    """How many messages of a thread others wrote since this person read there last."""
    return (
        sa.select(sa.func.count(Message.id))
        .join(Contribution, Contribution.id == Message.contribution_id)
        .where(
            Message.thread_id == Thread.id,
            Message.person_id != viewer.person_id,
            Message.withdrawn_at.is_(None),
            # Not `coalesce`: PostgreSQL takes it for something that might give rows away, and would look through a
            # whole thread behind its wall before it compares.
            Message.sent_at > sa.case((ThreadRead.read_at.is_(None), BEFORE_ALL), else_=ThreadRead.read_at),
            Message.is_good if only_good else sa.true(),
        )
        .correlate(Thread, ThreadRead)
        .scalar_subquery()
    )
