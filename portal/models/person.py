"""A person: somebody who signs in, teaches, or is a pupil. What they may do follows from the roles they hold."""

import uuid
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.access.policy import Role
from portal.models.base import Base, FromRoster, OfSetting, created, once_a_roster


class Person(OfSetting, FromRoster, Base):
    """One person in one setting. The same adult in two settings is two people: nothing joins them."""

    __tablename__ = "person"
    first_name: Mapped[str]
    last_name: Mapped[str]
    # In lower case, without spaces around it. Empty for somebody without e-mail.
    email: Mapped[str | None]
    phone: Mapped[str | None]
    # What a family reads under the first name, for example "English teacher".
    job: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="en")
    is_staff: Mapped[bool] = mapped_column(default=False)
    # A drawn stand-in (a file name in static/img/adults) until a photo is uploaded.
    stand_in: Mapped[str] = mapped_column(default="")
    # The newest photo. No foreign key: a photo points to its person, and a circle helps nobody.
    photo_id: Mapped[uuid.UUID | None]
    left_on: Mapped[date | None]

    roles: Mapped[list["RoleHolding"]] = relationship(lazy="raise_on_sql", viewonly=True)
    __table_args__ = (
        sa.UniqueConstraint("setting_id", "email"),
        sa.CheckConstraint("length(first_name) > 0", name="first_name_not_blank"),
        sa.CheckConstraint("email = lower(email)", name="email_in_lower_case"),
        once_a_roster("person"),
    )

    @property
    def full_name(self) -> str:
        """First and last name, for staff."""
        return f"{self.first_name} {self.last_name}".strip()


class RoleHolding(OfSetting, Base):
    """A role that a person holds. Nobody holds one for ever by accident: it can be given an end."""

    __tablename__ = "role_holding"
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    role: Mapped[Role]
    until_on: Mapped[date | None]
    __table_args__ = (sa.UniqueConstraint("person_id", "role"),)
    __when_access_ends__ = "kept: what somebody was here for is part of the record; signing in is what ends"


class Photo(OfSetting, Base):
    """An uploaded photo of a member of staff: resized, re-encoded, stripped of everything but the picture."""

    __tablename__ = "photo"
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    uploaded_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"))
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
    width: Mapped[int]
    height: Mapped[int]
    created_at: Mapped[datetime] = created()
    __when_access_ends__ = "kept: families still know the face of somebody who left; replacing it is its own act"
