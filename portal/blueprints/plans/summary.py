"""What home may know of plans: whom a welcome waits for."""

import uuid
from dataclasses import dataclass

from portal import clock
from portal.access.viewer import Viewer
from portal.blueprints.plans.queries.plans import list_new_placements
from portal.planning.weeks import WELCOMES_FOR


@dataclass(frozen=True)
class Welcomed:
    """A child who is new here, or comes soon."""

    pupil_id: uuid.UUID
    first_name: str
    picture: str


def summarise(*, viewer: Viewer) -> tuple[Welcomed, ...]:
    """The children before their first day and in their first two weeks: one statement."""
    rows = list_new_placements(clock.today() - WELCOMES_FOR, viewer=viewer)
    new = {row.pupil_id: row.pupil for row in rows if row.starts_on > clock.today() - WELCOMES_FOR}
    return tuple(Welcomed(pupil.id, pupil.person.first_name, pupil.picture) for pupil in new.values())
