"""Who is told: the key worker; while they are away whom they named, else a coordinator.

Read past what the viewer may see: a family is told who hears of it, and nothing of absences beyond that.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime

from portal import clock
from portal.heard import Audience, Reader
from portal.messaging.answering import As, find_answering
from portal.models import Person, Voice
from portal.returning.telling import list_coordinators


@dataclass(frozen=True)
class Told:
    """Who hears of it now. `away` is the key worker when they are not there."""

    people: tuple[Person, ...]
    away: Person | None
    # Whoever the key worker named, and no coordinator.
    is_cover: bool = False
    # When the first of them is at work and reads it; None while they are, and where nobody comes.
    reads_from: datetime | None = None

    @property
    def first(self) -> Person | None:
        """Whose name the family reads; None where there is nobody at all."""
        return next(iter(self.people), None)


def find_told(pupil_id: uuid.UUID, setting_id: uuid.UUID) -> Told:
    """Who is told today about this pupil. The caller has found the pupil as one of theirs.

    Whoever answers messages; of several coordinators all of them, also when all of them are away.
    """
    answering = find_answering(setting_id, pupil_id)
    first = answering.now
    away = answering.key_worker
    reads_from = answering.there_from(clock.now())
    later = reads_from if reads_from and reads_from > clock.now() else None
    if first is None or first.role is As.COORDINATOR:
        coordinators = tuple(one.person for one in answering.answerers if one.role is As.COORDINATOR)
        return Told(coordinators or tuple(list_coordinators(setting_id)), away, reads_from=later)
    is_cover = first.role is As.COVER
    return Told((first.person,), away if is_cover else None, is_cover, later)


def audience_with_cover(audience: Audience, told: Told) -> Audience:
    """Who reads what is written with it: those who always do, and whoever covers for the key worker."""
    known = {one.person_id for one in audience.always}
    also = tuple(Reader.of(one, Voice.TEAM) for one in told.people if one.id not in known and told.is_cover)
    return Audience(audience.always, (), also)
