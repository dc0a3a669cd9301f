"""Writing a plan: whole tables at a time, in the order in which rows refer to each other."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.models import Base, Channel, Person, Placement, Pupil, RoleHolding, SessionChange, Setting
from portal.outbox.troubles import end_troubles
from portal.returning.beginning import KIND_OF_TIER, begin
from portal.returning.suspension import begin_due_breaks
from portal.roster.book import Book
from portal.roster.columns import Kind, Table
from portal.roster.known import MODEL_OF
from portal.roster.plan import Plan, Step

AT_ONCE = 1000
# What no two rows may share, and what rows may exchange between them.
UNIQUE: dict[type[Base], str] = {Person: "email", SessionChange: "on"}
# What somebody is reached by.
WAYS = {Channel.EMAIL: "email", Channel.SMS: "phone"}
Tick = Callable[[int], object]
Rows = list[dict[str, Any]]


def write(session: Session, plan: Plan, tick: Tick) -> None:
    """Write one setting's plan into the transaction of this session."""
    steps = [*plan.added, *plan.changed]
    new, changed = _new_rows(plan), _changed_rows(plan)
    for model in UNIQUE:
        _make_room(session, model, changed[model])
    # In the order of the files: what others refer to is there before them.
    for model in dict.fromkeys(table.model for step in steps for table in step.row.kind.tables):
        _insert(session, model, new[model])
        _update(session, model, changed[model])
        if model is Person:
            _end_troubles(session, changed[model])
        if model is Placement:
            _begin_ways(session, new[model], plan.today)
        tick(sum(step.row.kind.tables[-1].model is model for step in steps))
    roles = [
        {"setting_id": plan.book.known.setting_id, "person_id": _person_id(plan.book, step), "role": role}
        for step in steps
        for role in step.roles
    ]
    _insert(session, RoleHolding, roles)


def _end_troubles(session: Session, people: Rows) -> None:
    """Whose address or number is a new one is not asked for it any more. An empty one is no new one."""
    for channel, name in WAYS.items():
        for part in _in_parts([row for row in people if row.get(name)]):
            end_troubles(session, channel, {row["id"] for row in part})


def _begin_ways(session: Session, placements: Rows, today: date) -> None:
    """Planning begins on the first day: each new placement has its plan (domain.md §4.1).

    Beside it stands the small one of a suspension, from its sixth school day on: now, when that day is here already.
    """
    rows = defaultdict[type[Base], Rows](list)
    for one in placements:
        of = {name: one[name] for name in ("setting_id", "pupil_id")}
        for model, row in begin(KIND_OF_TIER[one["tier"]], placement_id=one["id"], begun_on=one["starts_on"], **of):
            rows[model].append(row)
    for model, new in rows.items():
        _insert(session, model, new)
    begin_due_breaks(session, today)


def _new_rows(plan: Plan) -> dict[type[Base], Rows]:
    book, rows = plan.book, defaultdict[type[Base], Rows](list)
    for step in plan.added:
        for table in step.row.kind.tables:
            row = _fields(book, table, step) | _around(book, table.model, step)
            rows[table.model].append(row | {"id": book.uuid_of(table.model, step.row.id), "external_id": step.row.id})
    return rows


def _fields(book: Book, table: Table, step: Step) -> dict[str, Any]:
    """The fields of a table that a step fills, with our ids in place of the other system's."""
    row: dict[str, Any] = {}
    leads_to = _leads_to(step.row.kind)
    for name, column in table.fields.items():
        if column in step.values:
            value = step.values[column]
            row[name] = book.uuid_of(leads_to[column], value) if value and column in leads_to else value
    return row


@cache
def _leads_to(kind: Kind) -> dict[str, type[Base]]:
    return {column.name: MODEL_OF[column.ids_of[0]] for column in kind.columns if column.ids_of}


def _around(book: Book, model: type[Base], step: Step) -> dict[str, Any]:
    """What a new row needs that stands in no column of its file."""
    if model is Setting:
        return {}
    around: dict[str, Any] = {"setting_id": book.known.setting_id}
    if model is Pupil:
        around["person_id"] = book.uuid_of(Person, step.row.id)
    if model is SessionChange:
        around["pupil_id"] = book.uuid_of(Pupil, pupil_of(book, step))
    return around


def pupil_of(book: Book, step: Step) -> str:
    """The external id of the pupil a row is about; empty when it is about none."""
    kind, values = step.row.kind.name, (step.known.values if step.known else {}) | step.values
    if kind == "pupils":
        return step.row.id
    if kind == "session_changes":
        return str((book.merged("sessions", values["session"]) or {})["pupil"])
    return str(values.get("pupil", ""))


def _person_id(book: Book, step: Step) -> uuid.UUID:
    return step.known.ids[Person] if step.known else book.uuid_of(Person, step.row.id)


def _changed_rows(plan: Plan) -> dict[type[Base], Rows]:
    rows = defaultdict[type[Base], Rows](list)
    for step in plan.changed:
        assert step.known is not None
        for table in step.row.kind.tables:
            row = _fields(plan.book, table, step)
            if "id" in step.values:
                row["external_id"] = step.row.id
            if row and table.model is SessionChange:
                row["revision"] = step.known.facts["revision"] + 1
            if row:
                rows[table.model].append(row | {"id": step.known.ids[table.model]})
    return rows


def _update(session: Session, model: type[Base], rows: Rows) -> None:
    """Change rows."""
    for part in _in_parts(rows):
        session.execute(sa.update(model), part)


def _insert(session: Session, model: type[Base], rows: Rows) -> None:
    """Add rows."""
    for part in _in_parts(rows):
        session.execute(sa.insert(model), part)


def _make_room(session: Session, model: type[Base], rows: Rows) -> None:
    """Two people may exchange their addresses, two changes their days: what must be unique is put aside first."""
    name = UNIQUE[model]
    aside: Rows = [
        {"id": row["id"], name: None if model is Person else date(1900, 1, 1) + timedelta(days=number)}
        for number, row in enumerate(rows)
        if name in row
    ]
    for part in _in_parts(aside):
        session.execute(sa.update(model), part)


def _in_parts(rows: Rows) -> Iterator[Rows]:
    """Rows that fill the same fields, so many at once."""
    alike: dict[tuple[str, ...], Rows] = defaultdict(list)
    for row in rows:
        alike[tuple(sorted(row))].append(row)
    for same in alike.values():
        for start in range(0, len(same), AT_ONCE):
            yield same[start : start + AT_ONCE]
