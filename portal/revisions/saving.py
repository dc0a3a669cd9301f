"""Saving shared words under the version they were opened with (reliability.md §4.9)."""

import json
import uuid
from collections.abc import Callable, Mapping
from datetime import date, time
from enum import StrEnum
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal.access.viewer import Viewer
from portal.database import db
from portal.models import Revision

Words = Mapping[str, str]


class Versioned(Protocol):
    """A row whose shared words carry a version."""

    __tablename__: str
    id: uuid.UUID
    version: int

    @property
    def setting_id(self) -> uuid.UUID:
        """Whose it is."""

    @property
    def pupil_id(self) -> uuid.UUID:
        """Whom it is about."""


class Author(Protocol):
    """Under whose name words are kept."""

    @property
    def person_id(self) -> uuid.UUID:
        """The person."""


class ClashError(Exception):
    """Somebody else saved since the form was opened. Holds the three texts: nothing of either is lost."""

    def __init__(self, opened: Words, theirs: Words, mine: Words, version: int) -> None:
        super().__init__("saved by somebody else")
        self.opened, self.theirs, self.mine, self.version = dict(opened), dict(theirs), dict(mine), version

    @property
    def fields(self) -> list[str]:
        """The fields in which both differ from what was opened, or from one another."""
        return [name for name, mine in self.mine.items() if mine != self.theirs.get(name, "")]


def first_revision(row: Versioned, words: Words, *, by: Author) -> None:
    """Keep what a new row began with. What begins by itself stands under the name of whose work it is."""
    _keep(row, words, by)


def save_words(
    row: Versioned,
    words: Words,
    *,
    opened: int,
    by: Viewer,
    read: Callable[[], Words] | None = None,
    put: Callable[[str, str], None] | None = None,
) -> bool:
    """Put `words` (a text by field) into the row, if nobody has saved since version `opened`. False: nothing changed.

    `read` and `put` say how a field becomes a text and back, where it is no text of the row itself (a date, the small
    steps of a goal); `read` asks the database anew each time.
    ClashError with the three texts when somebody has. Two who save at the same moment are told apart by the database:
    the row is moved from its version to the next one in a single statement.
    """
    read = read or (lambda: {name: str(getattr(row, name) or "") for name in words})
    put = put or (lambda name, value: setattr(row, name, _as_kept(type(row), name, value)))
    if dict(words) == read():
        return False
    model: Any = type(row)
    moved = db.session.execute(
        sa.update(model).where(model.id == row.id, model.version == opened).values(version=opened + 1),
        execution_options={"synchronize_session": False},
    )
    db.session.refresh(row)
    if not moved.rowcount:  # type: ignore[attr-defined]
        raise ClashError(_as_of(row, opened, words), read(), words, row.version)
    for name, value in words.items():
        put(name, value)
    _keep(row, {**_as_of(row, opened, {}), **words}, by)
    return True


def list_revisions(row: Versioned, *, viewer: Viewer) -> list[Revision]:
    """Every save of this row, the newest first, with who saved it."""
    rows = (
        sa.select(Revision)
        .options(joinedload(Revision.person))
        .where(
            Revision.subject == row.__tablename__,
            Revision.subject_id == row.id,
            Revision.setting_id == viewer.setting_id,
        )
        .order_by(Revision.version.desc())
    )
    return list(db.session.scalars(rows))


def _as_kept(model: Any, name: str, value: str) -> Any:
    """A word as its column keeps it: a day, a time and one of a few words are more than text."""
    kind = sa.inspect(model).attrs[name].columns[0].type.python_type
    if issubclass(kind, date | time):
        return kind.fromisoformat(value) if value else None
    return kind(value) if issubclass(kind, StrEnum) else value


def _as_of(row: Versioned, version: int, names: Words) -> dict[str, str]:
    found = db.session.scalar(
        sa.select(Revision.fields).where(
            Revision.subject == row.__tablename__, Revision.subject_id == row.id, Revision.version == version
        )
    )
    words: dict[str, str] = json.loads(found) if found else {}
    return {name: words.get(name, "") for name in names} if names else words


def _keep(row: Versioned, words: Words, by: Author) -> None:
    db.session.add(
        Revision(
            setting_id=row.setting_id,
            pupil_id=row.pupil_id,
            subject=row.__tablename__,
            subject_id=row.id,
            version=row.version,
            fields=json.dumps(dict(words), ensure_ascii=False, sort_keys=True),
            person_id=by.person_id,
        )
    )
