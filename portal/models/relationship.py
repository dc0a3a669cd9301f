"""Who an adult is to a pupil, and what follows from it: the rows that decide on every request."""

import uuid
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, FromRoster, OfPupil, created, once_a_roster, words_of
from portal.models.person import Person
from portal.models.pupil import Pupil


class RelationshipKind(StrEnum):
    """Who an adult is to the pupil."""

    MOTHER = "mother"
    FATHER = "father"
    STEP_PARENT = "step_parent"
    GRANDPARENT = "grandparent"
    KINSHIP_CARER = "kinship_carer"
    FOSTER_CARER = "foster_carer"
    GUARDIAN = "guardian"
    SOCIAL_WORKER = "social_worker"
    OTHER = "other"


class ParentalResponsibility(StrEnum):
    """What is known about parental responsibility. Unknown gives no access until somebody checks (domain.md §8.4)."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    # The council holds it under a care order; the row is the social worker's.
    COUNCIL = "council"


class Contact(StrEnum):
    """What contact with the pupil is allowed."""

    OPEN = "open"
    LIMITED = "limited"
    NONE = "none"
    UNKNOWN = "unknown"


class ResponsibilityProof(StrEnum):
    """What somebody here saw when they checked parental responsibility."""

    BIRTH_CERTIFICATE = "birth_certificate"
    COURT_ORDER = "court_order"
    COUNCIL_LETTER = "council_letter"
    MARRIAGE_CERTIFICATE = "marriage_certificate"
    NOTHING = "nothing"


class ContactReason(StrEnum):
    """Why contact is changed."""

    COURT_ORDER = "court_order"
    COUNCIL = "council"
    SAFEGUARDING = "safeguarding"
    FAMILY = "family"
    ORDER_ENDED = "order_ended"
    MISTAKE = "mistake"


class OrderType(StrEnum):
    """A court order that somebody here has seen."""

    CHILD_ARRANGEMENTS = "child_arrangements"
    PROHIBITED_STEPS = "prohibited_steps"
    NON_MOLESTATION = "non_molestation"
    CARE_ORDER = "care_order"
    OTHER = "other"


# From the loosest to the strictest: an import may only move to the right of where the row stands.
STRICTNESS = (Contact.OPEN, Contact.LIMITED, Contact.UNKNOWN, Contact.NONE)


def is_stricter(after: Contact, before: Contact) -> bool:
    """Does `after` allow less than `before`?"""
    return STRICTNESS.index(after) > STRICTNESS.index(before)


class Relationship(OfPupil, FromRoster, Base):
    """The dated row that gives an adult access to a pupil's pages, or keeps it from them (domain.md §8.4).

    Read from the database on every request. No adult is ever told of another one's row.
    """

    __tablename__ = "relationship"
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    kind: Mapped[RelationshipKind]
    parental_responsibility: Mapped[ParentalResponsibility] = mapped_column(default=ParentalResponsibility.UNKNOWN)
    # "Parent" in education law: also somebody without parental responsibility who has care of the child (s.576).
    is_education_parent: Mapped[bool] = mapped_column(default=False)
    lives_with: Mapped[bool] = mapped_column(default=False)
    collects: Mapped[bool] = mapped_column(default=False)
    contact: Mapped[Contact] = mapped_column(default=Contact.UNKNOWN)

    order_type: Mapped[OrderType | None]
    order_seen_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    order_seen_on: Mapped[date | None]
    # A reminder to staff. A restriction never lifts by itself when an order runs out: a person lifts it.
    order_expires_on: Mapped[date | None]

    # What this adult has been given, one class of data each.
    sees_timetable: Mapped[bool] = mapped_column(default=False)
    sees_plan: Mapped[bool] = mapped_column(default=False)
    sees_attendance: Mapped[bool] = mapped_column(default=False)
    gets_messages: Mapped[bool] = mapped_column(default=False)
    may_agree: Mapped[bool] = mapped_column(default=False)

    from_on: Mapped[date]
    until_on: Mapped[date | None]
    responsibility_checked_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    responsibility_checked_on: Mapped[date | None]
    responsibility_proof: Mapped[ResponsibilityProof | None]
    # Set when staff changed contact on the portal: from then on no import changes it at all.
    contact_decided_here: Mapped[bool] = mapped_column(default=False)

    person: Mapped[Person] = relationship(foreign_keys=person_id, lazy="raise_on_sql")
    pupil: Mapped[Pupil] = relationship(lazy="raise_on_sql")
    __table_args__ = (
        sa.UniqueConstraint("person_id", "pupil_id"),
        sa.CheckConstraint("until_on IS NULL OR from_on <= until_on", name="ends_after_it_begins"),
        once_a_roster("relationship"),
    )
    __when_access_ends__ = "kept: the row that says no is what ends access"

    def is_open_on(self, day: date) -> bool:
        """Does this row give access on this day? The same as visibility's `relationship_is_open`, for a row in hand."""
        holds = self.parental_responsibility in (ParentalResponsibility.YES, ParentalResponsibility.COUNCIL)
        return (
            self.contact in (Contact.OPEN, Contact.LIMITED)
            and self.parental_responsibility != ParentalResponsibility.UNKNOWN
            and (holds or self.is_education_parent)
            and self.from_on <= day
            and (self.until_on is None or self.until_on >= day)
        )


class ContactChange(OfPupil, Base):
    """A change of what contact is allowed: asked for by one member of staff, confirmed by another.

    Stricter takes effect when it is asked for, looser only when it is confirmed. While nobody has answered, it waits;
    a stricter one that follows takes the place of one that waits, which then stays unanswered (`replaced_at`).
    """

    __tablename__ = "contact_change"
    relationship_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("relationship.id"), index=True)
    before: Mapped[Contact] = mapped_column(words_of(Contact, name="before"))
    after: Mapped[Contact] = mapped_column(words_of(Contact, name="after"))
    order_type: Mapped[OrderType | None]
    order_expires_on: Mapped[date | None]
    reason: Mapped[ContactReason]
    # A few words of the member of staff's own. They stand here and nowhere else.
    words: Mapped[str] = mapped_column(default="")
    # How the row stood before in what a confirmed change writes (JSON), to go back to when the second person says no.
    earlier: Mapped[str] = mapped_column(default="{}")
    asked_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"))
    asked_at: Mapped[datetime] = created()
    answered_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    answered_at: Mapped[datetime | None]
    is_confirmed: Mapped[bool | None]
    replaced_at: Mapped[datetime | None]

    about: Mapped[Relationship] = relationship(lazy="raise_on_sql")
    __table_args__ = (sa.CheckConstraint("answered_by_id <> asked_by_id", name="two_people"),)
    __when_access_ends__ = "kept: who decided about contact is part of the record"

    @classmethod
    def waits(cls) -> sa.ColumnElement[bool]:
        """The condition for a change that nobody has answered and no stricter one has replaced."""
        return sa.and_(cls.answered_at.is_(None), cls.replaced_at.is_(None))

    @property
    def counts_at_once(self) -> bool:
        """True for a stricter rule, and for an order added to the same one: in force before it is confirmed."""
        return not is_stricter(self.before, self.after)
