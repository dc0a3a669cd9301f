"""People: a list of pupils with the adults around them, and one person."""

import unicodedata
import uuid
from collections.abc import Collection
from typing import TypeVarTuple

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from portal import clock
from portal.access.policy import Role
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import Person, Placement, Pupil, Relationship, RoleHolding
from portal.visibility import people_looked_after_by, pupils_visible_to, relationships_visible_to

PER_PAGE = 25
Row = TypeVarTuple("Row")


def count_pupils(*, viewer: Viewer) -> int:
    """How many pupils this person may see."""
    return db.session.scalar(sa.select(sa.func.count(Pupil.id)).where(pupils_visible_to(viewer))) or 0


def list_pupil_ids(page: int, *, viewer: Viewer) -> list[uuid.UUID]:
    """The pupils of one page (the first is 1), by last name."""
    ids = sa.select(Pupil.id).join(Pupil.person).where(pupils_visible_to(viewer))
    return list(db.session.scalars(_by_name(ids).limit(PER_PAGE).offset((page - 1) * PER_PAGE)))


def list_pupil_ids_named(name: str, *, viewer: Viewer) -> list[uuid.UUID]:
    """The pupils whose name, or the name of an adult around them, holds these words; accents and case do not matter.

    Compared here and not by the database, because SQLite does not know that ż is a letter.
    """
    own = sa.select(Pupil.id, Person.first_name, Person.last_name).join(Pupil.person).where(pupils_visible_to(viewer))
    around = (
        sa.select(Relationship.pupil_id, Person.first_name, Person.last_name)
        .join(Person, Person.id == Relationship.person_id)
        .where(relationships_visible_to(viewer))
        .order_by(Person.last_name, Person.first_name)
    )
    wanted = _plain(name).split()
    found = [row[0] for row in (*db.session.execute(_by_name(own)), *db.session.execute(around)) if _fits(row, wanted)]
    return list(dict.fromkeys(found))


def list_pupils(ids: Collection[uuid.UUID], *, viewer: Viewer) -> list[Pupil]:
    """These pupils with their names, by last name."""
    pupils = sa.select(Pupil).join(Pupil.person).options(contains_eager(Pupil.person))
    return list(db.session.scalars(_by_name(pupils.where(Pupil.id.in_(ids), pupils_visible_to(viewer)))))


def list_placements(ids: Collection[uuid.UUID], *, viewer: Viewer) -> list[Placement]:
    """Where these pupils are now, each with the key worker and the site; the newest first."""
    now = sa.or_(Placement.ended_on.is_(None), Placement.ended_on >= clock.today())
    placements = sa.select(Placement).join(Placement.pupil).where(Placement.pupil_id.in_(ids), now)
    loaded = placements.options(joinedload(Placement.key_worker), joinedload(Placement.site))
    return list(db.session.scalars(loaded.where(pupils_visible_to(viewer)).order_by(Placement.starts_on.desc())))


def list_staff(*, viewer: Viewer) -> list[Person]:
    """Everyone who works here or comes with a job, whose signing in this person looks after, by last name."""
    professional = sa.select(RoleHolding.person_id).where(RoleHolding.role.not_in([Role.PUPIL, Role.CARER]))
    staff = sa.select(Person).where(sa.or_(Person.is_staff, Person.id.in_(professional)))
    loaded = staff.options(selectinload(Person.roles))
    return list(db.session.scalars(_by_name(loaded.where(people_looked_after_by(viewer)))))


def get_person(person_id: uuid.UUID, *, viewer: Viewer) -> Person:
    """Somebody whose signing in this person looks after, with their roles. NoResultFound for anybody else."""
    person = sa.select(Person).where(Person.id == person_id, people_looked_after_by(viewer))
    return db.session.scalars(person.options(selectinload(Person.roles))).one()


def list_pupil_ids_around(person_id: uuid.UUID, *, viewer: Viewer) -> list[uuid.UUID]:
    """The pupils this person is, or is an adult around; only those the viewer may see."""
    adult = sa.select(Relationship.pupil_id).where(Relationship.person_id == person_id)
    pupils = sa.select(Pupil.id).where(sa.or_(Pupil.person_id == person_id, Pupil.id.in_(adult)))
    return list(db.session.scalars(pupils.where(pupils_visible_to(viewer)).order_by(Pupil.id)))


def list_names(ids: Collection[uuid.UUID | None], *, viewer: Viewer) -> dict[uuid.UUID, str]:
    """First and last names of these people, for those of them the viewer may see."""
    wanted = {one for one in ids if one}
    names = sa.select(Person.id, Person.first_name, Person.last_name).where(
        Person.id.in_(wanted), Person.setting_id == viewer.setting_id
    )
    return {row.id: f"{row.first_name} {row.last_name}".strip() for row in db.session.execute(names)}


def _by_name(rows: sa.Select[*Row]) -> sa.Select[*Row]:
    return rows.order_by(Person.last_name, Person.first_name, Person.id)


def _plain(name: str) -> str:
    """In small letters without accents; ł and ø are letters of their own, so they are named."""
    spread = unicodedata.normalize("NFKD", name.casefold().replace("ł", "l").replace("ø", "o"))
    return "".join(sign for sign in spread if not unicodedata.combining(sign))


def _fits(row: sa.Row[uuid.UUID, str, str], wanted: list[str]) -> bool:
    name = _plain(f"{row[1]} {row[2]}")
    return bool(wanted) and all(word in name for word in wanted)
