"""The rules of a part-time timetable (domain.md §2): what it may say, what it needs before it starts, when it is over.

Plain functions over what was written. They know no database and no page; the sentences stand with the pages.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Self

from portal.models import MOST_REVIEW_GAP, PartTimeReason, PartTimeSession, TermDate, Way
from portal.returning.behaviour import names_behaviour
from portal.timetable.days import SATURDAY, day_of, days_between

# No session of a part-time timetable is earlier or later than a setting or a school is open.
OPENS, CLOSES = time(8), time(18)
# Hours of full time a week by year group, the yardstick that councils quote (domain.md §2.1).
_FULL_TIME = ((2, 21.0), (6, 23.5), (10, 24.0))
_FULL_TIME_AT_MOST = 25.0
# School days before the end on which the coordinator is told, the first one first; from then on the family reads it.
WARNINGS = (10, 5)
# A calendar without a single school day ends nobody's search.
_FURTHEST = timedelta(days=400)


@dataclass(frozen=True)
class Slot:
    """A session of the week: 0 is Monday, times on a London clock; who meets the child, by the name families know."""

    weekday: int
    starts: time
    ends: time
    way: Way
    meets: str = ""

    @classmethod
    def of(cls, row: PartTimeSession) -> Self:
        """A session as it is kept."""
        return cls(row.weekday, row.starts, row.ends, row.way, row.meets)

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return (self.ends.hour - self.starts.hour) * 60 + self.ends.minute - self.starts.minute


class WrongWeek(StrEnum):
    """What is wrong with a week."""

    EMPTY = "empty"
    BACKWARDS = "backwards"
    OUTSIDE = "outside"
    OVERLAP = "overlap"
    FULL_TIME = "full_time"


class Missing(StrEnum):
    """What a part-time timetable lacks; with any of them it does not start."""

    REASON = "reason"
    BEHAVIOUR = "behaviour"
    SAME_REASON = "same_reason"
    START = "start"
    END = "end"
    END_BEFORE_START = "end_before_start"
    END_PASSED = "end_passed"
    REVIEW = "review"
    REVIEW_PASSED = "review_passed"
    REVIEW_TOO_LATE = "review_too_late"
    WEEK = "week"
    WORK = "work"
    CHECK = "check"
    OFFER = "offer"
    NEXT_DAY = "next_day"
    VIEW = "view"
    AGREEMENT = "agreement"
    NO = "no"
    ANOTHER = "another"


class State(StrEnum):
    """Where a part-time timetable stands on a day. Over is over: nothing brings it back."""

    WRITTEN = "written"
    COMING = "coming"
    RUNNING = "running"
    OVER = "over"


@dataclass(frozen=True)
class Written:
    """Everything that decides whether it may start.

    `week_is_wrong` comes of `wrong_week`; `full_time_on` of `next_full_time_day`; `earlier` are the reasons, in words,
    of the pupil's earlier ones; `runs_already` says that another of them runs in its days.
    """

    reason: PartTimeReason | None
    reason_words: str
    starts_on: date | None
    ends_on: date | None
    review_gap_days: int
    next_review_on: date | None
    week_is_wrong: WrongWeek | None
    work_for_home: str
    check_at_home: str
    full_time_offer: str
    full_time_on: date | None
    has_view: bool
    has_agreement: bool
    has_no: bool
    earlier: tuple[str, ...] = ()
    runs_already: bool = False


def what_is_missing(one: Written, today: date) -> tuple[Missing, ...]:
    """Everything that is missing before it may start on this day, in the order of the page; empty: it may start."""
    lacks = {
        Missing.REASON: one.reason is None or (one.reason is PartTimeReason.OTHER_AGREED_NEED and not one.reason_words),
        Missing.BEHAVIOUR: names_behaviour(one.reason_words),
        Missing.SAME_REASON: is_same_reason(one.reason_words, one.earlier),
        Missing.START: one.starts_on is None,
        Missing.END: one.ends_on is None,
        Missing.END_BEFORE_START: one.starts_on is not None and one.ends_on is not None and one.ends_on < one.starts_on,
        Missing.END_PASSED: one.ends_on is not None and one.ends_on < today,
        Missing.REVIEW: one.next_review_on is None,
        Missing.REVIEW_PASSED: one.next_review_on is not None and one.next_review_on < today,
        Missing.REVIEW_TOO_LATE: _review_is_too_late(one, today),
        Missing.WEEK: one.week_is_wrong is not None,
        Missing.WORK: not one.work_for_home.strip(),
        Missing.CHECK: not one.check_at_home.strip(),
        Missing.OFFER: not one.full_time_offer.strip(),
        Missing.NEXT_DAY: one.ends_on is not None and one.full_time_on is None,
        Missing.VIEW: not one.has_view,
        Missing.AGREEMENT: not one.has_agreement,
        Missing.NO: one.has_no,
        Missing.ANOTHER: one.runs_already,
    }
    return tuple(what for what, is_missing in lacks.items() if is_missing)


def _review_is_too_late(one: Written, today: date) -> bool:
    if one.next_review_on is None or one.starts_on is None:
        return False
    return one.next_review_on > latest_review(max(one.starts_on, today), one.review_gap_days)


def latest_review(since: date, gap_days: int) -> date:
    """The last day on which the next review may be: so many days after the start or the last look, 30 at most."""
    return since + timedelta(days=min(gap_days, MOST_REVIEW_GAP))


def is_same_reason(words: str, earlier: Iterable[str]) -> bool:
    """True when an earlier one had just this reason: a renewal needs a new one, in words (domain.md §2.2)."""
    said = [" ".join(each.casefold().split()) for each in earlier]
    mine = " ".join(words.casefold().split())
    return bool(said) and (not mine or mine in said)


def full_time_minutes(year_group: int) -> int:
    """Minutes a week that councils call full time for a year group."""
    hours = next((hours for year, hours in _FULL_TIME if year_group <= year), _FULL_TIME_AT_MOST)
    return int(hours * 60)


def wrong_week(slots: Sequence[Slot], full_time: int) -> WrongWeek | None:
    """What is wrong with a week, the first thing only; None for a week that can be. `full_time` is in minutes."""
    if not slots:
        return WrongWeek.EMPTY
    if any(slot.ends <= slot.starts for slot in slots):
        return WrongWeek.BACKWARDS
    if any(slot.weekday >= SATURDAY or slot.starts < OPENS or slot.ends > CLOSES for slot in slots):
        return WrongWeek.OUTSIDE
    ordered = sorted(slots, key=lambda slot: (slot.weekday, slot.starts))
    if any(one.weekday == other.weekday and other.starts < one.ends for one, other in pairwise(ordered)):
        return WrongWeek.OVERLAP
    return WrongWeek.FULL_TIME if sum(slot.minutes for slot in slots) >= full_time else None


def is_school_day(on: date, term_dates: Iterable[TermDate]) -> bool:
    """Monday to Friday, in term, and not closed."""
    return on.weekday() < SATURDAY and day_of(term_dates, on).is_open


def next_full_time_day(last_day: date, term_dates: Iterable[TermDate]) -> date | None:
    """The first school day after the last part-time day: on it the full-time offer is due. None where none is known."""
    term_dates = list(term_dates)
    days = days_between(last_day + timedelta(days=1), last_day + _FURTHEST)
    return next((on for on in days if is_school_day(on, term_dates)), None)


def school_days_left(ends_on: date, today: date, term_dates: Iterable[TermDate]) -> int:
    """How many school days come after today, up to the end."""
    term_dates = list(term_dates)
    return sum(is_school_day(on, term_dates) for on in days_between(today + timedelta(days=1), ends_on))


def warning_due(left: int) -> int | None:
    """Which warning this is the time of, with so many school days left: 10 or 5; None for neither."""
    return next((days for days in sorted(WARNINGS) if left <= days), None)


def state_of(starts_on: date, ends_on: date, *, started: bool, ended_on: date | None, today: date) -> State:
    """Where it stands today. `ended_on` is the day on which somebody ended it sooner.

    On the day after its end it is over, whoever has or has not seen to it: nothing renews it.
    """
    if ended_on is not None or (started and today > ends_on):
        return State.OVER
    if not started:
        return State.WRITTEN
    return State.RUNNING if starts_on <= today else State.COMING


def last_day(ends_on: date, ended_on: date | None) -> date:
    """Its last part-time day: the end that was agreed, or the day on which it was ended sooner."""
    return min(ends_on, ended_on) if ended_on else ends_on


def is_gap(next_day: date | None, today: date, due: Iterable[date], offer: str) -> bool:
    """True when a child whose part-time timetable is over has nowhere to go: no day, or no session and no offer.

    `due` are days with a session that takes place. The gap is closed by one between the next day and today.
    """
    if next_day is None:
        return True
    return not offer.strip() and not any(next_day <= on <= max(next_day, today) for on in due)
