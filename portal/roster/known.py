"""What the portal already knows of a setting, in the words of the files: by the other system's ids and column names."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.access.policy import PROFESSIONALS, Role
from portal.database import SYSTEM, set_scope
from portal.models import (
    Base,
    HelpNumber,
    IndependentHelp,
    Person,
    Placement,
    Pupil,
    Relationship,
    RoleHolding,
    SessionChange,
    Setting,
    Site,
    TermDate,
    TimetableSession,
)
from portal.roster.columns import Kind
from portal.roster.kinds import KINDS
from portal.roster.marks import Mark, marks, remembered
from portal.roster.people import CARERS, STAFF

Held = dict[Role, date | None]
# Which table the ids in a file's columns lead to.
MODEL_OF: dict[str, type[Base]] = {
    "settings": Setting,
    "sites": Site,
    "term_dates": TermDate,
    "help_numbers": HelpNumber,
    "independent_help": IndependentHelp,
    "staff": Person,
    "pupils": Pupil,
    "carers": Person,
    "relationships": Relationship,
    "placements": Placement,
    "sessions": TimetableSession,
    "session_changes": SessionChange,
}


@dataclass
class KnownRow:
    """A row of the portal: its id in each table, its values by column, and everything else the table holds."""

    ids: dict[type[Base], uuid.UUID]
    values: dict[str, Any]
    facts: dict[str, Any]


@dataclass
class Known:
    """One setting as it stands. `kinds` leads from a kind's name and an external id to a row."""

    setting_id: uuid.UUID
    is_new: bool = True
    kinds: dict[str, dict[str, KnownRow]] = field(default_factory=lambda: {kind.name: {} for kind in KINDS})
    roles: dict[uuid.UUID, Held] = field(default_factory=dict)
    # Every person's e-mail and every pair of adult and child, also of rows that no roster brought.
    emails: dict[str, uuid.UUID] = field(default_factory=dict)
    pairs: dict[tuple[str, str], KnownRow] = field(default_factory=dict)
    # What everyone is known by; and, hashed, what they were known by before an import changed it.
    marks: dict[str, set[Mark]] = field(default_factory=dict)
    earlier: dict[str, set[Mark]] = field(default_factory=dict)
    # The ids of changes by session and day.
    days: dict[tuple[str, date], str] = field(default_factory=dict)
    external: dict[uuid.UUID, str] = field(default_factory=dict)

    def person(self, external_id: str) -> tuple[str, KnownRow] | None:
        """The person with this id, and in which of the three files they would stand."""
        for name in ("staff", "pupils", "carers"):
            if external_id in self.kinds[name]:
                return name, self.kinds[name][external_id]
        return None


Rows = list[dict[str, Any]]


def load(session: Session, setting_id: uuid.UUID, *, lock: bool) -> Known:
    """Read one setting. With `lock` its rows stay as they are until the transaction ends (also on PostgreSQL)."""

    def all_of(model: type[Base]) -> Rows:
        columns = [getattr(model, each.key) for each in sa.inspect(model).column_attrs]
        found = sa.select(*columns).order_by(model.id)
        return [dict(row) for row in session.execute(found.with_for_update() if lock else found).mappings()]

    set_scope(session, setting_id)
    known = Known(setting_id, is_new=False)
    models: dict[type[Base], None] = dict.fromkeys([*MODEL_OF.values(), RoleHolding])
    tables = {model: all_of(model) for model in models}
    before = remembered(session)
    set_scope(session, SYSTEM)
    for row in tables.pop(RoleHolding):
        known.roles.setdefault(row["person_id"], {})[row["role"]] = row["until_on"]
    for row in (row for rows in tables.values() for row in rows):
        known.external[row["id"]] = row["external_id"] or f"portal:{row['id']}"
    known.earlier = {known.external[person]: were for person, were in before.items() if person in known.external}
    _add_people(known, tables.pop(Person), tables.pop(Pupil))
    for kind in KINDS:
        for row in tables.get(MODEL_OF[kind.name], ()):
            _add(known, kind, row["external_id"], {MODEL_OF[kind.name]: row})
    return known


def _add_people(known: Known, people: Rows, pupils: Rows) -> None:
    kinds = {kind.name: kind for kind in KINDS}
    pupil_of = {row["person_id"]: row for row in pupils}
    for row in people:
        known.marks[known.external[row["id"]]] = marks(row)
        if row["email"]:
            known.emails[row["email"]] = row["id"]
        roles = known.roles.setdefault(row["id"], {})
        if row["id"] in pupil_of:
            _add(known, kinds["pupils"], row["external_id"], {Person: row, Pupil: pupil_of[row["id"]]})
            continue
        is_carer = Role.CARER in roles and not row["is_staff"] and not PROFESSIONALS & set(roles)
        kind = kinds["carers" if is_carer else "staff"]
        _add(known, kind, row["external_id"], {Person: row})


def _add(known: Known, kind: Kind, external_id: str | None, rows: dict[type[Base], dict[str, Any]]) -> None:
    made = KnownRow({model: row["id"] for model, row in rows.items()}, {}, {})
    # Carers and staff are the same table: somebody may move from one file to the other.
    tables = STAFF.tables if kind is CARERS else kind.tables
    for table in tables:
        row = rows[table.model]
        made.facts |= row
        for name, column in table.fields.items():
            value = row[name]
            made.values[column] = known.external.get(value, value) if isinstance(value, uuid.UUID) else value
    if external_id is not None:
        known.kinds[kind.name][external_id] = made
    if kind.name == "relationships":
        known.pairs[made.values["person"], made.values["pupil"]] = made
    if kind.name == "session_changes":
        known.days[made.values["session"], made.values["on"]] = known.external[made.facts["id"]]


def settings_by_id(session: Session) -> dict[str, uuid.UUID]:
    """Every setting's id by its external id."""
    rows: Iterable[Any] = session.execute(sa.select(Setting.external_id, Setting.id))
    return {row.external_id: row.id for row in rows}
