"""The year after a return, as plain rules: when somebody is asked, what is noticed, and whether it held.

Nothing here is a score: each rule says why in facts that a page can say in a sentence (domain.md §4.6, §4.8).
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from portal.models import DayKind, FollowUp, HowItGoes, TermDate, Voice, WarningRule, YesNoUnknown
from portal.timetable.days import SATURDAY, day_of

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
# First each week, then each month; at 12 weeks, 6 and 12 months in any case (domain.md §4.6).
FIRST_WEEKS = (1, 2, 3, 4, 8, 12)
MILESTONES = (12, 26, 52)
# Between them once in each half term, this long after it began; where no calendar is known yet, each seven weeks.
INTO_HALF_TERM, WITHOUT_CALENDAR = timedelta(weeks=2), timedelta(weeks=7)
# Two questions are never closer than this.
APART = timedelta(days=14)
# How long a question can be answered, if no newer one takes its place (visibility: Asker.six_weeks_ago).
OPEN_FOR = timedelta(weeks=6)
# How long a question waits before it counts as not answered.
WAITS = timedelta(days=7)
# So many days missed within a month are said to somebody.
MISSED, A_MONTH = 3, timedelta(days=31)


def is_open(row: FollowUp, today: date) -> bool:
    """It was neither answered nor passed over, and its time is not over."""
    return row.answered_at is None and row.due_on >= today - OPEN_FOR


def dates_to_ask(returned_on: date, term_dates: Iterable[TermDate]) -> list[date]:
    """The days of the year after a return on which everybody is asked: weekly, monthly, then once in each half term.

    Each is a school day where there is one within a fortnight; earliest first, none before the first week is over.
    """
    terms = list(term_dates)
    last = returned_on + max(MILESTONES) * WEEK
    fixed = sorted({returned_on + weeks * WEEK for weeks in (*FIRST_WEEKS, *MILESTONES)})
    found = list(fixed)
    for on in _in_half_terms(returned_on + max(FIRST_WEEKS) * WEEK, last, terms):
        if all(abs(on - other) >= APART for other in found):
            found.append(on)
    return sorted({_school_day(on, terms) for on in found})


def _in_half_terms(after: date, last: date, terms: list[TermDate]) -> Iterable[date]:
    """Two weeks into each half term that the calendar knows; beyond the calendar, each seven weeks."""
    known = sorted((row for row in terms if row.kind is DayKind.TERM), key=lambda row: row.from_on)
    yield from (on for row in known if after < (on := row.from_on + INTO_HALF_TERM) <= min(last, row.until_on))
    on = max([after, *(row.until_on for row in known)]) + WITHOUT_CALENDAR
    while on <= last:
        yield on
        on += WITHOUT_CALENDAR


def _school_day(on: date, terms: list[TermDate]) -> date:
    for days in range(15):
        day = on + days * DAY
        if day.weekday() < SATURDAY and day_of(terms, day).is_open:
            return day
    # In the long holidays it is asked on a weekday all the same: a return does not stop there.
    return on + max(0, 7 - on.weekday()) * DAY if on.weekday() >= SATURDAY else on


def due_on(returned_on: date, term_dates: Iterable[TermDate], today: date) -> date | None:
    """The day of the question that is due today: the newest of the days that have come; None before the first.

    What was missed is not asked afterwards: nobody gets two at once. None when the year is over for six weeks.
    """
    come = [on for on in dates_to_ask(returned_on, term_dates) if on <= today]
    return come[-1] if come and today - come[-1] <= OPEN_FOR else None


def half_term_before(on: date, term_dates: Iterable[TermDate]) -> tuple[date, date]:
    """First and last day of the last half term before a day: the newest one of which two weeks had gone by.

    It ends on that day at the latest. Where no calendar is known, seven weeks.
    """
    known = sorted((row for row in term_dates if row.kind is DayKind.TERM), key=lambda row: row.from_on)
    begun = [row for row in known if row.from_on + INTO_HALF_TERM <= on]
    return (begun[-1].from_on, min(begun[-1].until_on, on)) if begun else (on - WITHOUT_CALENDAR, on)


@dataclass(frozen=True)
class Asked:
    """One question to one person, and what they said; `is_closed` when it was passed over, or its time is over."""

    person_id: uuid.UUID
    voice: Voice
    due_on: date
    going: HowItGoes | None = None
    days_missed: int | None = None
    is_passed_over: bool = False

    def is_unanswered(self, today: date, next_on: date | None = None) -> bool:
        """Nothing was said, and it was passed over, a newer question came, or a week has gone by."""
        is_over = self.is_passed_over or next_on is not None or today - self.due_on >= WAITS
        return self.going is None and is_over


@dataclass(frozen=True)
class Noticed:
    """What was noticed, on which day's answers it rests, and the facts of the sentence: people, days, counts."""

    rule: WarningRule
    on: date
    people: frozenset[uuid.UUID] = field(default_factory=frozenset)
    days: int = 0


def notice(asked: Iterable[Asked], today: date) -> list[Noticed]:
    """What the newest answers call for, one of a rule for one day, by day. Never a score, never a colour."""
    rows = sorted(asked, key=lambda one: (one.due_on, str(one.person_id)))
    by_person: defaultdict[uuid.UUID, list[Asked]] = defaultdict(list)
    for one in rows:
        by_person[one.person_id].append(one)
    found: dict[tuple[WarningRule, date], Noticed] = {}
    each = (noticed for theirs in by_person.values() for noticed in _of_one(theirs, today))
    for new in (*each, *_differ(rows)):
        known = found.get((new.rule, new.on))
        both = (known.people | new.people, max(known.days, new.days)) if known else (new.people, new.days)
        found[new.rule, new.on] = Noticed(new.rule, new.on, *both)
    return sorted(found.values(), key=lambda one: (one.on, one.rule))


def _of_one(theirs: list[Asked], today: date) -> Iterable[Noticed]:
    """What one person's answers call for, as they stand after the newest one."""
    who = frozenset({theirs[0].person_id})
    said = [one for one in theirs if one.going is not None]
    if len(said) > 1 and all(one.going is HowItGoes.HARD for one in said[-2:]):
        yield Noticed(WarningRule.HARD_TWICE, said[-1].due_on, who)
    over = [
        one
        for one, later in zip(theirs, [*theirs[1:], None], strict=True)
        if one.going is not None or one.is_unanswered(today, later.due_on if later else None)
    ]
    if len(over) > 1 and all(one.going is None for one in over[-2:]):
        yield Noticed(WarningRule.NO_ANSWER_TWICE, over[-1].due_on, who)
    if said:
        newest = said[-1].due_on
        missed = sum(one.days_missed or 0 for one in said if newest - one.due_on < A_MONTH)
        if missed >= MISSED:
            yield Noticed(WarningRule.DAYS_MISSED, newest, who, missed)


def _differ(rows: list[Asked]) -> Iterable[Noticed]:
    """The young person says that it is hard, and an adult on the same day that it is good."""
    hard = [one for one in rows if one.voice is Voice.YOUNG and one.going is HowItGoes.HARD]
    for young in hard[-1:]:
        others = [one for one in rows if one.due_on == young.due_on and one.voice is not Voice.YOUNG]
        good = {one.person_id for one in others if one.going is HowItGoes.GOOD}
        if good:
            yield Noticed(WarningRule.VOICES_DIFFER, young.due_on, frozenset({young.person_id, *good}))


@dataclass(frozen=True)
class Sustained:
    """The three parts of domain.md §4.8, each on its own; together they are no mark. Unknown stays unknown."""

    on_roll: YesNoUnknown
    not_excluded: YesNoUnknown
    came: YesNoUnknown


def sustained(
    on_roll: YesNoUnknown, not_excluded: YesNoUnknown, attended: int | None, possible: int | None, percent: int
) -> Sustained:
    """What is known of each part. Half days in the last half term; `percent` is the threshold of the setting.

    Without half days, or with none possible, nobody knows: that is not a "no", and never a "yes".
    """
    came = YesNoUnknown.UNKNOWN
    if attended is not None and possible:
        came = YesNoUnknown.YES if 100 * attended >= percent * possible else YesNoUnknown.NO
    return Sustained(on_roll, not_excluded, came)


def weeks_reached(returned_on: date, today: date) -> tuple[int, ...]:
    """Which of 12, 26 and 52 weeks after the return have come."""
    return tuple(weeks for weeks in MILESTONES if returned_on + weeks * WEEK <= today)
