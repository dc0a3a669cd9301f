"""Who came, in two measures that are never mixed (domain.md §1.4), and when it is a setback (§4.6). Asks no database.

`plan_attendance` is about the sessions that the agreed plan holds: the main number, for the child and the family too.
`statutory_attendance` is about half days of school, as a register counts them: for staff alone. A child who comes to
each of five agreed mornings has come to all of their plan, and to half of the half days.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from portal import clock
from portal.models import Mark

# Below this many a share misleads: one morning missed in week one would look like much (domain.md §1.4).
FEWEST_FOR_A_SHARE = 20
# How often a child did not come in one week before we sit together.
SETBACK_AFTER = 2
# How long a session that was forgotten can still be marked.
LONGEST_AGO = timedelta(days=28)
# Part of a session is a session to which a child came; its minutes say how long they stayed.
CAME = frozenset({Mark.CAME, Mark.CAME_LATE, Mark.PART})
# Half of a school day: the day, and whether it is the morning.
HalfDay = tuple[date, bool]


@dataclass(frozen=True)
class Marked:
    """What became of one session on one day. Minutes; offered is 0 where we did not come."""

    on: date
    is_morning: bool
    mark: Mark
    offered: int
    attended: int


@dataclass(frozen=True)
class PlanAttendance:
    """Sessions of the agreed plan that we held, and those of them to which the child came."""

    attended: int
    possible: int

    @property
    def has_any(self) -> bool:
        """False as long as there is nothing to count: then it is said in words, never as nought."""
        return self.possible > 0


@dataclass(frozen=True)
class StatutoryAttendance:
    """Half days of school: there, away as was agreed (C2), away; and those of which nobody has said yet."""

    attended: int
    agreed_away: int
    away: int
    not_known: int = 0

    @property
    def possible(self) -> int:
        """The half days that count: those of which something is known."""
        return self.attended + self.agreed_away + self.away

    @property
    def percent(self) -> int | None:
        """The share that a register would show, rounded; None below 20 half days, where only counts are shown."""
        return round(100 * self.attended / self.possible) if self.possible >= FEWEST_FOR_A_SHARE else None


def plan_attendance(marks: Iterable[Marked]) -> PlanAttendance:
    """Attended of the sessions that were timetabled under the agreed plan and that we held.

    A session to which we did not come is ours: it leaves both numbers. So does one without a mark.
    """
    held = [one for one in marks if one.mark is not Mark.WE_DID_NOT_COME]
    return PlanAttendance(sum(one.mark in CAME for one in held), len(held))


def half_days_of_the_plan(marks: Iterable[Marked]) -> PlanAttendance:
    """The same in half days: those with a session of the plan that we held, and those to which the child came."""
    came_on: defaultdict[HalfDay, bool] = defaultdict(bool)
    for one in marks:
        if one.mark is not Mark.WE_DID_NOT_COME:
            came_on[one.on, one.is_morning] |= one.mark in CAME
    return PlanAttendance(sum(came_on.values()), len(came_on))


def statutory_attendance(
    marks: Iterable[Marked],
    *,
    school_days: Iterable[date],
    timetabled: Iterable[HalfDay],
    part_time: Iterable[tuple[date, date]],
) -> StatutoryAttendance:
    """Half days as a register counts them: C2 for each one without a session while a part-time timetable runs.

    `school_days` are the open days to look at; `timetabled` the half days with a session, also one that we called off;
    `part_time` the first and last days of the timetables that ran. A half day on which we alone did not come was not a
    possible one (as Y7: it could not be helped by the child); a half day without a session and without a part-time
    timetable is not ours to mark.
    """
    by_half: defaultdict[HalfDay, set[Mark]] = defaultdict(set)
    for one in marks:
        by_half[one.on, one.is_morning].add(one.mark)
    due, runs = set(timetabled), list(part_time)
    counts = {"attended": 0, "agreed_away": 0, "away": 0, "not_known": 0, "": 0}
    for day in set(school_days):
        for half in ((day, True), (day, False)):
            is_agreed = half not in due and any(first <= day <= last for first, last in runs)
            counts[_half_day(by_half.get(half, set()), is_due=half in due, is_agreed=is_agreed)] += 1
    return StatutoryAttendance(counts["attended"], counts["agreed_away"], counts["away"], counts["not_known"])


def _half_day(marks: set[Mark], *, is_due: bool, is_agreed: bool) -> str:
    """As what a half day counts; as nothing, when it is not a possible one."""
    if marks & CAME:
        return "attended"
    if Mark.DID_NOT_COME in marks:
        return "away"
    if marks:
        return ""
    return "agreed_away" if is_agreed else "not_known" if is_due else ""


@dataclass(frozen=True)
class WeekCame:
    """A week as families read it: minutes promised and offered, minutes there, and the same in days and sessions."""

    monday: date
    promised: int
    offered: int
    there: int
    days: int
    plan: PlanAttendance
    we_did_not_come: int
    # Sessions that are over and that nobody has marked.
    not_marked: int

    @property
    def is_empty(self) -> bool:
        """Nothing is known of it yet."""
        return not (self.plan.has_any or self.we_did_not_come or self.not_marked)


def week_came(monday: date, marks: Iterable[Marked], *, promised: int, not_marked: int) -> WeekCame:
    """What a week of seven days from this Monday held, of all the marks there are."""
    theirs = [one for one in marks if monday <= one.on < monday + timedelta(days=7)]
    return WeekCame(
        monday=monday,
        promised=promised,
        offered=sum(one.offered for one in theirs if one.mark is not Mark.WE_DID_NOT_COME),
        there=sum(one.attended for one in theirs),
        days=len({one.on for one in theirs if one.mark in CAME}),
        plan=plan_attendance(theirs),
        we_did_not_come=sum(one.mark is Mark.WE_DID_NOT_COME for one in theirs),
        not_marked=not_marked,
    )


def may_mark(on: date, starts: datetime, *, is_cancelled: bool, now: datetime) -> bool:
    """True for a session that has begun and was not called off, for four weeks. Aware times."""
    return not is_cancelled and starts <= now and on >= clock.london(now).date() - LONGEST_AGO


def minutes_there(mark: Mark, offered: int, said: int | None = None) -> int:
    """How long the child was there: all of it, none of it, or what somebody said; until then, a careful guess.

    Late is ten minutes, part is half. Never below 0, never more than was offered.
    """
    if mark in (Mark.DID_NOT_COME, Mark.WE_DID_NOT_COME):
        return 0
    if mark is Mark.CAME:
        return offered
    guess = offered - min(10, offered) if mark is Mark.CAME_LATE else offered // 2
    return max(0, min(guess if said is None else said, offered))


def is_setback(marks: Iterable[Mark]) -> bool:
    """Whether the marks of one week call for a review: a child did not come twice. That we did not come never does."""
    return sum(mark is Mark.DID_NOT_COME for mark in marks) >= SETBACK_AFTER
