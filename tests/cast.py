"""The people every test knows: the cast of Orchard Row, as in the demo and in the documentation.

Maya's mother is Leila; Dan is her father and must get nothing. Zofia and Jakub are Tomasz's. Rohan's parents, Priya
and Arjun, are separated and have equal rights. Tyler lives with Grace; Amara is his social worker. Mr Okoro looks after
Maya, Zofia and Jakub, Ms Lewis after Rohan and Tyler. Ms Byrne leads safeguarding, Mr Khan stands in for her, Ms Rees
is the head, Ms Patel coordinates. Mr Hughes teaches at Northfield School. Joanna runs the parent groups. Quinn
coordinates another setting and must see nothing of this one. Anna and Ben teach and have no sign-in.

Who they are, and who is what to whom, is read from the demo's roster (portal/demo_setting), so that both are the same
people. Of Millbrook only Quinn is here; the timetable, the calendar and the numbers for danger are left to each test.

Ids follow from the names, so a test needs no look-up: `person("maya")`, `pupil("maya")`.
"""

import uuid
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy.orm import Session

from portal.access.policy import Role
from portal.database import SYSTEM, db
from portal.models import Person, Placement, Pupil, Relationship, RoleHolding, Setting, Site
from portal.returning.beginning import KIND_OF_TIER, begin
from portal.roster.book import VISITORS
from portal.roster.demo import FOLDER, write_roster
from portal.roster.folder import read_folder

NAMESPACE = uuid.UUID("6f1c4a52-3a0e-4c0b-9a55-0c5f7a1f0e77")
# Everyone arrived on this day; the tests' own day is later (tests/support/time.py).
SINCE = date(2026, 9, 1)
Rows = dict[str, dict[str, Any]]
# Orders come and go in the tests that are about them; the order alone must stop all that Dan was given.
GIVEN = (
    "kind", "parental_responsibility", "is_education_parent", "contact", "order_type", "lives_with", "collects",
    "sees_timetable", "sees_plan", "sees_attendance", "gets_messages", "may_agree",
)  # fmt: skip


def _read() -> dict[str, Rows]:
    """The rows of the demo's roster by file and id, without the other setting's; Quinn is kept."""
    with TemporaryDirectory() as folder:
        write_roster(FOLDER, Path(folder), SINCE)
        roster = read_folder(Path(folder))
    assert not roster.problems, roster.problems
    return {
        kind: {row.id: row.values for row in contents.rows if "millbrook" not in row.raw.values() or row.id == "quinn"}
        for kind, contents in roster.contents.items()
    }


_ROSTER = _read()


def _roles(values: dict[str, Any], kind: str) -> tuple[Role, ...]:
    return values["roles"] if kind == "staff" else (Role.PUPIL if kind == "pupils" else Role.CARER,)


# slug: first name, last name, language, job as a family reads it, roles
PEOPLE: dict[str, tuple[str, str, str, str, tuple[Role, ...]]] = {
    slug: (row["first_name"], row["last_name"], row["language"], row.get("job", ""), _roles(row, kind))
    for kind in ("pupils", "carers", "staff")
    for slug, row in _ROSTER[kind].items()
}
# Whose face families see.
STAFF = {slug for slug in _ROSTER["staff"] if not PEOPLE[slug][4] or set(PEOPLE[slug][4]) - VISITORS}
SLUGS = tuple(slug for slug, row in PEOPLE.items() if row[4])
PUPILS = _ROSTER["pupils"]
RELATIONSHIPS = _ROSTER["relationships"].values()


def setting(name: str = "orchard-row") -> uuid.UUID:
    """The id of a setting of the tests: orchard-row, or millbrook, where Quinn is."""
    return uuid.uuid5(NAMESPACE, f"setting {name}")


def person(slug: str) -> uuid.UUID:
    """The id of somebody of the cast."""
    return uuid.uuid5(NAMESPACE, f"person {slug}")


def pupil(slug: str) -> uuid.UUID:
    """The id of the pupil record of somebody of the cast."""
    return uuid.uuid5(NAMESPACE, f"pupil {slug}")


def placement(slug: str) -> uuid.UUID:
    """The id of the placement of somebody of the cast."""
    return uuid.uuid5(NAMESPACE, f"placement {slug}")


def site(name: str = "mill-lane") -> uuid.UUID:
    """The id of a site of Orchard Row."""
    return uuid.uuid5(NAMESPACE, f"site {name}")


def relationship(adult: str, child: str) -> uuid.UUID:
    """The id of the row that says who an adult is to a pupil."""
    return uuid.uuid5(NAMESPACE, f"relationship {adult} {child}")


def arrive(url: str) -> None:
    """Put everyone into an empty database that has the newest shape."""
    db.start(url)
    try:
        with db.work(SYSTEM, reason="the cast arrives") as session:
            _settings(session)
            _people(session)
            _pupils(session)
    finally:
        db.stop()


def _settings(session: Session) -> None:
    for name, words in (("orchard-row", "Orchard Row"), ("millbrook", "Millbrook")):
        session.add(Setting(id=setting(name), external_id=name, name=words, phone="01632 960 100"))
    session.flush()
    for slug, row in _ROSTER["sites"].items():
        session.add(Site(id=site(slug), setting_id=setting(), name=row["name"], external_id=slug))


def _people(session: Session) -> None:
    for slug, (first, last, language, job, roles) in PEOPLE.items():
        where = setting("millbrook" if slug == "quinn" else "orchard-row")
        session.add(
            Person(
                id=person(slug),
                setting_id=where,
                external_id=slug,
                first_name=first,
                last_name=last,
                email=None if Role.PUPIL in roles else f"{slug}@example.org",
                job=job,
                language=language,
                is_staff=slug in STAFF,
            )
        )
        session.flush()
        session.add_all(RoleHolding(setting_id=where, person_id=person(slug), role=role) for role in roles)


def _pupils(session: Session) -> None:
    for slug, row in PUPILS.items():
        year = row["year_group"]
        session.add(
            Pupil(id=pupil(slug), setting_id=setting(), person_id=person(slug), external_id=slug, year_group=year)
        )
    session.flush()
    for row in _ROSTER["placements"].values():
        session.add(
            Placement(
                id=placement(row["pupil"]),
                setting_id=setting(),
                pupil_id=pupil(row["pupil"]),
                key_worker_id=person(row["key_worker"]),
                site_id=site(row["site"]),
                tier=row["tier"],
                weekly_minutes=row["weekly_minutes"],
                planned_weeks=row.get("planned_weeks"),
                link_teacher_id=person(row["link_teacher"]) if row.get("link_teacher") else None,
                starts_on=SINCE,
            )
        )
        session.flush()
        of = {"setting_id": setting(), "pupil_id": pupil(row["pupil"]), "placement_id": placement(row["pupil"])}
        for model, begun in begin(KIND_OF_TIER[row["tier"]], begun_on=SINCE, **of):
            session.add(model(**begun))
            session.flush()
    for row in RELATIONSHIPS:
        session.add(
            Relationship(
                id=relationship(row["person"], row["pupil"]),
                setting_id=setting(),
                pupil_id=pupil(row["pupil"]),
                person_id=person(row["person"]),
                from_on=SINCE,
                **{name: row[name] for name in GIVEN},
            )
        )


__all__ = ["PEOPLE", "SLUGS", "arrive", "person", "placement", "pupil", "relationship", "setting", "site"]
