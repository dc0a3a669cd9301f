"""The days of a suspension."""

from collections.abc import Iterable
from datetime import date, timedelta

from portal.models import TermDate
from portal.timetable.days import school_day_after

# The duty begins with this school day of a suspension.
DAY = 6


def sixth_day(away_on: date, term_dates: Iterable[TermDate]) -> date:
    """The sixth school day of a suspension whose first day is `away_on`; weekends and holidays do not count."""
    return school_day_after(away_on - timedelta(days=1), DAY, term_dates)
