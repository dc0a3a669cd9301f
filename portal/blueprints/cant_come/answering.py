"""Who is told: the key worker; while they are away whom they named, else a coordinator.

Read past what the viewer may see: a family is told who hears of it, and nothing of absences beyond that.
"""

import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from portal import clock
from portal.heard import Audience, Reader
from portal.models import Absence, Person, Placement, Voice
from portal.returning.everybody import all_of
from portal.returning.telling import list_coordinators
from portal.visibility.conditions import is_of_today


@dataclass(frozen=True)
class Told:
    """Who hears of it now. `away` is the key worker when they are not there."""

    people: tuple[Person, ...]
    away: Person | None
    # Whoever the key worker named, and no coordinator.
    is_cover: bool = False

    @property
    def first(self) -> Person | None:
        """Whose name the family reads; None where there is nobody at all."""
        return next(iter(self.people), None)


def find_told(pupil_id: uuid.UUID, setting_id: uuid.UUID) -> Told:
    """Who is told today about this pupil. The caller has found the pupil as one of theirs."""
    today = clock.today()
    key_worker = all_of(
        sa.select(Person)
        .join(Placement, Placement.key_worker_id == Person.id)
        .where(Placement.pupil_id == pupil_id, Placement.setting_id == setting_id, is_of_today(Placement, today))
    ).first()
    rows = sa.select(Absence).where(
        Absence.setting_id == setting_id, Absence.from_on <= today, Absence.until_on >= today
    )
    away = {one.person_id: one.cover_id for one in all_of(rows.order_by(Absence.from_on.desc(), Absence.id))}
    here = key_worker and key_worker.left_on is None and key_worker.id not in away
    if key_worker and here:
        return Told((key_worker,), None)
    cover = away.get(key_worker.id) if key_worker else None
    if cover and cover not in away:
        found = all_of(sa.select(Person).where(Person.id == cover, Person.left_on.is_(None))).first()
        if found:
            return Told((found,), key_worker, is_cover=True)
    coordinators = list_coordinators(setting_id)
    there = [one for one in coordinators if one.id not in away]
    return Told(tuple(there or coordinators), key_worker)


def audience_with_cover(audience: Audience, told: Told) -> Audience:
    """Who reads what is written with it: those who always do, and whoever covers for the key worker."""
    known = {one.person_id for one in audience.always}
    also = tuple(Reader.of(one, Voice.TEAM) for one in told.people if one.id not in known and told.is_cover)
    return Audience(audience.always, (), also)
