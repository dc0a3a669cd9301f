"""Where the timetable says a child is: never an address, and nothing that is not planned."""

from datetime import UTC, datetime

import pytest

from portal.clock import LONDON
from portal.models import Way, Whereabouts
from portal.safeguarding.whereabouts import where_now
from portal.timetable.plan import occurrences
from tests.factories.demo_day import TUESDAY_24
from tests.factories.timetable import session, with_people


def at(clock_time: str) -> datetime:
    """A moment of that Tuesday."""
    return datetime.fromisoformat(f"{TUESDAY_24} {clock_time}").replace(tzinfo=LONDON).astimezone(UTC)


@pytest.mark.parametrize(
    ("way", "where"),
    [
        (Way.OUR_PLACE, Whereabouts.OUR_PLACE),
        (Way.HOME_VISIT, Whereabouts.HOME),
        (Way.ONLINE, Whereabouts.ONLINE),
        (Way.OUT_AND_ABOUT, Whereabouts.OUT),
        (Way.SCHOOL, Whereabouts.SCHOOL),
    ],
)
def test_each_way_of_a_session_is_a_place(way: Way, where: Whereabouts) -> None:
    row = session("maya", starts="10:00", ends="11:30", way=way)
    with_people(row)
    here = where_now(occurrences([row], [], [], TUESDAY_24, TUESDAY_24), at("10:30"), is_open=True)
    assert here.where is where
    assert here.ends_at == at("11:30")
    assert "Sam" in here.place


@pytest.mark.parametrize(("moment", "is_open", "where"), [("12:00", True, "no_session"), ("12:00", False, "closed")])
def test_nothing_planned_is_said_as_it_is(moment: str, is_open: bool, where: str) -> None:
    row = session("maya", starts="10:00", ends="11:30")
    with_people(row)
    here = where_now(occurrences([row], [], [], TUESDAY_24, TUESDAY_24), at(moment), is_open=is_open)
    assert (here.where.value, here.place, here.ends_at) == (where, "", None)
