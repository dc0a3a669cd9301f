"""Whom the carers' door is for: adults with the role, a relationship that is open today, and no job here.

Whoever has a job as well comes in by the door of staff, as both: a letter, a slip of paper or four pictures open no
caseload (reliability.md §4.3). It is asked whenever something opens: it also holds for what was given before the job.
"""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.access.policy import Role
from portal.blueprints.account.services.arriving import NotHereAnyMoreError, still_here
from portal.blueprints.account.services.staff_door import is_professional
from portal.database import db
from portal.models import Person, Relationship, RoleHolding
from portal.visibility import relationship_is_open


def list_carers_with(session: Session, email: str) -> list[Person]:
    """Everyone with this address who may come in here: one person in each setting. For the `elevated` scope."""
    return list(session.scalars(sa.select(Person).where(Person.email == email, *_may_come_in()).order_by(Person.id)))


def find_carer(session: Session, person_id: uuid.UUID) -> Person | None:
    """This person, if they may come in here today. For the `elevated` scope."""
    return session.scalars(sa.select(Person).where(Person.id == person_id, *_may_come_in())).one_or_none()


def check_carer(person_id: uuid.UUID) -> None:
    """NotHereAnyMoreError for somebody who may not come in by the carers' doors today."""
    with db.elevated("may a carer come in?") as session:
        if find_carer(session, person_id) is None:
            raise NotHereAnyMoreError


def _may_come_in() -> tuple[sa.ColumnElement[bool], ...]:
    """The conditions on `Person`. No contact, anywhere, looks from outside like an address nobody has."""
    today = clock.today()
    carers = sa.select(RoleHolding.person_id).where(
        RoleHolding.role == Role.CARER, sa.or_(RoleHolding.until_on.is_(None), RoleHolding.until_on >= today)
    )
    connected = sa.select(Relationship.person_id).where(relationship_is_open(today))
    return still_here(), Person.id.in_(carers), Person.id.in_(connected), sa.not_(is_professional())
