"""When somebody watches: monitored minutes between two moments, and when watching begins again. Plain functions."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from portal.clock import LONDON, london
from portal.models import MonitoredTime, TermDate
from portal.timetable.days import day_of

# A calendar in which nobody ever watches ends nobody's search.
FURTHEST_DAYS = 400


def is_watched(moment: datetime, times: Iterable[MonitoredTime], term_dates: Iterable[TermDate]) -> bool | None:
    """Does somebody watch at this moment? None when the setting has entered no times."""
    times = list(times)
    if not times:
        return None
    return any(starts <= moment < ends for starts, ends in _of_day(london(moment).date(), times, list(term_dates)))


def watched_minutes(
    since: datetime, until: datetime, times: Iterable[MonitoredTime], term_dates: Iterable[TermDate]
) -> float:
    """Minutes between two moments in which somebody watched. Without any times entered every minute counts.

    Real minutes: an hour that the clocks skip is none, one that comes twice is two.
    """
    times, term_dates = list(times), list(term_dates)
    if until <= since:
        return 0.0
    if not times:
        return (until - since).total_seconds() / 60
    stretches = (
        (max(starts, since), min(ends, until))
        for day in _days(london(since).date(), london(until).date())
        for starts, ends in _of_day(day, times, term_dates)
    )
    return sum((ends - starts).total_seconds() / 60 for starts, ends in stretches if starts < ends)


def watch_begins(moment: datetime, times: Iterable[MonitoredTime], term_dates: Iterable[TermDate]) -> datetime | None:
    """When somebody watches next: `moment` itself while they do; None when no times are entered, or none ever come."""
    times, term_dates = list(times), list(term_dates)
    first = london(moment).date()
    for day in _days(first, first + timedelta(days=FURTHEST_DAYS) if times else first):
        for starts, ends in _of_day(day, times, term_dates):
            if moment < ends:
                return max(starts, moment)
    return None


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def _of_day(day: date, times: list[MonitoredTime], term_dates: list[TermDate]) -> list[tuple[datetime, datetime]]:
    if not day_of(term_dates, day).is_open:
        return []
    # As UTC: two times on London's own clock are taken from each other as if it never changed.
    return sorted(
        (_real(datetime.combine(day, time.starts, LONDON)), _real(datetime.combine(day, time.ends, LONDON)))
        for time in times
        if time.weekday == day.weekday()
    )


def _real(london_time: datetime) -> datetime:
    return london_time.astimezone(UTC)
