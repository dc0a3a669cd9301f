"""Signing in as one of the cast, and moving the demo's clock."""

from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import NoResultFound

from portal import audit, clock
from portal.access.sign_ins import end_sign_in, start_sign_in
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import Device, Person, RoleHolding


def sign_in_as(slug: str, *, instead_of: Viewer | None) -> str:
    """Begin a sign-in for the person with this slug, and end the one this browser held. Returns their key.

    NoResultFound for anyone who is not of the cast, or has no sign-in.
    """
    with db.elevated("the demo's doors") as session:
        person = session.scalars(sa.select(Person).where(Person.external_id == slug)).one()
        roles = frozenset(session.scalars(sa.select(RoleHolding.role).where(RoleHolding.person_id == person.id)))
        if not roles:
            raise NoResultFound
        if instead_of:
            end_sign_in(session, instead_of.sign_in_id, why="demo")
            audit.record(audit.Event.ACCOUNT_SIGNED_OUT, by=instead_of, how="demo")
        key = start_sign_in(session, person, roles, device=Device.SHARED, way_in="demo")
        audit.record(
            audit.Event.ACCOUNT_SIGNED_IN,
            by=None,
            setting_id=person.setting_id,
            person_id=person.id,
            way="demo",
            device=Device.SHARED.value,
        )
    return key


def names_by_address() -> dict[str, str]:
    """The first name of everybody of the demo, by e-mail address and by phone number."""
    with db.elevated("to whom did the demo write?") as session:
        people = session.execute(sa.select(Person.email, Person.phone, Person.first_name)).all()
    return {address: name for email, phone, name in people for address in (email, phone) if address}


def move_clock(by: timedelta, *, folder: Path) -> None:
    """Put the demo's clock forward or back."""
    clock.move(by)
    _by_hand(folder)


def use_real_time(*, folder: Path) -> None:
    """Let the demo's clock go as every other clock does."""
    clock.go_real()
    _by_hand(folder)


def _by_hand(folder: Path) -> None:
    """From here on the demo does not put its clock into school hours by itself when it starts."""
    (folder / "clock-by-hand").touch()
