"""One setting as it would be: what the files say, laid over what the portal knows."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from portal.access.policy import Role
from portal.models import Base, Contact, ParentalResponsibility, Person, Setting
from portal.roster.folder import Roster
from portal.roster.kinds import KINDS, PEOPLE
from portal.roster.known import Known, KnownRow
from portal.roster.marks import NAME, Mark, hashed, marks
from portal.roster.places import SETTINGS
from portal.roster.problems import Problem
from portal.roster.rows import Row

# Who works here without being the setting's own staff: families do not see their faces, unless the file says so.
VISITORS = frozenset({Role.LINK_TEACHER, Role.SOCIAL_WORKER, Role.FACILITATOR, Role.CARER})
KINDS_OF: dict[type[Base], tuple[str, ...]] = {
    model: tuple(kind.name for kind in KINDS if any(table.model is model for table in kind.tables))
    for model in {table.model for kind in KINDS for table in kind.tables}
}


@dataclass
class Book:
    """The rows of one setting, by kind and id, and the ids they have or will have."""

    setting: str
    known: Known
    # The kinds of files that could not be read.
    unread: set[str] = field(default_factory=set)
    rows: dict[str, dict[str, Row]] = field(default_factory=lambda: {kind.name: {} for kind in KINDS})
    _new: dict[tuple[type[Base], str], uuid.UUID] = field(default_factory=dict)

    def all_rows(self) -> Iterator[Row]:
        """Every row, in the order in which they are written."""
        for rows in self.rows.values():
            yield from rows.values()

    def known_row(self, kind: str, external_id: str) -> KnownRow | None:
        """The row of the portal that a row of a file is about. Relationships are also known by adult and child."""
        found = self.known.kinds[kind].get(external_id)
        if found is None and kind in PEOPLE:
            person = self.known.person(external_id)
            return person[1] if person and person[0] != "pupils" and kind != "pupils" else None
        if found is None and kind == "relationships" and external_id in self.rows[kind]:
            values = self.rows[kind][external_id].values
            found = self.known.pairs.get((values.get("person", ""), values.get("pupil", "")))
            return found if found and found.facts["external_id"] is None else None
        return found

    def merged(self, kind: str, external_id: str) -> dict[str, Any] | None:
        """A row's values by column: the portal's, with the file's over them. None when neither has the id."""
        row, known = self.rows[kind].get(external_id), self.known.kinds[kind].get(external_id)
        if row is None and known is None:
            return None
        return (known.values if known else {}) | (row.values if row else {})

    @cached_property
    def pairs_without_contact(self) -> set[tuple[str, str]]:
        """The adults and children between whom there is no contact, as the portal or the file has it."""
        written = {
            (row.values.get("person") or "", row.values.get("pupil") or "")
            for row in self.rows["relationships"].values()
            if row.values.get("contact") is Contact.NONE
        }
        return written | {pair for pair, row in self.known.pairs.items() if row.values["contact"] is Contact.NONE}

    @cached_property
    def barred(self) -> set[str]:
        """The adults who have no contact with some pupil, as the portal or the file has it."""
        return {adult for adult, _pupil in self.pairs_without_contact}

    @cached_property
    def barred_marks(self) -> dict[Mark, set[str]]:
        """By which address or phone, hashed, such an adult is known again, even under another id."""
        found: dict[Mark, set[str]] = {}
        for adult in self.barred:
            for mark in self.all_marks_of(adult):
                if mark[0] != NAME:
                    found.setdefault(mark, set()).add(adult)
        return found

    @cached_property
    def restricted(self) -> dict[tuple[Mark, str], list[tuple[str, str]]]:
        """The pairs of the portal that are not simply open, by what the adult is known by and the name of the child."""
        found: dict[tuple[Mark, str], list[tuple[str, str]]] = {}
        for pair, row in self.known.pairs.items():
            is_open = row.values["contact"] is Contact.OPEN and row.values["until_on"] is None
            if not is_open or row.values["parental_responsibility"] is ParentalResponsibility.NO:
                for mark in self.all_marks_of(pair[0]):
                    found.setdefault((mark, self.name_of(pair[1])), []).append(pair)
        return found

    def all_marks_of(self, external_id: str) -> set[Mark]:
        """What a person is, will be and ever was known by, hashed."""
        now = self.marks_of(external_id) | self.known.marks.get(external_id, set())
        return {hashed(mark) for mark in now} | self.known.earlier.get(external_id, set())

    def marks_of(self, external_id: str) -> set[Mark]:
        """What a person is known by: the file's, and what it does not say the portal's."""
        row = next((self.rows[kind][external_id] for kind in PEOPLE if external_id in self.rows[kind]), None)
        written = marks(row.values) if row else set()
        said = {what for what, _value in written}
        return written | {mark for mark in self.known.marks.get(external_id, ()) if mark[0] not in said}

    def name_of(self, external_id: str) -> str:
        """A person's whole name, as it is compared."""
        return next((value for what, value in self.marks_of(external_id) if what == NAME), "")

    def roles(self, external_id: str) -> set[Role]:
        """The roles a person will hold."""
        found = self.known.person(external_id)
        held = set(self.known.roles.get(found[1].ids[Person], {})) if found else set()
        if external_id in self.rows["carers"]:
            return held | {Role.CARER}
        row = self.rows["staff"].get(external_id)
        return held | set(row.values.get("roles") or ()) if row else held

    def is_staff(self, external_id: str) -> bool:
        """True for the setting's own staff, whose faces families may see: as the file says, or by their roles."""
        row, known = self.rows["staff"].get(external_id), self.known.kinds["staff"].get(external_id)
        said = row.values.get("is_staff") if row else None
        if said is None and known and (row is None or "is_staff" not in row.values):
            said = known.values["is_staff"]
        if said is None:
            roles = set(row.values.get("roles") or ()) if row else set()
            return row is not None and (not roles or bool(roles - VISITORS))
        return bool(said)

    def has(self, kinds: tuple[str, ...], external_id: str) -> bool:
        """True when a row of one of these kinds has this id."""
        return any(external_id in self.rows[kind] or external_id in self.known.kinds[kind] for kind in kinds)

    def uuid_of(self, model: type[Base], external_id: str) -> uuid.UUID:
        """The id in one of our tables that belongs to an id of the other system; a new one for a new row."""
        if model is Setting:
            return self.known.setting_id
        for kind in KINDS_OF[model]:
            known = self.known.kinds[kind].get(external_id)
            if known:
                return known.ids[model]
        key = (model, external_id)
        if key not in self._new:
            self._new[key] = uuid.uuid4()
        return self._new[key]


def open_books(roster: Roster, load: Callable[[str], Known | None]) -> tuple[list[Book], list[Problem]]:
    """Sort the rows of all files by setting. `load` gives what the portal knows of one, or None.

    Only settings that the files are about are loaded.
    """
    here = {row.id for row in roster.rows(SETTINGS)}
    only = next(iter(here)) if len(here) == 1 else ""
    shelf: dict[str, Book | None] = {}
    problems: list[Problem] = []
    for kind in KINDS:
        for row in roster.rows(kind):
            name = row.id if kind is SETTINGS else row.raw.get("setting") or only
            if name not in shelf:
                known = load(name) or (Known(uuid.uuid4()) if name in here else None)
                shelf[name] = Book(name, known, roster.unread) if known else None
            problems += () if shelf[name] is None and "settings" in roster.unread else _put(row, name, shelf[name])
    return [book for book in shelf.values() if book and any(book.rows.values())], problems


def _put(row: Row, name: str, book: Book | None) -> Iterator[Problem]:
    """Give a row to its setting; says what is wrong when there is none, or when the id is taken."""
    if not row.id:
        return  # said when the cell was read
    if book is None:
        sentence = (
            "No setting has this id. The ids are in the column id of settings.csv."
            if name
            else "This row must say which setting it belongs to. Fill the cell with an id from settings.csv."
        )
        yield row.problem("setting", sentence)
        return
    kinds = PEOPLE if row.kind.name in PEOPLE else (row.kind.name,)
    other = next((book.rows[kind][row.id] for kind in kinds if row.id in book.rows[kind]), None)
    if other:
        shared = ": staff, pupils and carers share one list." if len(kinds) > 1 else "."
        sentence = (
            f"This id stands in {other.file}, line {other.line}, already. Each row needs an id of its own{shared}"
        )
        yield row.problem("id", sentence)
        return
    book.rows[row.kind.name][row.id] = row
