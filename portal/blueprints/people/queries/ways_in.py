"""What somebody holds to come in: numbers, and nothing about the devices."""

import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from portal import clock
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import OwnDevice, Passkey, Person, PrintedCode, SignIn
from portal.visibility import people_looked_after_by


@dataclass(frozen=True)
class WaysIn:
    """How many of each are good right now."""

    sign_ins: int
    own_devices: int
    passkeys: int
    printed_codes: int

    @property
    def any(self) -> bool:
        """Is there one of any kind?"""
        return any((self.sign_ins, self.own_devices, self.passkeys, self.printed_codes))


def get_ways_in(person_id: uuid.UUID, *, viewer: Viewer) -> WaysIn:
    """One statement for all four counts. NoResultFound for somebody this person does not look after."""
    moment = clock.now()
    counts = (
        _count(SignIn, SignIn.ended_at.is_(None), SignIn.ends_at > moment),
        _count(OwnDevice, OwnDevice.ended_at.is_(None), OwnDevice.ends_at > moment),
        _count(Passkey, Passkey.ended_at.is_(None)),
        _count(
            PrintedCode, PrintedCode.ended_at.is_(None), PrintedCode.used_at.is_(None), PrintedCode.ends_at > moment
        ),
    )
    row = sa.select(*counts).where(Person.id == person_id, people_looked_after_by(viewer))
    return WaysIn(*db.session.execute(row).one())


def _count(
    model: type[SignIn] | type[OwnDevice] | type[Passkey] | type[PrintedCode], *good: sa.ColumnElement[bool]
) -> sa.ScalarSelect[int]:
    return sa.select(sa.func.count(model.id)).where(model.person_id == Person.id, *good).scalar_subquery()
