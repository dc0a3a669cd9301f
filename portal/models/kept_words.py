"""What somebody had typed on a page when their time there ended: theirs alone, for a week at most."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, OfSetting, created


class KeptWords(OfSetting, Base):
    """Words of one form of one page, not sent. Read by nobody else; gone when it is sent or their access ends.

    No pupil stands here: a page may be about nobody (a parent group). A draft that somebody keeps is a `Draft`.
    """

    __tablename__ = "kept_words"
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    # The address of the page, and the one that its form is sent to; paths only.
    page: Mapped[str]
    form: Mapped[str]
    sealed: Mapped[str]
    kept_at: Mapped[datetime] = created()
    __table_args__ = (sa.UniqueConstraint("person_id", "page", "form"),)
    __when_access_ends__ = "drafts"
