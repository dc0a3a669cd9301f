"""Threads and their messages: to each only what is theirs to read. Which that is, the net says."""

import uuid
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import selectinload, undefer

from portal.access.viewer import Viewer
from portal.blueprints.messages.rows import OneThread, threads_of
from portal.database import db
from portal.models import (
    Contribution,
    ContributionPhoto,
    ContributionSound,
    Message,
    MessageDocument,
    Person,
    Place,
    Thread,
    ThreadRead,
)

# Messages on one page, the newest; older ones on pages of their own.
PER_PAGE = 40
# What a search shows.
MOST_FOUND = 40


@dataclass(frozen=True)
class OneMessage:
    """A message, what it says, and who wrote it. `said` is None for one that was taken back, to all but its writer."""

    message: Message
    said: Contribution | None
    first_name: str


def get_thread(thread_id: uuid.UUID, *, viewer: Viewer) -> OneThread:
    """One thread. NoResultFound (shown as 404) when it is not theirs."""
    return OneThread(*db.session.execute(threads_of(viewer).where(Thread.id == thread_id)).one())


def list_own_threads(*, viewer: Viewer) -> list[OneThread]:
    """The threads of this person, those that are open first, then the newest."""
    rows = (
        threads_of(viewer)
        .where(Thread.person_id == viewer.person_id)
        .order_by(Thread.closed_at.is_not(None), Thread.opened_at.desc(), Thread.id)
    )
    return [OneThread(*row) for row in db.session.execute(rows)]


def list_messages(thread_id: uuid.UUID, page: int, *, viewer: Viewer) -> list[OneMessage]:
    """A page of the messages of a thread, page 1 the newest; on a page the oldest stands first.

    What was taken back is a line without words. What the viewer may not read for another reason leaves no line.
    """
    rows = (
        _messages(viewer)
        .where(Message.thread_id == thread_id, sa.or_(Contribution.id.is_not(None), Message.withdrawn_at.is_not(None)))
        .order_by(Message.sent_at.desc(), Message.id)
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    return [OneMessage(row[0], row[1], row[2] or "") for row in db.session.execute(rows)][::-1]


def count_messages(thread_id: uuid.UUID, *, viewer: Viewer) -> int:
    """How many lines the thread has for this person."""
    rows = (
        sa.select(sa.func.count(Message.id))
        .outerjoin(Contribution, Contribution.id == Message.contribution_id)
        .where(
            Message.thread_id == thread_id,
            Message.setting_id == viewer.setting_id,
            sa.or_(Contribution.id.is_not(None), Message.withdrawn_at.is_not(None)),
        )
    )
    return db.session.scalar(rows) or 0


def list_found(words: str, *, viewer: Viewer) -> list[OneMessage]:
    """The messages in which these words stand, of all threads this person sees, the newest first."""
    like = "%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    rows = (
        _messages(viewer)
        .where(Contribution.place == Place.MESSAGE, Contribution.words.ilike(like, escape="\\"))
        .order_by(Message.sent_at.desc(), Message.id)
        .limit(MOST_FOUND)
    )
    return [OneMessage(row[0], row[1], row[2] or "") for row in db.session.execute(rows)]


def _messages(viewer: Viewer) -> sa.Select[Message, Contribution, str]:
    return (
        sa.select(Message, Contribution, Person.first_name)
        .outerjoin(Contribution, Contribution.id == Message.contribution_id)
        .outerjoin(Person, Person.id == Message.person_id)
        .options(selectinload(Contribution.photo), selectinload(Contribution.sound), selectinload(Message.document))
        .where(Message.setting_id == viewer.setting_id)
    )


def list_readers_until(thread_id: uuid.UUID, *, viewer: Viewer) -> list[tuple[str, datetime]]:
    """Who of staff has read the thread, and until when; a family's own reading is in it for nobody."""
    rows = (
        sa.select(Person.first_name, ThreadRead.read_at)
        .join(Person, Person.id == ThreadRead.person_id)
        .join(Thread, Thread.id == ThreadRead.thread_id)
        .where(
            ThreadRead.thread_id == thread_id,
            ThreadRead.setting_id == viewer.setting_id,
            ThreadRead.person_id != Thread.person_id,
            ThreadRead.person_id != viewer.person_id,
        )
        .order_by(ThreadRead.read_at.desc(), Person.first_name)
    )
    return [(row.first_name, row.read_at) for row in db.session.execute(rows)]


def get_own_message(message_id: uuid.UUID, *, viewer: Viewer) -> OneMessage:
    """A message this person sent, in a thread they still see. NoResultFound (shown as 404) for any other."""
    row = db.session.execute(
        _messages(viewer).where(Message.id == message_id, Message.person_id == viewer.person_id)
    ).one()
    return OneMessage(row[0], row[1], row[2] or "")


def get_photo(contribution_id: uuid.UUID, *, viewer: Viewer) -> ContributionPhoto:
    """The photo that came with a message, for whoever reads it. NoResultFound (shown as 404) for anybody else."""
    rows = (
        sa.select(ContributionPhoto)
        .join(Contribution, Contribution.id == ContributionPhoto.contribution_id)
        .join(Message, Message.contribution_id == Contribution.id)
        .options(undefer(ContributionPhoto.content))
        .where(ContributionPhoto.contribution_id == contribution_id, Contribution.setting_id == viewer.setting_id)
    )
    return db.session.scalars(rows).one()


def get_sound(contribution_id: uuid.UUID, *, viewer: Viewer) -> ContributionSound:
    """The voice note, in the same way."""
    rows = (
        sa.select(ContributionSound)
        .join(Contribution, Contribution.id == ContributionSound.contribution_id)
        .join(Message, Message.contribution_id == Contribution.id)
        .options(undefer(ContributionSound.content))
        .where(ContributionSound.contribution_id == contribution_id, Contribution.setting_id == viewer.setting_id)
    )
    return db.session.scalars(rows).one()


def get_paper(message_id: uuid.UUID, *, viewer: Viewer) -> MessageDocument:
    """The PDF, in the same way."""
    rows = (
        sa.select(MessageDocument)
        .join(Message, Message.id == MessageDocument.message_id)
        .join(Contribution, Contribution.id == Message.contribution_id)
        .options(undefer(MessageDocument.content))
        .where(MessageDocument.message_id == message_id, MessageDocument.setting_id == viewer.setting_id)
    )
    return db.session.scalars(rows).one()
