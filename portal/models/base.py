"""What every table shares: a random id, a setting it belongs to, times in UTC, named constraints."""

import uuid
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from portal import clock

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcTime(sa.types.TypeDecorator[datetime]):
    """An aware time, kept in UTC on every database."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Refuse a time without a zone: it would be an hour wrong half of the year."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A time without a time zone cannot be kept.")
        value = value.astimezone(UTC)
        return value if dialect.name == "postgresql" else value.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Give the zone back."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


WORDS = sa.Enum(
    StrEnum,
    native_enum=False,
    create_constraint=True,
    length=40,
    values_callable=lambda members: [member.value for member in members],
)


def words_of(kind: type[StrEnum], *, name: str) -> sa.Enum:
    """A column of one of an enum's words whose check has its own name (for a table with two such columns)."""
    return sa.Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=40,
        name=name,
        values_callable=lambda members: [member.value for member in members],
    )


class Base(DeclarativeBase):
    """The parent of every model."""

    metadata = sa.MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: UtcTime, str: sa.Text(), uuid.UUID: sa.Uuid(), StrEnum: WORDS}

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)

    # Ending access reads this from every model that points to a person: the name of the entry in access/ending.py that
    # ends it, or a sentence that begins with "kept:" and says why it outlives the person's access.
    __when_access_ends__: str = ""
    # Columns that no one writes again once the row is there: what somebody said stays as they said it.
    __as_said__: tuple[str, ...] = ()


class OfSetting:
    """A row that belongs to one setting; nobody reads it from another."""

    @declared_attr
    def setting_id(cls) -> Mapped[uuid.UUID]:
        return mapped_column(sa.ForeignKey("setting.id"), index=True)


class OfPupil(OfSetting):
    """A row about one pupil; whoever may not see the pupil may not see it."""

    @declared_attr
    def pupil_id(cls) -> Mapped[uuid.UUID]:
        return mapped_column(sa.ForeignKey("pupil.id"), index=True)


class FromRoster:
    """A row that a roster file may bring: the other system's id makes a second import change only what changed."""

    external_id: Mapped[str | None]


def once_a_roster(table: str) -> Any:
    """One row for each id of the other system in a setting."""
    return sa.UniqueConstraint("setting_id", "external_id", name=f"uq_{table}_external_id")


def created() -> Mapped[datetime]:
    """When a row was made."""
    return mapped_column(default=clock.now)
