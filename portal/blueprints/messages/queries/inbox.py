"""What waits for the team: by whose reply is due first. The same few statements, however many messages there are."""

import uuid
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import aliased

from portal import clock
from portal.access.viewer import Viewer
from portal.blueprints.messages.rows import OneThread, threads_of
from portal.database import db
from portal.messaging.hearing import whose_messages
from portal.models import (
    Contribution,
    HowKept,
    Message,
    Person,
    Pupil,
    Relationship,
    ReplyPromise,
    Thread,
    WorkingTime,
)
from portal.visibility.conditions import relationship_is_open

PER_PAGE = 20


@dataclass(frozen=True)
class Waiting:
    """A message that waits for an answer: the promise, whose thread it is, about whom, and who is to answer.

    One `of` how many.
    """

    promise: ReplyPromise
    thread: Thread
    child_name: str
    writer: str
    is_young: bool
    answers: str
    of: int

    @property
    def is_late(self) -> bool:
        """True when its day and time have gone by."""
        return self.promise.due_at <= clock.now()


_writer, _child, _answers = aliased(Person), aliased(Person), aliased(Person)


def list_waiting(most: int, page: int, *, viewer: Viewer) -> list[Waiting]:
    """What waits, by whose reply is due first. Only where this person may read what was written."""
    rows = (
        sa.select(
            ReplyPromise,
            Thread,
            _child.first_name.label("child_name"),
            _child.id.label("child_id"),
            _writer.first_name.label("writer"),
            _answers.first_name.label("answers"),
            sa.func.count().over().label("of"),
        )
        .join(Thread, Thread.id == ReplyPromise.thread_id)
        .join(Message, Message.id == ReplyPromise.message_id)
        .join(Contribution, Contribution.id == Message.contribution_id)
        .join(Pupil, Pupil.id == Thread.pupil_id)
        .join(_child, _child.id == Pupil.person_id)
        .join(_writer, _writer.id == Thread.person_id)
        .outerjoin(_answers, _answers.id == ReplyPromise.for_id)
        .where(
            ReplyPromise.kept_at.is_(None),
            Thread.closed_at.is_(None),
            Thread.setting_id == viewer.setting_id,
            Thread.person_id != viewer.person_id,
        )
        .order_by(ReplyPromise.due_at, ReplyPromise.id)
        .limit(most)
        .offset((page - 1) * most)
    )
    return [
        Waiting(row[0], row[1], row.child_name, row.writer, row[1].person_id == row.child_id, row.answers or "", row.of)
        for row in db.session.execute(rows)
    ]


def list_team_threads(page: int, *, viewer: Viewer) -> list[OneThread]:
    """The threads of this member of staff's pupils that hold a message: what is new to them first."""
    holds = sa.exists().where(Message.thread_id == Thread.id).correlate(Thread)
    rows = (
        threads_of(viewer)
        .where(Thread.person_id != viewer.person_id, holds)
        .order_by(sa.desc("unread"), Thread.opened_at.desc(), Thread.id)
        .limit(PER_PAGE + 1)
        .offset((page - 1) * PER_PAGE)
    )
    return [OneThread(*row) for row in db.session.execute(rows)]


@dataclass(frozen=True)
class Kept:
    """Of the promises of a reply that are over: how many were kept in time, late, by whom of others, and still wait."""

    in_time: int
    late: int
    by_cover: int
    waiting: int
    waiting_late: int


def count_promises(since: datetime, now: datetime, *, viewer: Viewer) -> Kept:
    """Those made since then, of the threads this person sees. What was taken back before an answer counts nowhere."""
    kept, in_time = ReplyPromise.kept_at.is_not(None), ReplyPromise.kept_at <= ReplyPromise.due_at
    by_others = sa.and_(kept, ReplyPromise.cover_asked_at.is_not(None) | ReplyPromise.coordinator_asked_at.is_not(None))
    open_thread = sa.and_(~kept, Thread.closed_at.is_(None))

    def number(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
        return sa.func.coalesce(sa.func.sum(sa.case((condition, 1), else_=0)), 0)

    rows = (
        sa.select(
            number(sa.and_(kept, in_time)),
            number(sa.and_(kept, ~in_time)),
            number(by_others),
            number(open_thread),
            number(sa.and_(open_thread, ReplyPromise.due_at <= now)),
        )
        .select_from(ReplyPromise)
        .join(Thread, Thread.id == ReplyPromise.thread_id)
        .where(
            ReplyPromise.made_at >= since,
            ReplyPromise.setting_id == viewer.setting_id,
            sa.or_(ReplyPromise.kept_by_id.is_(None), ReplyPromise.kept_by_id != Thread.person_id),
            sa.or_(ReplyPromise.how_kept.is_(None), ReplyPromise.how_kept.in_(list(HowKept))),
        )
    )
    return Kept(*db.session.execute(rows).one())


@dataclass(frozen=True)
class Whom:
    """Somebody of a family to whom this member of staff may write about a pupil."""

    pupil_id: uuid.UUID
    child_name: str
    person_id: uuid.UUID
    first_name: str


def list_whom_to_write(*, viewer: Viewer) -> list[Whom]:
    """The young people and the carers of this person's pupils to whom messages go, by the child's first name."""
    child, adult, whose = aliased(Person), aliased(Person), whose_messages(viewer)
    young = (
        sa.select(Pupil.id, child.first_name, child.id, child.first_name)
        .join(child, child.id == Pupil.person_id)
        .where(whose, child.left_on.is_(None))
    )
    adults = (
        sa.select(Pupil.id, child.first_name, adult.id, adult.first_name)
        .join(child, child.id == Pupil.person_id)
        .join(Relationship, Relationship.pupil_id == Pupil.id)
        .join(adult, adult.id == Relationship.person_id)
        .where(whose, Relationship.gets_messages, relationship_is_open(clock.today()))
    )
    found = [Whom(*row) for rows in (young, adults) for row in db.session.execute(rows)]
    return sorted(found, key=lambda one: (one.child_name, str(one.pupil_id), one.first_name, str(one.person_id)))


def get_whom(pupil_id: uuid.UUID, person_id: uuid.UUID, *, viewer: Viewer) -> Whom:
    """One of them. NoResultFound (shown as 404) for anybody else."""
    for one in list_whom_to_write(viewer=viewer):
        if (one.pupil_id, one.person_id) == (pupil_id, person_id):
            return one
    raise NoResultFound


def list_own_times(*, viewer: Viewer) -> list[WorkingTime]:
    """When this member of staff works, as they entered it."""
    rows = sa.select(WorkingTime).where(
        WorkingTime.person_id == viewer.person_id, WorkingTime.setting_id == viewer.setting_id
    )
    return list(db.session.scalars(rows.order_by(WorkingTime.weekday, WorkingTime.starts)))
