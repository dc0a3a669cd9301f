"""What home may know: the calls that wait for somebody."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from portal.access.policy import Permission
from portal.access.viewer import Viewer
from portal.blueprints.calls.queries import list_waiting_calls
from portal.blueprints.calls.words import PAGES
from portal.models import GoodTime

MOST = 20


@dataclass(frozen=True)
class Call:
    """A call to make: to whom, about which pupil, on which number, when it suits."""

    id: uuid.UUID
    pupil_id: uuid.UUID
    first_name: str
    child_name: str
    is_young: bool
    phone: str
    good_time: GoodTime
    asked_at: datetime
    asked_from: str
    tries: int
    # To read something to them; with an interpreter of which language (a code), if one is asked for.
    is_to_read: bool
    interpreter: str


@dataclass(frozen=True)
class Calls:
    """The first calls to make, and how many there are in all."""

    waiting: tuple[Call, ...]
    count: int


def summarise(*, viewer: Viewer) -> Calls:
    """The calls that wait for this person; none for somebody who answers no calls."""
    if Permission.CALLS_ANSWER not in viewer.permissions:
        return Calls((), 0)
    found = list_waiting_calls(MOST, viewer=viewer)
    waiting = tuple(
        Call(
            id=one.call.id,
            pupil_id=one.pupil_id,
            first_name=one.asker.first_name,
            child_name=one.child_name,
            is_young=one.is_young,
            phone=one.asker.phone or "",
            good_time=one.call.good_time,
            asked_at=one.call.asked_at,
            asked_from=str(PAGES.get(one.call.page, "")),
            tries=one.call.tries,
            is_to_read=one.call.is_to_read,
            interpreter=one.call.interpreter,
        )
        for one in found
    )
    return Calls(waiting, found[0].of if found else 0)
