"""How people are reached: when staff work, when nobody wants to be disturbed, by which way, and what did not arrive."""

import uuid
from datetime import datetime, time
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, OfSetting, created
from portal.models.outbox import Channel
from portal.models.person import Person


class WorkingTime(OfSetting, Base):
    """When a member of staff works, on a weekday of a day that is open. 0 is Monday; times are London's."""

    __tablename__ = "working_time"
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    weekday: Mapped[int]
    starts: Mapped[time]
    ends: Mapped[time]
    __table_args__ = (
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        sa.CheckConstraint("starts < ends", name="ends_after_it_starts"),
        sa.UniqueConstraint("person_id", "weekday", "starts"),
    )
    __when_access_ends__ = "kept: when somebody works opens nothing"


class HowOften(StrEnum):
    """Each notice at once, or what came together once a day."""

    AT_ONCE = "at_once"
    DAILY = "daily"


class NoticeChoice(OfSetting, Base):
    """How somebody wants to hear that there is something new, and when not. None of it turns off safeguarding."""

    __tablename__ = "notice_choice"
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), unique=True)
    # None when they want no notices: they look for themselves.
    channel: Mapped[Channel | None]
    how_often: Mapped[HowOften] = mapped_column(default=HowOften.AT_ONCE)
    # Quiet from one time to the other, over midnight where the first is later; London's. None: never quiet.
    quiet_from: Mapped[time | None]
    quiet_until: Mapped[time | None]
    chosen_at: Mapped[datetime] = created()
    __when_access_ends__ = "kept: how somebody wants to hear opens nothing; nothing is sent to them any more"


class DeliveryTrouble(OfSetting, Base):
    """An address or a number at which nothing arrives: somebody asks for a new one. One that waits for each way."""

    __tablename__ = "delivery_trouble"
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    channel: Mapped[Channel]
    noticed_at: Mapped[datetime] = created()
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    person: Mapped[Person] = relationship(foreign_keys=person_id, lazy="raise_on_sql")
    __when_access_ends__ = "kept: a task of staff, which opens nothing"


_waits = DeliveryTrouble.done_at.is_(None)
sa.Index(
    "uq_delivery_trouble_waiting",
    DeliveryTrouble.person_id,
    DeliveryTrouble.channel,
    unique=True,
    sqlite_where=_waits,
    postgresql_where=_waits,
)
