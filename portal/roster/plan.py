"""What an import would do: each row beside what the portal knows. Nothing is written here."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portal.access.policy import Role
from portal.models import Person
from portal.roster import restrictions
from portal.roster.book import Book
from portal.roster.columns import Blank, Kind
from portal.roster.kinds import KINDS, PEOPLE
from portal.roster.known import KnownRow
from portal.roster.rows import Row


@dataclass
class Step:
    """What happens to one row: `known` is None for a new one; `values` holds everything, or only what changes."""

    row: Row
    known: KnownRow | None
    values: dict[str, Any]
    roles: tuple[Role, ...] = ()
    takes_access_away: bool = False

    @property
    def changed(self) -> list[str]:
        """The columns that change."""
        return sorted([*self.values, *(["roles"] if self.roles else [])])


@dataclass(frozen=True)
class Kept:
    """Something the file says that an import does not do."""

    file: str
    line: int
    id: str
    column: str
    why: str


@dataclass
class Plan:
    """All steps of one setting."""

    book: Book
    today: date
    added: list[Step] = field(default_factory=list)
    changed: list[Step] = field(default_factory=list)
    unchanged: list[Row] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    # What somebody should look at: nothing is wrong, but it may be.
    look_at: list[str] = field(default_factory=list)
    # The ids of rows that the portal has and the file does not, by kind: nothing happens to them.
    missing: dict[str, list[str]] = field(default_factory=dict)


def make_plan(book: Book, kinds: set[str], today: date) -> Plan:
    """Compare every row of a setting; `kinds` are the kinds of files that the folder has."""
    plan = Plan(book, today)
    positions: dict[str, int] = {}
    for row in book.all_rows():
        positions[row.kind.name] = positions.get(row.kind.name, 0) + 1
        _take(plan, row, positions[row.kind.name])
    for kind in KINDS:
        if kind.name in kinds and kind.name != "settings":
            plan.missing[kind.name] = sorted(_missing(book, kind, today))
    return plan


def _take(plan: Plan, row: Row, position: int) -> None:
    known = plan.book.known_row(row.kind.name, row.id)
    values = dict(row.values) | _derived(plan.book, row, position)
    values = {name: value for name, value in values.items() if name not in ("id", "setting", "roles")}
    roles = _new_roles(plan, row, known)
    if known is None:
        for column in row.kind.columns:
            if column.name not in ("id", "setting", "roles"):
                values.setdefault(column.name, column.blank)
        whole = {name: plan.today if value is Blank.TODAY else value for name, value in values.items()}
        plan.added.append(Step(row, None, whole, roles))
        plan.look_at += _namesakes(plan.book, row)
        return
    step = Step(row, known, _changes(plan, row, known, values), roles)
    if step.values or step.roles:
        plan.changed.append(step)
        step.takes_access_away = _takes_access_away(step, plan.today)
    else:
        plan.unchanged.append(row)


def _namesakes(book: Book, row: Row) -> Iterator[str]:
    """A new member of staff with the name of an adult without contact: usually chance, so it is only said."""
    if row.kind.name == "staff":
        for adult in sorted(book.barred):
            if adult != row.id and book.name_of(adult) == book.name_of(row.id):
                yield (
                    f"{row.file}, line {row.line} ({row.id}): somebody of the same name (the id {adult}) must have no "
                    "contact with a pupil here. Is it another person?"
                )


def _changes(plan: Plan, row: Row, known: KnownRow, values: dict[str, Any]) -> dict[str, Any]:
    """What differs, without what an import does not do."""
    changes = {
        name: value
        for name, value in values.items()
        if value is not Blank.TODAY and name in known.values and known.values[name] != value
    }
    if known.facts.get("external_id") is None and row.kind.name != "settings":
        changes["id"] = row.id
    kept = restrictions.keep(row.kind.name, known.values, known.facts, changes, values, plan.today)
    if row.id in plan.book.barred and "email" in changes and not changes["email"]:
        del changes["email"]
        kept["email"] = "contact with a pupil is none, and by their address they are known again under another id"
    plan.kept += [Kept(row.file, row.line, row.id, column, why) for column, why in kept.items()]
    return changes


def _derived(book: Book, row: Row, position: int) -> dict[str, Any]:
    """Values that follow from others."""
    match row.kind.name:
        case "help_numbers" | "independent_help":
            return {"position": position}
        case "staff":
            return {"is_staff": book.is_staff(row.id)}
        case _:
            return {}


def _new_roles(plan: Plan, row: Row, known: KnownRow | None) -> tuple[Role, ...]:
    """The roles a person does not hold yet. A role that was given an end is not given again, and none is taken."""
    if row.kind.name not in PEOPLE:
        return ()
    said: set[Role] = {"pupils": {Role.PUPIL}, "carers": {Role.CARER}}.get(row.kind.name) or set(
        row.values.get("roles") or ()
    )
    held = plan.book.known.roles.get(known.ids[Person], {}) if known else {}
    for role, until in held.items():
        if role in said and until is not None:
            plan.kept.append(Kept(row.file, row.line, row.id, "roles", f"the role {role} was given an end"))
        if role not in said and until is None and "roles" in row.values:
            plan.kept.append(Kept(row.file, row.line, row.id, "roles", f"an import takes no role away ({role})"))
    return tuple(sorted(said - set(held)))


def _takes_access_away(step: Step, today: date) -> bool:
    before = step.known.values if step.known else {}
    if step.row.kind.name == "relationships":
        return restrictions.takes_access_away(before, before | step.values, today)
    left = step.values.get("left_on")
    return bool(step.row.kind.name in PEOPLE and left and left <= today)


def _missing(book: Book, kind: Kind, today: date) -> Iterator[str]:
    """The ids the file does not have, without what is over."""
    over = {"term_dates": "until_on", "relationships": "until_on", "placements": "ended_on", "sessions": "until_on"}
    column = "on" if kind.name == "session_changes" else over.get(kind.name, "left_on")
    for external_id, known in book.known.kinds[kind.name].items():
        last = known.values.get(column)
        among = PEOPLE if kind.name in PEOPLE else (kind.name,)
        if (last is None or last >= today) and not any(external_id in book.rows[each] for each in among):
            yield external_id
