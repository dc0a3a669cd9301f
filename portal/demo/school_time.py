"""When the demo begins: in school hours, so that there is something to see at whatever hour it is started."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from portal import clock

OPENS, CLOSES = time(8), time(15)
# The first sessions of the day are about to begin.
BEGINS = time(9, 40)


# Seen for the first time later than this, somebody's only session of the day would be over.
LATEST_FIRST_LOOK = time(10, 30)


def next_school_moment(
    moment: datetime, *, until: time = CLOSES, is_closed: Callable[[date], bool] = lambda _day: False
) -> datetime:
    """The same moment when it is in school hours and before `until`, else 9:40 in London on the next school day."""
    here = clock.london(moment)
    day = here.date()
    if _is_school_day(day, is_closed):
        if OPENS <= here.time() < until:
            return moment
        if here.time() < OPENS:
            return _begins(day)
    day += timedelta(days=1)
    while not _is_school_day(day, is_closed):
        day += timedelta(days=1)
    return _begins(day)


def _is_school_day(day: date, is_closed: Callable[[date], bool]) -> bool:
    return day.weekday() < 5 and not is_closed(day)


def _begins(day: date) -> datetime:
    return datetime.combine(day, BEGINS, tzinfo=clock.LONDON).astimezone(UTC)
