"""Signing in as one of the cast."""

import sqlalchemy as sa

from portal import audit
from portal.access.sign_ins import start_sign_in
from portal.database import db
from portal.models import Device, Person, RoleHolding


def sign_in_as(slug: str) -> str:
    """Begin a sign-in for the person with this slug. Returns their key; NoResultFound for anyone else."""
    with db.elevated("the demo's doors") as session:
        person = session.scalars(sa.select(Person).where(Person.external_id == slug)).one()
        roles = frozenset(session.scalars(sa.select(RoleHolding.role).where(RoleHolding.person_id == person.id)))
        key = start_sign_in(session, person, roles, device=Device.SHARED, way_in="demo")
        audit.record(
            audit.Event.ACCOUNT_SIGNED_IN,
            by=None,
            setting_id=person.setting_id,
            person_id=person.id,
            way="demo",
            device="shared",
        )
    return key
