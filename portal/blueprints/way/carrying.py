"""Whose words stand on a sheet of paper, and whom to ask about it."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from portal import clock
from portal.access.policy import Permission
from portal.access.viewer import Viewer
from portal.blueprints.way.queries import paper as rows
from portal.heard import find_writers
from portal.heard.voices import Quote
from portal.models import Contribution, Person, Place
from portal.returning.paper import may_be_carried


@dataclass(frozen=True)
class Carried:
    """Words of the young person that may stand on this sheet, and how many may not."""

    said: tuple[Contribution, ...]
    left_out: int = 0


@dataclass(frozen=True)
class WhomToAsk:
    """Who answers questions about a sheet: the key worker of today, and the number of the setting."""

    person: Person | None
    phone: str


def carried(pupil_id: uuid.UUID, *places: Place, viewer: Viewer, only_shared: bool = False) -> Carried:
    """Words of the young person: their own, all; a carer, what is shared with them; staff, what all at home read.

    `only_shared`: the young person leaves out what nobody beyond the team was to read.
    """
    found = rows.list_young_words(pupil_id, *places, viewer=viewer)
    if Permission.WAY_WRITE in viewer.permissions:
        at_home = rows.list_at_home(pupil_id, viewer=viewer)
        kept = tuple(one for one in found if _may_be_carried(one, at_home))
    else:
        kept = tuple(one for one in found if one.readers or not only_shared)
    return Carried(kept, len(found) - len(kept))


def _may_be_carried(one: Contribution, at_home: frozenset[uuid.UUID]) -> bool:
    readers = {reader.person_id for reader in one.readers}
    return may_be_carried(readers, at_home, leaves_somebody_out=one.not_for_id is not None)


def quotes_of(said: Iterable[Contribution], *, viewer: Viewer) -> dict[uuid.UUID, Quote]:
    """Words with their day and who wrote them down, by the id of the row."""
    found = list(said)
    names = {who: reader.first_name for who, reader in find_writers(found, viewer=viewer).items()}
    return {one.id: _quote(one, names.get(one.entered_by_id, "") if one.entered_by_id else "") for one in found}


def _quote(one: Contribution, written_by: str) -> Quote:
    return Quote(one.words, clock.london(one.said_at).date(), written_by, one)


def whom_to_ask(pupil_id: uuid.UUID, *, viewer: Viewer) -> WhomToAsk:
    """The key worker of today; for whom the placement is not open, the setting."""
    placement = rows.find_placement_today(pupil_id, viewer=viewer)
    return WhomToAsk(placement.key_worker if placement else None, rows.find_phone(viewer=viewer))
