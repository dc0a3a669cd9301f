"""Threads: one between one carer, or one young person, and the team around the child; and the promise of a reply."""

import uuid
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, OfPupil, created
from portal.models.contribution import Contribution
from portal.models.person import Person


class Thread(OfPupil, Base):
    """What one person of a family and the team write to each other about one pupil.

    Two carers never share one; a young person's is apart from home's. Read by whose it is, by the key worker of today
    or whoever covers for them, by whom a reply was passed on to, and by those who keep children safe.
    """

    __tablename__ = "message_thread"
    # The carer or the young person.
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    opened_at: Mapped[datetime] = created()
    closed_at: Mapped[datetime | None]
    # None when it closed because their access ended.
    closed_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    person: Mapped[Person] = relationship(foreign_keys=person_id, lazy="raise_on_sql")
    __when_access_ends__ = "threads"


# One that is open for each person and pupil; those that were closed stay to be read.
_open = Thread.closed_at.is_(None)
sa.Index(
    "uq_message_thread_open",
    Thread.person_id,
    Thread.pupil_id,
    unique=True,
    sqlite_where=_open,
    postgresql_where=_open,
)


class Message(OfPupil, Base):
    """One message. Its words (or the picture phrase, as the contribution's topic) passed the one place of all words.

    Nobody deletes one: whoever sent it may withdraw it, which leaves a trace.
    """

    __tablename__ = "message"
    # Its index stands below: of a setting's messages nobody asks for all.
    setting_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("setting.id"))
    thread_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("message_thread.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    contribution_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("contribution.id"), unique=True)
    # Good news, sent because something went well and for no other reason.
    is_good: Mapped[bool] = mapped_column(default=False)
    sent_at: Mapped[datetime] = created()
    withdrawn_at: Mapped[datetime | None]
    person: Mapped[Person] = relationship(foreign_keys=person_id, lazy="raise_on_sql")
    contribution: Mapped[Contribution] = relationship(lazy="raise_on_sql")
    document: Mapped["MessageDocument | None"] = relationship(lazy="raise_on_sql", viewonly=True)
    # What is new to somebody is found without reading what is old. Every question names the setting too; PostgreSQL
    # would look up all that a setting holds, and all of a thread, to see what stands in both.
    __table_args__ = (
        sa.Index("ix_message_thread_id_sent_at", "thread_id", "sent_at"),
        sa.Index("ix_message_setting_id_thread_id_sent_at", "setting_id", "thread_id", "sent_at"),
    )
    __when_access_ends__ = "kept: what was written stays in the thread; they themself no longer reach it"


# The few that were taken back: whose words are no longer read is asked with every look at words.
_taken_back = Message.withdrawn_at.is_not(None)
sa.Index("ix_message_taken_back", Message.contribution_id, sqlite_where=_taken_back, postgresql_where=_taken_back)


class MessageDocument(OfPupil, Base):
    """A PDF that came with a message, written anew: nothing that runs, no file in it, not who made it with what.

    Seen by whoever reads the words.
    """

    __tablename__ = "message_document"
    message_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("message.id"), unique=True)
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
    size: Mapped[int]


class ThreadRead(OfPupil, Base):
    """When somebody last opened a thread. Families see that of staff; nobody sees that of a family."""

    __tablename__ = "thread_read"
    thread_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("message_thread.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    read_at: Mapped[datetime] = created()
    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    __table_args__ = (sa.UniqueConstraint("thread_id", "person_id"),)
    __when_access_ends__ = "kept: that staff read it was said to the family"


class HowKept(StrEnum):
    """What ended a promise of a reply."""

    ANSWERED = "answered"
    RANG = "rang"
    # "Thank you" wants no answer; a member of staff said so.
    NO_REPLY_NEEDED = "no_reply_needed"


class ReplyPromise(OfPupil, Base):
    """By when a message is answered, as the family was told, and by whom. One that waits for each thread.

    `for_id` is who is to answer now: the key worker, then whoever covers, then a coordinator.
    """

    __tablename__ = "reply_promise"
    thread_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("message_thread.id"))
    message_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("message.id"), unique=True)
    for_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    made_at: Mapped[datetime] = created()
    due_at: Mapped[datetime]
    cover_asked_at: Mapped[datetime | None]
    coordinator_asked_at: Mapped[datetime | None]
    kept_at: Mapped[datetime | None]
    kept_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    how_kept: Mapped[HowKept | None]
    answers: Mapped[Person] = relationship(foreign_keys=for_id, lazy="raise_on_sql")
    __table_args__ = (sa.Index("ix_reply_promise_thread_id_for_id", "thread_id", "for_id"),)
    __when_access_ends__ = "kept: a promise of ours stays ours; for whom it was no longer reaches it"


# Those that wait, among all that were ever kept.
_waits = ReplyPromise.kept_at.is_(None)
sa.Index("ix_reply_promise_waiting", ReplyPromise.thread_id, sqlite_where=_waits, postgresql_where=_waits)
