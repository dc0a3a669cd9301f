"""From weekly sessions to what happens on a day."""

import dataclasses
import itertools
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from portal.clock import LONDON
from portal.models import DayKind, Site, Way
from portal.timetable.plan import Occurrence, What, occurrences
from tests import cast
from tests.factories.timetable import MONDAY, change, days, session, wall, with_people

TODAY = date(2026, 11, 24)
TERM = days(DayKind.TERM, date(2026, 9, 1), date(2026, 12, 18))


def on_the_day(one_session, *changes, term_dates=(TERM,), on: date = TODAY) -> Occurrence:
    with_people(one_session, *changes)
    [found] = occurrences([one_session], changes, term_dates, on, on)
    return found


def test_a_session_comes_back_each_week_between_its_days() -> None:
    one = session(from_on=date(2026, 11, 10), until_on=date(2026, 11, 24))
    with_people(one)
    found = occurrences([one], [], [TERM], date(2026, 11, 1), date(2026, 12, 10))
    assert [each.on.day for each in found] == [10, 17, 24]


def test_the_earliest_comes_first() -> None:
    late, early = session(starts="13:00", ends="14:00"), session(starts="9:00", ends="9:30")
    with_people(late, early)
    found = occurrences([late, early], [], [], TODAY, TODAY)
    assert [each.plan.starts.hour for each in found] == [9, 13]


@pytest.mark.parametrize("kind", [DayKind.HOLIDAY, DayKind.CLOSED])
def test_nothing_takes_place_on_a_holiday_or_a_closed_day(kind: DayKind) -> None:
    one = session()
    with_people(one)
    assert occurrences([one], [], [TERM, days(kind, TODAY, TODAY)], TODAY, TODAY) == []


def test_nothing_takes_place_outside_the_terms_that_are_known() -> None:
    one = session()
    with_people(one)
    assert occurrences([one], [], [TERM], date(2026, 12, 22), date(2026, 12, 22)) == []


def test_a_setting_without_terms_is_open() -> None:
    assert on_the_day(session(), term_dates=())


def test_an_unchanged_session_has_no_difference() -> None:
    found = on_the_day(session())
    assert not found.is_changed
    assert found.plan == found.was


def test_a_change_that_changes_nothing_is_none() -> None:
    one = session()
    assert not on_the_day(one, change(one, TODAY, starts="10:00", reason="Nothing")).is_changed


DIFFERENT = {
    What.WHO: {"staff_id": cast.person("anna")},
    What.TIME: {"starts": "11:00"},
    What.WAY: {"way": Way.ONLINE},
    What.SUBJECT: {"subject": "Art"},
    What.BRING: {"bring": "Boots"},
    What.CANCELLED: {"is_cancelled": True},
}


@pytest.mark.parametrize("what", list(DIFFERENT))
def test_each_difference_is_named_with_old_and_new(what: What) -> None:
    one = session()
    found = on_the_day(one, change(one, TODAY, **DIFFERENT[what]))
    assert found.differences == (what,)
    assert getattr(found.was.adult, "first_name", "") == "Sam"
    assert found.is_cancelled == (what is What.CANCELLED)


def test_several_differences_stand_together() -> None:
    one = session()
    found = on_the_day(one, change(one, TODAY, staff_id=cast.person("anna"), starts="11:00", way=Way.ONLINE))
    assert found.differences == (What.WHO, What.TIME, What.WAY)


def test_another_place_is_a_difference_of_its_own() -> None:
    one = session(way=Way.OUT_AND_ABOUT, place="the park")
    found = on_the_day(one, change(one, TODAY, place="the allotment"))
    assert found.differences == (What.PLACE,)
    assert (found.was.place, found.plan.place) == ("the park", "the allotment")


def test_a_new_way_leaves_the_old_place_behind() -> None:
    one = session(way=Way.OUT_AND_ABOUT, place="the park")
    found = on_the_day(one, change(one, TODAY, way=Way.OUR_PLACE))
    assert found.plan.place == ""


def test_our_place_is_called_by_the_name_of_the_site_never_by_its_address() -> None:
    one = session(way=Way.OUR_PLACE, site_id=cast.site())
    with_people(one, site=Site(id=cast.site(), name="Mill Lane", address="1 Mill Lane, Swindon"))
    [found] = occurrences([one], [], [], TODAY, TODAY)
    assert found.plan.place == "Mill Lane"


def test_an_address_in_the_place_of_a_home_visit_is_not_shown() -> None:
    one = session(way=Way.HOME_VISIT, place="12 Secret Street")
    assert "Secret" not in str(dataclasses.asdict(on_the_day(one)))


def test_only_an_online_session_has_a_way_to_join() -> None:
    assert on_the_day(session(join_url="https://meet.example/x")).plan.join_url == ""
    assert on_the_day(session(way=Way.ONLINE, join_url="https://meet.example/x")).plan.join_url


# ---- the clocks: back on 25 October 2026, forward on 28 March 2027 ----

CLOCKS = [date(2026, 10, 24) + timedelta(days=n) for n in range(3)] + [
    date(2027, 3, 27) + timedelta(days=n) for n in range(3)
]


@pytest.mark.parametrize("on", CLOCKS, ids=str)
def test_ten_is_ten_on_both_sides_of_a_clock_change(on: date) -> None:
    found = on_the_day(session(weekday=on.weekday()), term_dates=(), on=on)
    assert (found.plan.starts.hour, found.plan.starts.minute) == (10, 0)
    in_summer = on < date(2026, 10, 25) or on >= date(2027, 3, 28)
    assert found.plan.starts.astimezone(UTC).hour == (9 if in_summer else 10)


@given(
    starts=some.times(min_value=wall("4:00"), max_value=wall("22:00")),
    length=some.integers(min_value=1, max_value=100),
    on=some.dates(min_value=date(2026, 10, 20), max_value=date(2027, 4, 5)),
)
def test_no_session_is_shifted_missed_or_doubled(starts, length, on) -> None:
    starts = starts.replace(second=0, microsecond=0)
    ends = (datetime.combine(on, starts) + timedelta(minutes=length)).time()
    one = session(weekday=on.weekday(), starts=f"{starts:%H:%M}", ends=f"{ends:%H:%M}")
    with_people(one)
    found = occurrences([one], [], [], on - timedelta(days=3), on + timedelta(days=3))
    assert [each.on for each in found] == [on]
    assert found[0].plan.starts.astimezone(LONDON).time() == starts
    assert found[0].plan.minutes == length


def test_mondays_stay_mondays_over_the_winter() -> None:
    one = session(weekday=MONDAY)
    with_people(one)
    found = occurrences([one], [], [], date(2026, 10, 1), date(2027, 4, 10))
    assert {each.on.weekday() for each in found} == {MONDAY}
    assert {(b.on - a.on).days for a, b in itertools.pairwise(found)} == {7}
