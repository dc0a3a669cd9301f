"""What is written: into one's own setting, about a pupil one may see, and no row ever moves to somebody else."""

import re
import uuid
from collections.abc import Iterable, Mapping
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from portal.database import SYSTEM
from portal.models import OfSetting, Pupil

# Whose a row is. None of these changes once the row is there.
OWNERS = ("setting_id", "pupil_id", "person_id")


class NotTheirRowError(PermissionError):
    """Somebody tried to write a row that is not theirs to write. Shown as 'not there'."""


class AsSaidError(RuntimeError):
    """Somebody's words were about to be written over."""


@event.listens_for(Session, "before_flush")
def _only_into_their_rows(session: Session, _context: UOWTransaction, _instances: object) -> None:
    """Refuse an insert for another setting or pupil, and every move of a row from one to another."""
    scope, viewer = session.info.get("scope"), session.info.get("viewer")
    pupils: set[uuid.UUID] = set()
    new = session.new  # made anew each time it is asked for
    for row in (*new, *session.dirty, *session.deleted):
        if not isinstance(row, OfSetting):
            continue
        if row not in new and any(_moved(row, column) for column in OWNERS):
            raise NotTheirRowError(f"A {type(row).__name__} does not move to another setting, pupil or person.")
        if row not in new and any(_moved(row, column) for column in getattr(row, "__as_said__", ())):
            raise AsSaidError(f"What stands in a {type(row).__name__} stays as it was said.")
        if scope != SYSTEM and row.setting_id != scope:
            raise NotTheirRowError(f"A {type(row).__name__} of another setting, or of none.")
        if viewer and (pupil_id := getattr(row, "pupil_id", None)):
            pupils.add(pupil_id)
    _check_pupils(session, pupils)


@event.listens_for(Session, "detached_to_persistent")
def _only_rows_they_could_have_read(session: Session, row: object) -> None:
    """A row that was read under a wider scope, or made up from an id, does not come in again by being added."""
    if session.info.get("scope") == SYSTEM:
        return
    model, key = type(row), sa.inspect(row).identity
    with session.no_autoflush:
        if session.scalar(sa.select(model.id).where(model.id == key[0])) is None:  # type: ignore[attr-defined]
            raise NotTheirRowError(f"A {model.__name__} they may not see.")


def _moved(row: OfSetting, column: str) -> bool:
    state = sa.inspect(row)
    return column in state.mapper.column_attrs and bool(state.attrs[column].history.deleted)


def _check_pupils(session: Session, pupils: Iterable[uuid.UUID]) -> None:
    """Each of these pupils must be one they may see; the net answers."""
    wanted = set(pupils)
    if not wanted:
        return
    with session.no_autoflush:
        seen = set(session.scalars(sa.select(Pupil.id).where(Pupil.id.in_(wanted))))
    if seen != wanted:
        raise NotTheirRowError("A row about a pupil they may not see.")


def check_insert(session: Session, state: ORMExecuteState) -> None:
    """The same for `insert(Model)`, which no flush sees. An insert from a select cannot be checked and is refused."""
    model: Any = state.bind_mapper.class_ if state.bind_mapper else None
    if model is None or not issubclass(model, OfSetting):
        return
    rows = list(_rows_of(session, state))
    if not rows or any(row.get("setting_id") != session.info.get("scope") for row in rows):
        raise NotTheirRowError(f"A {model.__name__} of another setting, or of none.")
    if session.info.get("viewer"):
        _check_pupils(session, {row["pupil_id"] for row in rows if row.get("pupil_id")})


def _rows_of(session: Session, state: ORMExecuteState) -> Iterable[Mapping[str, Any]]:
    if state.is_executemany or state.parameters:
        given = state.parameters
        return given if isinstance(given, list) else [given]  # type: ignore[list-item]
    values = cast(sa.Insert, state.statement).compile(dialect=session.get_bind().dialect).params
    rows: dict[str, dict[str, Any]] = {}
    for name, value in values.items():
        column, _, which = re.fullmatch(r"(.+?)((?:__|_m)(\d+))?", name).groups()  # type: ignore[union-attr]
        rows.setdefault(which or "0", {})[column] = value
    return rows.values()


def check_update(state: ORMExecuteState) -> None:
    """No `update(Model)` moves a row to another owner."""
    changed = {getattr(column, "key", column) for column in state.statement._values or ()}  # type: ignore[attr-defined]
    for given in state.parameters if isinstance(state.parameters, list) else [state.parameters or {}]:
        changed |= set(given)
    if changed & set(OWNERS):
        raise NotTheirRowError("A row does not move to another setting, pupil or person.")
    model: Any = state.bind_mapper.class_ if state.bind_mapper else None
    if model is not None and changed & set(model.__as_said__):
        raise AsSaidError(f"What stands in a {model.__name__} stays as it was said.")
