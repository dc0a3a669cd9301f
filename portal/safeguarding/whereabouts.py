"""Where a child's timetable says they are at a moment. Plain; it says what is planned, and nobody is tracked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from portal.models import Way, Whereabouts
from portal.timetable.now import now_and_next
from portal.timetable.plan import Occurrence

_BY_WAY = {
    Way.OUR_PLACE: Whereabouts.OUR_PLACE,
    Way.HOME_VISIT: Whereabouts.HOME,
    Way.ONLINE: Whereabouts.ONLINE,
    Way.OUT_AND_ABOUT: Whereabouts.OUT,
    Way.SCHOOL: Whereabouts.SCHOOL,
}


@dataclass(frozen=True)
class Here:
    """Where, in a word; the place and the adult in the setting's words (never an address); when the session ends."""

    where: Whereabouts
    place: str = ""
    ends_at: datetime | None = None


def where_now(occurrences: Iterable[Occurrence], moment: datetime, *, is_open: bool) -> Here:
    """Where the child is now by the timetable; `is_open` is whether this is a day on which the setting is open."""
    session = now_and_next(occurrences, moment).now
    if session is None:
        return Here(Whereabouts.NO_SESSION if is_open else Whereabouts.CLOSED)
    adult = session.plan.adult.first_name if session.plan.adult else ""
    place = ", ".join(part for part in (session.plan.place, adult) if part)
    return Here(_BY_WAY[session.plan.way], place, session.plan.ends)
