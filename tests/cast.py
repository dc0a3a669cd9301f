"""The people every test knows: the cast of Orchard Row, as in the demo and in the documentation.

Maya's mother is Leila; Dan is her father and must get nothing. Zofia and Jakub are Tomasz's. Rohan's parents, Priya
and Arjun, are separated and have equal rights. Tyler lives with Grace; Amara is his social worker. Mr Okoro looks after
Maya, Zofia and Jakub, Ms Lewis after Rohan and Tyler. Ms Byrne leads safeguarding, Mr Khan stands in for her, Ms Rees
is the head, Ms Patel coordinates. Mr Hughes teaches at Northfield School. Joanna runs the parent groups. Quinn
coordinates another setting and must see nothing of this one. Anna and Ben teach and have no sign-in.

Ids follow from the names, so a test needs no look-up: `person("maya")`, `pupil("maya")`.
"""

import uuid
from datetime import date

from sqlalchemy.orm import Session

from portal.access.policy import Role
from portal.database import SYSTEM, db
from portal.models import (
    Contact,
    OrderType,
    ParentalResponsibility,
    Person,
    Placement,
    Pupil,
    Relationship,
    RelationshipKind,
    RoleHolding,
    Setting,
    Site,
)

NAMESPACE = uuid.UUID("6f1c4a52-3a0e-4c0b-9a55-0c5f7a1f0e77")
# Everyone arrived on this day; the tests' own day is later (tests/support/time.py).
SINCE = date(2026, 9, 1)

# slug: first name, last name, language, job as a family reads it, roles
PEOPLE: dict[str, tuple[str, str, str, str, tuple[Role, ...]]] = {
    "maya": ("Maya", "Haddad", "en", "", (Role.PUPIL,)),
    "zofia": ("Zofia", "Nowak", "en", "", (Role.PUPIL,)),
    "jakub": ("Jakub", "Nowak", "en", "", (Role.PUPIL,)),
    "rohan": ("Rohan", "Mehta", "en", "", (Role.PUPIL,)),
    "tyler": ("Tyler", "Marsh", "en", "", (Role.PUPIL,)),
    "leila": ("Leila", "Haddad", "ar", "", (Role.CARER,)),
    "dan": ("Dan", "Foster", "en", "", (Role.CARER,)),
    "tomasz": ("Tomasz", "Nowak", "pl", "", (Role.CARER,)),
    "priya": ("Priya", "Mehta", "en", "", (Role.CARER,)),
    "arjun": ("Arjun", "Mehta", "en", "", (Role.CARER,)),
    "grace": ("Grace", "Adeyemi", "en", "", (Role.CARER,)),
    "amara": ("Amara", "Diallo", "en", "Social worker", (Role.SOCIAL_WORKER,)),
    "okoro": ("Sam", "Okoro", "en", "Key worker", (Role.KEY_WORKER,)),
    "lewis": ("Hana", "Lewis", "en", "Key worker", (Role.KEY_WORKER,)),
    "byrne": ("Ruth", "Byrne", "en", "Safeguarding lead", (Role.SAFEGUARDING_LEAD,)),
    "khan": ("Amir", "Khan", "en", "Deputy safeguarding lead", (Role.DEPUTY_SAFEGUARDING_LEAD,)),
    "rees": ("Carys", "Rees", "en", "Head", (Role.HEAD,)),
    "patel": ("Nisha", "Patel", "en", "Coordinator", (Role.COORDINATOR,)),
    "hughes": ("Owen", "Hughes", "en", "Teacher at Northfield School", (Role.LINK_TEACHER,)),
    "joanna": ("Joanna", "Price", "en", "Runs the parent groups", (Role.FACILITATOR,)),
    "anna": ("Anna", "Clarke", "en", "English teacher", ()),
    "ben": ("Ben", "Turner", "en", "Maths teacher", ()),
    "quinn": ("Quinn", "Walsh", "en", "Coordinator", (Role.COORDINATOR,)),
}
STAFF = frozenset({"okoro", "lewis", "byrne", "khan", "rees", "patel", "joanna", "anna", "ben", "quinn"})
ELSEWHERE = frozenset({"quinn"})
SLUGS = tuple(slug for slug, row in PEOPLE.items() if row[4])

# pupil: year group, key worker, tier, minutes a week
PUPILS = {
    "maya": (9, "okoro", 2, 900),
    "zofia": (4, "okoro", 3, 900),
    "jakub": (7, "okoro", 2, 600),
    "rohan": (6, "lewis", 1, 1500),
    "tyler": (10, "lewis", 3, 600),
}

_YES, _NO, _COUNCIL = ParentalResponsibility.YES, ParentalResponsibility.NO, ParentalResponsibility.COUNCIL
_ALL = {"sees_timetable": True, "sees_plan": True, "sees_attendance": True, "gets_messages": True, "may_agree": True}
# adult, pupil, kind, parental responsibility, contact, what else differs from "nothing given"
RELATIONSHIPS: list[tuple[str, str, RelationshipKind, ParentalResponsibility, Contact, dict[str, object]]] = [
    ("leila", "maya", RelationshipKind.MOTHER, _YES, Contact.OPEN, {**_ALL, "lives_with": True}),
    # Everything was given before the order; the order alone must stop all of it.
    ("dan", "maya", RelationshipKind.FATHER, _YES, Contact.NONE, {**_ALL, "order_type": OrderType.NON_MOLESTATION}),
    ("tomasz", "zofia", RelationshipKind.FATHER, _YES, Contact.OPEN, {**_ALL, "lives_with": True}),
    ("tomasz", "jakub", RelationshipKind.FATHER, _YES, Contact.OPEN, {**_ALL, "lives_with": True}),
    ("priya", "rohan", RelationshipKind.MOTHER, _YES, Contact.OPEN, {**_ALL, "lives_with": True}),
    ("arjun", "rohan", RelationshipKind.FATHER, _YES, Contact.OPEN, {**_ALL}),
    (
        "grace",
        "tyler",
        RelationshipKind.FOSTER_CARER,
        _NO,
        Contact.OPEN,
        {**_ALL, "may_agree": False, "is_education_parent": True, "lives_with": True},
    ),
    (
        "amara",
        "tyler",
        RelationshipKind.SOCIAL_WORKER,
        _COUNCIL,
        Contact.OPEN,
        {**_ALL, "order_type": OrderType.CARE_ORDER},
    ),
]


def setting(name: str = "orchard-row") -> uuid.UUID:
    """The id of a setting of the tests: orchard-row, or riverbank, where Quinn is."""
    return uuid.uuid5(NAMESPACE, f"setting {name}")


def person(slug: str) -> uuid.UUID:
    """The id of somebody of the cast."""
    return uuid.uuid5(NAMESPACE, f"person {slug}")


def pupil(slug: str) -> uuid.UUID:
    """The id of the pupil record of somebody of the cast."""
    return uuid.uuid5(NAMESPACE, f"pupil {slug}")


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
    for name, words in (("orchard-row", "Orchard Row"), ("riverbank", "Riverbank")):
        session.add(Setting(id=setting(name), external_id=name, name=words, phone="01632 960 100"))
    session.flush()
    session.add(Site(id=site(), setting_id=setting(), name="Mill Lane", external_id="mill-lane"))


def _people(session: Session) -> None:
    for slug, (first, last, language, job, roles) in PEOPLE.items():
        where = setting("riverbank" if slug in ELSEWHERE else "orchard-row")
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
    for slug, (year, key_worker, tier, minutes) in PUPILS.items():
        session.add(
            Pupil(id=pupil(slug), setting_id=setting(), person_id=person(slug), external_id=slug, year_group=year)
        )
        session.flush()
        session.add(
            Placement(
                setting_id=setting(),
                pupil_id=pupil(slug),
                key_worker_id=person(key_worker),
                site_id=site(),
                tier=tier,
                weekly_minutes=minutes,
                starts_on=SINCE,
            )
        )
    for adult, child, kind, responsibility, contact, rest in RELATIONSHIPS:
        session.add(
            Relationship(
                id=relationship(adult, child),
                setting_id=setting(),
                pupil_id=pupil(child),
                person_id=person(adult),
                kind=kind,
                parental_responsibility=responsibility,
                contact=contact,
                from_on=SINCE,
                **rest,
            )
        )


__all__ = ["PEOPLE", "SLUGS", "arrive", "person", "pupil", "relationship", "setting", "site"]
