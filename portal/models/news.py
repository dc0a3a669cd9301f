"""News of the setting to all or some families: written in each language, opened or not, printed for some."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, OfSetting, created
from portal.models.person import Person


class News(OfSetting, Base):
    """One piece of news. Nothing in it is about one child."""

    __tablename__ = "news"
    by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(unique=True)
    sent_at: Mapped[datetime] = created()
    withdrawn_at: Mapped[datetime | None]
    by: Mapped[Person] = relationship(lazy="raise_on_sql")
    words: Mapped[list["NewsWords"]] = relationship(lazy="raise_on_sql", viewonly=True)
    __when_access_ends__ = "kept: what the setting told its families"


class NewsWords(OfSetting, Base):
    """The news in one language. English is always there."""

    __tablename__ = "news_words"
    news_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("news.id"), index=True)
    language: Mapped[str]
    title: Mapped[str]
    words: Mapped[str]
    __table_args__ = (sa.UniqueConstraint("news_id", "language"),)


class NewsFor(OfSetting, Base):
    """For whom it is, and whether they have opened it or were given it on paper."""

    __tablename__ = "news_for"
    news_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("news.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    opened_at: Mapped[datetime | None]
    on_paper_at: Mapped[datetime | None]
    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    __table_args__ = (sa.UniqueConstraint("news_id", "person_id"),)
    __when_access_ends__ = "kept: that it was for them; they no longer reach it"
