"""A plan is there from the first day of a placement (domain.md §4.1): which one, and with which sections."""

import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

from portal.models import Base, Destination, SectionKind, WayBack, WayKind, WaySection

# By tier (domain.md §3.4): help in their own school, a time-limited placement, a transition to somewhere new.
KIND_OF_TIER = {1: WayKind.STAYING_IN, 2: WayKind.WAY_BACK, 3: WayKind.MOVING_ON}
# Where it leads as long as nobody has said anything else.
DESTINATION_OF = {
    WayKind.STAYING_IN: Destination.OWN_SCHOOL,
    WayKind.WAY_BACK: Destination.OWN_SCHOOL,
    WayKind.MOVING_ON: Destination.NOT_KNOWN,
    WayKind.SHORT_BREAK: Destination.OWN_SCHOOL,
}
# Where each may lead.
DESTINATIONS = {
    WayKind.STAYING_IN: (Destination.OWN_SCHOOL,),
    WayKind.WAY_BACK: (Destination.OWN_SCHOOL, Destination.OTHER_SCHOOL, Destination.SPECIAL_SCHOOL),
    WayKind.MOVING_ON: (
        Destination.NOT_KNOWN,
        Destination.OTHER_SCHOOL,
        Destination.SPECIAL_SCHOOL,
        Destination.COLLEGE,
        Destination.WORK,
        Destination.OTHER_PROVISION,
    ),
    WayKind.SHORT_BREAK: (Destination.OWN_SCHOOL,),
}
# A suspension's plan is small: days, not terms (domain.md §3.5, "day 6").
SMALL = (SectionKind.ABOUT_ME, SectionKind.HELPS, SectionKind.PEOPLE, SectionKind.ARRIVAL, SectionKind.WOBBLE)
SECTIONS = {
    WayKind.STAYING_IN: tuple(SectionKind),
    WayKind.WAY_BACK: tuple(SectionKind),
    WayKind.MOVING_ON: tuple(SectionKind),
    WayKind.SHORT_BREAK: SMALL,
}


def begin(
    kind: WayKind, *, setting_id: uuid.UUID, pupil_id: uuid.UUID, placement_id: uuid.UUID, begun_on: date
) -> Iterator[tuple[type[Base], dict[str, Any]]]:
    """The rows of a new plan, each with its model: the plan first, then its sections, all still empty."""
    of = {"setting_id": setting_id, "pupil_id": pupil_id}
    way_id = uuid.uuid4()
    plan = {"id": way_id, "placement_id": placement_id, "kind": kind, "destination": DESTINATION_OF[kind]}
    yield WayBack, {**of, **plan, "begun_on": begun_on, "version": 1}
    for section in SECTIONS[kind]:
        yield WaySection, {**of, "id": uuid.uuid4(), "way_id": way_id, "kind": section, "version": 1}
