"""Who would read what somebody is about to say. It is shown to them before they send it, and kept as it was shown.

The pupil's key worker and those who keep children safe always read it, and the page says so. Beyond them nobody does
whom the writer did not choose, and nobody is offered who has no page on which they would find it. A carer is never
offered another carer, and no carer is ever shown that there is one.
"""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Self

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.access.policy import SAFEGUARDING, Role
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import (
    BETWEEN_TWO,
    Person,
    Place,
    Placement,
    Pupil,
    Relationship,
    RelationshipKind,
    RoleHolding,
    Voice,
)
from portal.visibility import relationship_is_open
from portal.visibility.conditions import is_of_today

# Where what was released to the school may also be said to it.
FOR_SCHOOL = (Place.GOAL_NOTE, Place.WAY)


@dataclass(frozen=True)
class Reader:
    """Somebody who reads it: how a family names them, and whose voice they are."""

    person_id: uuid.UUID
    first_name: str
    voice: Voice
    is_key_worker: bool = False
    # For the face of a member of staff.
    photo_id: uuid.UUID | None = None
    stand_in: str = ""

    @classmethod
    def of(cls, person: Person, voice: Voice, *, is_key_worker: bool = False) -> Self:
        """What a page shows of somebody."""
        return cls(person.id, person.first_name, voice, is_key_worker, person.photo_id, person.stand_in)


@dataclass(frozen=True)
class Audience:
    """Who reads what this writer says about this pupil: `always`, whom they `may_add`, who `also` does by a rule."""

    always: tuple[Reader, ...]
    may_add: tuple[Reader, ...]
    # Named with the words as if the writer had chosen them; a page says so before they are sent.
    also: tuple[Reader, ...] = ()

    @property
    def key_worker(self) -> Reader | None:
        """The pupil's key worker; None between two."""
        return next((reader for reader in self.always if reader.is_key_worker), None)

    def chosen(self, ids: frozenset[uuid.UUID]) -> tuple[Reader, ...]:
        """Those of `may_add` with these ids; whoever else is asked for is left out."""
        return tuple(reader for reader in self.may_add if reader.person_id in ids)


def find_audience(pupil_id: uuid.UUID, place: Place, *, viewer: Viewer, is_for_school: bool = False) -> Audience:
    """Who reads what `viewer` says about this pupil in this place, beside a goal that `is_for_school` or not.

    Read beside the viewer's own transaction and inside their setting only: a young person may name an adult whose
    record they cannot open. The caller has already found the pupil as one of theirs.
    """
    with db.own_look(viewer.setting_id) as session:
        team = _team(session, pupil_id, clock.today())
        others = [*_young(session, pupil_id), *_adults(session, pupil_id, place, viewer)]
        # The link teacher has pages of what was released to the school, and of nothing else.
        if is_for_school and place in FOR_SCHOOL:
            others += _school(session, pupil_id)
        if place is Place.WAY and Role.LINK_TEACHER in viewer.roles:
            also = (*_young(session, pupil_id), *_one_home(session, pupil_id))
            return Audience(tuple(team), (), also)
    mine = {viewer.person_id, *(reader.person_id for reader in team)}
    may_add = tuple(reader for reader in others if reader.person_id not in mine)
    return Audience(tuple(reader for reader in team if reader.person_id != viewer.person_id), may_add)


def find_link_teacher(pupil_id: uuid.UUID, *, viewer: Viewer) -> Reader | None:
    """Who reads for the school what is released to it. The caller has found the pupil as one of theirs."""
    with db.own_look(viewer.setting_id) as session:
        return next(iter(_school(session, pupil_id)), None)


def voice_of(viewer: Viewer) -> Voice:
    """Whose voice somebody speaks with."""
    if Role.PUPIL in viewer.roles:
        return Voice.YOUNG
    if not viewer.is_professional:
        return Voice.HOME
    here = viewer.roles - {Role.LINK_TEACHER, Role.SOCIAL_WORKER, Role.FACILITATOR}
    return Voice.TEAM if here else Voice.SCHOOL


def _team(session: Session, pupil_id: uuid.UUID, today: date) -> list[Reader]:
    key_worker = (
        sa.select(Person)
        .join(Placement, Placement.key_worker_id == Person.id)
        .where(Placement.pupil_id == pupil_id, is_of_today(Placement, today))
    )
    keepers = (
        sa.select(Person)
        .join(RoleHolding, RoleHolding.person_id == Person.id)
        .where(
            RoleHolding.role.in_(SAFEGUARDING),
            sa.or_(RoleHolding.until_on.is_(None), RoleHolding.until_on >= today),
            sa.or_(Person.left_on.is_(None), Person.left_on > today),
        )
        .order_by(RoleHolding.role.desc(), Person.first_name, Person.id)
    )
    first = [Reader.of(person, Voice.TEAM, is_key_worker=True) for person in session.scalars(key_worker)]
    known = {reader.person_id for reader in first}
    rest = [person for person in session.scalars(keepers).unique() if person.id not in known]
    return first + [Reader.of(person, Voice.TEAM) for person in rest]


def _young(session: Session, pupil_id: uuid.UUID) -> list[Reader]:
    rows = sa.select(Person).join(Pupil, Pupil.person_id == Person.id).where(Pupil.id == pupil_id)
    return [Reader.of(person, Voice.YOUNG) for person in session.scalars(rows)]


def _adults(session: Session, pupil_id: uuid.UUID, place: Place, viewer: Viewer) -> list[Reader]:
    """Adults who see the plan now. A carer is offered the social worker, and no other carer.

    The social worker has the pages of the plan, and none of what is between two.
    """
    rows = (
        sa.select(Person, Relationship.kind)
        .join(Relationship, Relationship.person_id == Person.id)
        .where(Relationship.pupil_id == pupil_id, Relationship.sees_plan, relationship_is_open(clock.today()))
        .order_by(Person.first_name, Person.id)
    )
    found = []
    for person, kind in session.execute(rows):
        voice = Voice.SCHOOL if kind is RelationshipKind.SOCIAL_WORKER else Voice.HOME
        if place not in BETWEEN_TWO if voice is Voice.SCHOOL else voice_of(viewer) in (Voice.YOUNG, Voice.TEAM):
            found.append(Reader.of(person, voice))
    return found


def _school(session: Session, pupil_id: uuid.UUID) -> list[Reader]:
    rows = (
        sa.select(Person)
        .join(Placement, Placement.link_teacher_id == Person.id)
        .where(Placement.pupil_id == pupil_id, is_of_today(Placement, clock.today()))
    )
    return [Reader.of(person, Voice.SCHOOL) for person in session.scalars(rows)]


def _one_home(session: Session, pupil_id: uuid.UUID) -> list[Reader]:
    """The carer who sees the plan, where there is one carer and no other; where carers live apart, none of them."""
    rows = (
        sa.select(Person, Relationship.sees_plan)
        .join(Relationship, Relationship.person_id == Person.id)
        .where(
            Relationship.pupil_id == pupil_id,
            Relationship.kind != RelationshipKind.SOCIAL_WORKER,
            relationship_is_open(clock.today()),
        )
    )
    carers = session.execute(rows).all()
    return [Reader.of(person, Voice.HOME) for person, sees_plan in carers if sees_plan and len(carers) == 1]
