"""One row of every table for a family, with a word of its own in every text column: what must never reach others.

A new table is filled by itself. `mark(session, "rohan")` is the family of Rohan, Priya and Arjun; `"elsewhere"` is a
family, a site, a calendar and staff of Millbrook, the other setting.
"""

import itertools
import re
import uuid
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from portal import clock
from portal.models import (
    Attempt,
    AuditEntry,
    AuditPupil,
    Base,
    HelpNumber,
    IndependentHelp,
    Person,
    Policy,
    Pupil,
    RoleHolding,
    Setting,
)
from portal.models.base import UtcTime
from tests import cast

# zq, whose (r: Rohan's family, e: elsewhere), a number, zq. Small letters, because an e-mail is kept in them.
# A word by itself: among thousands of tokens drawn at random one holds these letters by chance.
MARK = re.compile(r"(?<!\w)zq[re]\d+zq(?!\w)", re.I)
# Nobody's: counts without a person; the record, which is about looks; a setting's name and number and the councils'
# numbers, which stand on the public page of help.
NOT_A_FAMILYS = (Attempt, AuditEntry, AuditPupil, HelpNumber, Setting)
# Not words: what the code reads as JSON, as it is when there is nothing in it.
JSON = {"hashes": "{}", "facts": "{}", "steps": "[]"}
# Not words: what the code itself looks up.
LOOKED_UP = frozenset(
    {
        "body",
        "energy",
        "feelings",
        "how",
        "language",
        "picture",
        "stand_in",
        "fields",
        "what",
        "page",
        "needs",
        "letter",
        "sealed",
        "talk",
        "where",
        "earlier",
        "totp_seed",
        "pin_hash",
        "lifted",
        *JSON,
    }
)
# The setting's own words, which everyone in it reads: Rohan's family has no row there that others may not see.
OF_THE_HOUSE = (IndependentHelp, Policy)
# What is read about a group, and what those who run it are called there, is for everybody who finds groups.
READ_BY_ALL = frozenset({"support_group_words", "support_group_leader"})
ADULTS = {"rohan": ("priya", "arjun"), "elsewhere": ("nadia",)}
_FIXED: dict[str, Any] = {"starts": time(9), "ends": time(10), "from_on": cast.SINCE, "on": None, "weekday": 2}


@dataclass
class Family:
    """Whose rows these are, and how their words begin."""

    name: str
    letter: str
    setting_id: uuid.UUID
    child: uuid.UUID
    pupil: uuid.UUID
    adults: tuple[uuid.UUID, ...]
    staff: uuid.UUID
    number: "itertools.count[int]" = field(default_factory=itertools.count)
    # Where each word stands: "person.email of priya", "timetable_session.note".
    words: dict[str, str] = field(default_factory=dict)

    def word(self, column: str, where: str = "") -> str:
        """The next word; an address where an address must stand."""
        mark = f"zq{self.letter}{next(self.number)}zq"
        self.words[mark] = where
        return f"{mark}@example.org" if column == "email" else mark

    def named(self, table: str, row: dict[str, Any], column: str) -> str:
        """Where a word stands; for a row of one person, whose it is."""
        slugs = {cast.person(slug): slug for slug in ("rohan", "noor", *ADULTS["rohan"], *ADULTS["elsewhere"])}
        whose = slugs.get(row["id"] if table == "person" else row.get("person_id"), "")
        return f"{table}.{column}" + (f" of {whose}" if whose else "")

    @property
    def people(self) -> tuple[uuid.UUID, ...]:
        """The child and the adults."""
        return (self.child, *self.adults)


def family(name: str) -> Family:
    """The family of Rohan, or the one elsewhere (whose ids follow from names too)."""
    adults = tuple(cast.person(slug) for slug in ADULTS[name])
    if name == "rohan":
        return Family(
            name, "r", cast.setting(), cast.person("rohan"), cast.pupil("rohan"), adults, cast.person("lewis")
        )
    here = cast.setting("millbrook")
    return Family(name, "e", here, cast.person("noor"), cast.pupil("noor"), adults, cast.person("quinn"))


def mark(session: Session, name: str, *, names: bool = True) -> Family:
    """Give the family a row in every table, and put a word of its own into every text column of theirs.

    Without `names` people keep theirs: the house rules know the names of the cast.
    """
    whose = family(name)
    _people(session, whose)
    for mapper in sorted(Base.registry.mappers, key=lambda each: _order(each.local_table)):
        shared = OF_THE_HOUSE if name == "rohan" else ()
        if not issubclass(mapper.class_, (*NOT_A_FAMILYS, *shared, Person, Pupil, RoleHolding)):
            _one_more(session, mapper.class_, whose)
    _put_words(session, whose, without=set() if names else {"first_name", "last_name"})
    return whose


def words_in(answer: TestResponse) -> frozenset[str]:
    """The marked words of an answer: in what is read, and in what stands around it."""
    return frozenset(MARK.findall(answer.get_data().decode("utf-8", "replace") + str(answer.headers)))


def rows_of(session: Session, whose: Family) -> dict[str, list[dict[str, Any]]]:
    """Every row that names one of the family or stands in their setting alone, by table."""
    found: dict[str, list[dict[str, Any]]] = {}
    known = {*whose.people, whose.pupil}
    for mapper in sorted(Base.registry.mappers, key=lambda each: _order(each.local_table)):
        if issubclass(mapper.class_, NOT_A_FAMILYS):
            continue
        rows = [dict(row) for row in session.execute(sa.select(mapper.local_table)).mappings()]
        theirs = [row for row in rows if _is_theirs(row, whose, known)]
        known |= {row["id"] for row in theirs}
        found[mapper.local_table.name] = theirs  # type: ignore[attr-defined]
    return found


def _is_theirs(row: dict[str, Any], whose: Family, known: set[uuid.UUID]) -> bool:
    if whose.name == "elsewhere":
        return bool(row.get("setting_id") == whose.setting_id)
    return any(value in known for name, value in row.items() if name == "id" or name.endswith("_id"))


def _order(table: Any) -> int:
    return list(Base.metadata.sorted_tables).index(table)


def _people(session: Session, whose: Family) -> None:
    if whose.name == "rohan":
        return
    for number, one in enumerate(whose.people):
        session.add(
            Person(id=one, setting_id=whose.setting_id, first_name="x", last_name="x", external_id=f"x{number}")
        )
    session.flush()
    roles = ["pupil", *["carer"] * len(whose.adults)]
    for one, role in zip(whose.people, roles, strict=True):
        session.add(RoleHolding(setting_id=whose.setting_id, person_id=one, role=role))
    session.add(Pupil(id=whose.pupil, setting_id=whose.setting_id, person_id=whose.child, year_group=5))
    session.flush()


def _one_more(session: Session, model: type[Base], whose: Family) -> None:
    """A row of this table, unless it may hold only one that is there already."""
    table = model.__table__
    values = {column.name: _value(session, column, whose) for column in table.columns if column.name != "id"}
    # Nothing has ended, been used or been answered: these rows count.
    for name in ("answered_by_id", "is_confirmed", "left_on", "until_on", "ended_on", *_moments(table)):
        values.pop(name, None)
    if "until_on" in table.columns and not table.columns["until_on"].nullable:
        values["until_on"] = clock.today()
    with session.begin_nested() as step:
        try:
            session.execute(sa.insert(table).values(id=uuid.uuid4(), **values))
        except sa.exc.IntegrityError:
            step.rollback()


def _moments(table: Any) -> list[str]:
    return [column.name for column in table.columns if column.nullable and column.name.endswith("_at")]


# Rows of the setting, of which each family has its own: which column says whose.
_WHOSE = {
    "news": "by_id",
    "support_group": "made_by_id",
    "support_group_member": "person_id",
    "support_group_post": "person_id",
}


def _value(session: Session, column: sa.Column[Any], whose: Family) -> Any:
    if column.foreign_keys:
        return _pointed_to(session, column, whose)
    if column.name in _FIXED:
        return _FIXED[column.name] or clock.today()
    if isinstance(column.type, sa.Enum):
        return next(iter(column.type.enum_class or ()))
    if isinstance(column.type, UtcTime):
        later = column.name.startswith("end") or (column.table.name, column.name) == ("reply_promise", "due_at")
        return clock.now() + timedelta(days=20) if later else clock.now()
    kinds = {bytes: whose.word("").encode(), bool: False, int: 1, date: clock.today(), uuid.UUID: uuid.uuid4()}
    kinds[time] = time(9)
    python = column.type.python_type
    if python is str:
        if whose.name == "rohan" and column.table.name in READ_BY_ALL and column.name != "language":
            return "Tea"
        looked_up = {**dict.fromkeys(LOOKED_UP, ""), **JSON, "page": "home.today", "language": "en"}
        return looked_up[column.name] if column.name in looked_up else whose.word(column.name)
    return kinds[python]


def _pointed_to(session: Session, column: sa.Column[Any], whose: Family) -> Any:
    target = next(iter(column.foreign_keys)).column.table
    staff = {"key_worker_id", "staff_id", "for_id", "asked_by_id", "uploaded_by_id", "link_teacher_id"}
    known = {"setting": whose.setting_id, "pupil": whose.pupil, "person": whose.adults[0]}
    if column.name in staff:
        return whose.staff
    if target.name in known:
        return known[target.name]
    theirs = sa.select(target.c.id).where(target.c.setting_id == whose.setting_id)
    if "pupil_id" in target.c:
        theirs = theirs.where(target.c.pupil_id == whose.pupil)
    if target.name in _WHOSE:
        theirs = theirs.where(target.c[_WHOSE[target.name]] == whose.adults[0])
    return session.execute(theirs.limit(1)).scalar()


def _put_words(session: Session, whose: Family, *, without: set[str]) -> None:
    """Each text column of each of their rows gets a word that stands nowhere else."""
    shared = {"site", "term_date", *READ_BY_ALL} if whose.name == "rohan" else set()
    for table, rows in rows_of(session, whose).items():
        columns = Base.metadata.tables[table].columns
        texts = {column.name for column in columns if isinstance(column.type, sa.Text)}
        words = sorted(texts - LOOKED_UP - without)
        for row in rows if table not in shared else []:
            values = {name: whose.word(name, whose.named(table, row, name)) for name in words}
            if values:
                session.execute(sa.update(columns.id.table).where(columns.id == row["id"]).values(**values))
