"""A question or a wish, and what became of it: asked, seen, thought about, decided, told, answered, followed up."""

import uuid
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, OfPupil, created
from portal.models.contribution import Contribution
from portal.models.person import Person


class AskKind(StrEnum):
    """What stands beside every line."""

    NOT_RIGHT = "not_right"
    WOULD_LIKE = "would_like"
    CAN_I_ASK = "can_i_ask"
    # What a young person said in a check-in, and their wish to talk: somebody answers those, too.
    SAID = "said"
    TALK = "talk"


class AboutWhat(StrEnum):
    """Beside which line it was asked. A later room adds its own."""

    ABOUT_ME = "about_me"
    CHECK_IN = "check_in"
    DECISION = "decision"
    GOAL = "goal"
    MESSAGE = "message"
    PART_TIME = "part_time"
    POLICY = "policy"
    PROMISE = "promise"
    REVIEW = "review"
    SECTION = "section"
    SESSION = "session"
    SOMETHING_ELSE = "something_else"
    STEP = "step"
    WAY = "way"


class Decision(StrEnum):
    """What was decided. A "no" is a decision, when it is explained (domain.md §5.3)."""

    YES = "yes"
    PARTLY = "partly"
    NOT_NOW = "not_now"
    CANNOT = "cannot"
    # For words that ask for nothing: what somebody thinks of them.
    HEARD = "heard"


class Told(StrEnum):
    """How somebody was told."""

    HERE = "here"
    IN_PERSON = "in_person"
    BY_PHONE = "by_phone"
    ON_PAPER = "on_paper"


class Reply(StrEnum):
    """What they said to "Is that OK?"."""

    OK = "ok"
    NOT_OK = "not_ok"
    NOTHING = "nothing"


class Ask(OfPupil, Base):
    """One question on its way to an answer. The order of its life-cycle stands in portal/asking/life.py."""

    __tablename__ = "ask"
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    kind: Mapped[AskKind]
    about: Mapped[AboutWhat]
    about_id: Mapped[uuid.UUID | None]
    # The line as it stood when they asked.
    about_words: Mapped[str] = mapped_column(default="")
    contribution_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("contribution.id"), unique=True)
    asked_at: Mapped[datetime] = created()
    # Who has promised to see to it: the key worker, or whom the writer chose instead.
    for_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)

    seen_at: Mapped[datetime | None]
    seen_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    think_until: Mapped[date | None]
    think_why: Mapped[str] = mapped_column(default="")
    decision: Mapped[Decision | None]
    reason: Mapped[str] = mapped_column(default="")
    what_next: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    told: Mapped[Told | None]
    told_at: Mapped[datetime | None]
    reply: Mapped[Reply | None]
    replied_at: Mapped[datetime | None]
    # How often somebody tried to hear whether it is OK.
    tries: Mapped[int] = mapped_column(default=0)
    follow_up_on: Mapped[date | None]
    followed_up_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    person: Mapped[Person] = relationship(foreign_keys=person_id, lazy="raise_on_sql")
    seen_by: Mapped[Person | None] = relationship(foreign_keys=seen_by_id, lazy="raise_on_sql")
    decided_by: Mapped[Person | None] = relationship(foreign_keys=decided_by_id, lazy="raise_on_sql")
    answers: Mapped[Person] = relationship(foreign_keys=for_id, lazy="raise_on_sql")
    contribution: Mapped[Contribution] = relationship(lazy="raise_on_sql")
    __table_args__ = (
        sa.CheckConstraint(
            "closed_at IS NULL OR (decided_at IS NOT NULL AND length(reason) > 0 AND told_at IS NOT NULL"
            " AND reply IS NOT NULL)",
            name="closed_with_decision_reason_told_and_reply",
        ),
        sa.CheckConstraint("decided_at IS NULL OR length(reason) > 0", name="decided_with_a_reason"),
    )
    __when_access_ends__ = "kept: a question stays a question of the child's; the one who asked no longer reaches it"


class AskMove(OfPupil, Base):
    """One step of a question's life, in the order it happened: who asked sees where it stands, and since when."""

    __tablename__ = "ask_move"
    ask_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("ask.id"), index=True)
    # The move; for one that hands it on, why and to whom: "hand_on:away:<their id>".
    what: Mapped[str]
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    moved_at: Mapped[datetime] = created()
    __when_access_ends__ = "kept: what happened to a question is part of the record"
