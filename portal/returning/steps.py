"""The rules of the steps of a way back, as plain functions: what does not fit, what a week becomes, when one may start.

Days are London's; times are those of the clock on the wall.
"""

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from enum import StrEnum

from portal.models import Readiness, StepAnswer, StepState, TermDate, WayStep
from portal.timetable.days import SATURDAY, day_of, days_between

DAY = timedelta(days=1)
# How long before its first day the timetable of a step may be made.
SOON = timedelta(days=14)
# So often may a young person say "stay" before everybody looks at the plan (issue: "stay twice makes a review").
STAYS = 2


@dataclass(frozen=True, order=True)
class Slot:
    """One session of a week: 0 is Monday."""

    weekday: int
    starts: time
    ends: time
    subject: str = ""

    @property
    def minutes(self) -> int:
        """How long it lasts; never less than nothing."""
        return max(0, _minutes(self.ends) - _minutes(self.starts))

    def overlaps(self, other: "Slot") -> bool:
        """True when both are at the same time of the same weekday."""
        return self.weekday == other.weekday and self.starts < other.ends and other.starts < self.ends


@dataclass(frozen=True)
class Stretch:
    """A step as its days and its week; the last day belongs to it."""

    step_id: uuid.UUID
    starts_on: date
    ends_on: date
    slots: tuple[Slot, ...] = ()


@dataclass(frozen=True)
class Weekly:
    """A session of the real timetable: each week on its weekday, from a first day to a last one."""

    step_id: uuid.UUID
    slot: Slot
    from_on: date
    until_on: date


class Fault(StrEnum):
    """What does not fit about a step."""

    ENDS_FIRST = "ends_first"
    NO_SCHOOL_DAY = "no_school_day"
    OVERLAPS = "overlaps"
    HOLE = "hole"
    SESSION_ENDS_FIRST = "session_ends_first"
    SESSIONS_OVERLAP = "sessions_overlap"
    TOO_MANY_HOURS = "too_many_hours"


@dataclass(frozen=True)
class Found:
    """A fault, and what it is about: the other step, its first and last day, the slots, or the minutes a week."""

    fault: Fault
    other_id: uuid.UUID | None = None
    from_on: date | None = None
    until_on: date | None = None
    slots: tuple[Slot, ...] = ()
    minutes: int = 0


def faults_of(new: Stretch, others: Iterable[Stretch], terms: Iterable[TermDate], promised: int) -> list[Found]:
    """Everything that does not fit, in the order of a page. `promised`: minutes a week; 0 where nothing was."""
    terms = list(terms)
    found = list(_faults_of_week(new.slots, promised))
    if new.ends_on < new.starts_on:
        return [Found(Fault.ENDS_FIRST), *found]
    if not _school_days(new.starts_on, new.ends_on, terms):
        found.append(Found(Fault.NO_SCHOOL_DAY))
    others = [one for one in others if one.step_id != new.step_id]
    over = [one for one in others if one.starts_on <= new.ends_on and new.starts_on <= one.ends_on]
    found += [Found(Fault.OVERLAPS, one.step_id, one.starts_on, one.ends_on) for one in over]
    return found if over else found + list(_holes(new, others, terms))


def _faults_of_week(slots: Sequence[Slot], promised: int) -> Iterable[Found]:
    for slot in slots:
        if slot.ends <= slot.starts:
            yield Found(Fault.SESSION_ENDS_FIRST, slots=(slot,))
    for number, slot in enumerate(slots):
        for other in slots[number + 1 :]:
            if slot.overlaps(other):
                yield Found(Fault.SESSIONS_OVERLAP, slots=(slot, other))
    if minutes := over_promised(slots, promised):
        yield Found(Fault.TOO_MANY_HOURS, minutes=minutes)


def over_promised(slots: Iterable[Slot], promised: int) -> int:
    """The minutes of a week that is longer than was promised; 0 for one that is not, and where nothing was promised."""
    minutes = sum(slot.minutes for slot in slots)
    return minutes if promised and minutes > promised else 0


def _holes(new: Stretch, others: list[Stretch], terms: list[TermDate]) -> Iterable[Found]:
    """School days beside this step on which no step is. Weekends, holidays and closed days are no hole."""
    before, after = neighbours(new, others)
    gaps = [(before, before.ends_on + DAY, new.starts_on - DAY)] if before else []
    gaps += [(after, new.ends_on + DAY, after.starts_on - DAY)] if after else []
    for other, from_on, until_on in gaps:
        days = _school_days(from_on, until_on, terms)
        if days:
            yield Found(Fault.HOLE, other.step_id, days[0], days[-1])


def neighbours(new: Stretch, others: Iterable[Stretch]) -> tuple[Stretch | None, Stretch | None]:
    """The step before this one and the one after it, by their first days."""
    beside = sorted((one for one in others if one.step_id != new.step_id), key=lambda one: one.starts_on)
    before = [one for one in beside if one.starts_on < new.starts_on]
    after = [one for one in beside if one.starts_on >= new.starts_on]
    return (before[-1] if before else None), (after[0] if after else None)


def meeting(new: Stretch, others: Iterable[Stretch], movable: frozenset[uuid.UUID]) -> list[Stretch]:
    """The steps beside this one as they are when they end the day before it and begin the day after it.

    Only those that may still be moved, and only where something of them is left.
    """
    before, after = neighbours(new, others)
    moved = [replace(before, ends_on=new.starts_on - DAY)] if before else []
    moved += [replace(after, starts_on=new.ends_on + DAY)] if after else []
    return [one for one in moved if one.step_id in movable and one.starts_on <= one.ends_on]


def timetable_of(steps: Iterable[Stretch]) -> list[Weekly]:
    """Steps → the sessions of the real timetable. A step ends the day before the next one begins, whatever it says."""
    ordered = sorted(steps, key=lambda one: (one.starts_on, str(one.step_id)))
    found = []
    for number, step in enumerate(ordered):
        rest = ordered[number + 1 :]
        last = min([step.ends_on, *(later.starts_on - DAY for later in rest)])
        if step.starts_on <= last:
            found += [Weekly(step.step_id, slot, step.starts_on, last) for slot in step.slots]
    return found


def as_chosen(slots: Iterable[Slot], start_time: str = "", first_lesson: str = "") -> tuple[Slot, ...]:
    """The week as the young person chose it: when the first session of a day starts, and what it is.

    Never longer than it was offered: a time before the session, or after its end, changes nothing.
    """
    at = time_of(start_time)
    first: dict[int, Slot] = {}
    for slot in sorted(slots):
        first.setdefault(slot.weekday, slot)
    chosen = []
    for slot in sorted(slots):
        if slot == first[slot.weekday]:
            slot = replace(slot, subject=first_lesson or slot.subject)
            slot = replace(slot, starts=at) if at and slot.starts <= at < slot.ends else slot
        chosen.append(slot)
    return tuple(chosen)


class NotYet(StrEnum):
    """Why a step does not start."""

    BEGUN = "begun"
    OVER = "over"
    EARLIER = "earlier"
    UNANSWERED = "unanswered"
    NOT_ASKED = "not_asked"
    TOO_SOON = "too_soon"
    NO_SESSIONS = "no_sessions"


def why_not_start(
    step: WayStep, steps: Iterable[WayStep], answers: Iterable[StepAnswer], today: date, *, has_sessions: bool = True
) -> NotYet | None:
    """Why this step does not start; None when it may.

    What the young person said last must have been answered by a person. Before its day they must have been asked; on
    its day it starts also when they chose not to say.
    """
    newest = newest_of(answers)
    earlier = [one for one in steps if one.starts_on < step.starts_on and one.started_at is None]
    if step.started_at is not None or step.state is not StepState.COMING:
        return NotYet.BEGUN
    if step.ends_on < today:
        return NotYet.OVER
    if any(one.state is StepState.COMING for one in earlier):
        return NotYet.EARLIER
    if newest is not None and newest.decided_at is None:
        return NotYet.UNANSWERED
    if (newest is None or newest.decision is not Readiness.GO_ON) and today < step.starts_on:
        return NotYet.NOT_ASKED
    if step.starts_on - today > SOON:
        return NotYet.TOO_SOON
    return None if has_sessions else NotYet.NO_SESSIONS


def newest_of(answers: Iterable[StepAnswer]) -> StepAnswer | None:
    """What was said last about one step."""
    return max(answers, key=lambda one: (one.said_at, str(one.id)), default=None)


def stays_of(answers: Iterable[StepAnswer]) -> int:
    """How often in a row, up to now, a young person said "stay" about one step, or was told to."""
    count = 0
    for one in sorted(answers, key=lambda one: (one.said_at, str(one.id)), reverse=True):
        if Readiness.STAY not in (one.answer, one.decision):
            break
        count += 1
    return count


def state_on(step: WayStep, steps: Iterable[WayStep], today: date) -> StepState:
    """Where a step stands on a day: its timetable may be made before its first day."""
    if step.state in (StepState.STEPPED_BACK, StepState.DONE) or step.started_at is None or step.starts_on > today:
        return step.state if step.state is not StepState.NOW or step.starts_on <= today else StepState.COMING
    later = [one for one in steps if one.starts_on > step.starts_on and one.state is not StepState.STEPPED_BACK]
    has_next = any(one.started_at and one.starts_on <= today for one in later)
    is_over = step.ends_on < today and not later
    return StepState.DONE if has_next or is_over else StepState.NOW


def put_off(
    steps: Sequence[Stretch], first: uuid.UUID, weeks: int, terms: Iterable[TermDate], stays: uuid.UUID | None
) -> dict[uuid.UUID, tuple[date, date]]:
    """New days when the step `first`, and all after it, come some weeks later; the step that `stays` goes on till then.

    Whole weeks, so that each keeps its weekdays; where school days would lie between two, the earlier one goes on.
    """
    terms = list(terms)
    ordered = sorted(steps, key=lambda one: one.starts_on)
    at = next(number for number, one in enumerate(ordered) if one.step_id == first)
    by = timedelta(weeks=weeks)
    later = [replace(one, starts_on=one.starts_on + by, ends_on=one.ends_on + by) for one in ordered[at:]]
    now = [replace(one, ends_on=later[0].starts_on - DAY) for one in ordered[:at] if one.step_id == stays]
    for number, one in enumerate(later[:-1]):
        next_on = later[number + 1].starts_on
        if _school_days(one.ends_on + DAY, next_on - DAY, terms):
            later[number] = replace(one, ends_on=next_on - DAY)
    return {one.step_id: (one.starts_on, one.ends_on) for one in (*now, *later)}


def sorted_by(ids: Iterable[uuid.UUID], order: str) -> list[uuid.UUID]:
    """These steps as the young person sorted them; those they never saw stand at the end as they came."""
    ids = list(ids)
    try:
        known = json.loads(order)
    except ValueError:
        known = []
    places: Mapping[str, int] = {str(one): place for place, one in enumerate(known if isinstance(known, list) else [])}
    return sorted(ids, key=lambda one: (places.get(str(one), len(places)), ids.index(one)))


def time_of(words: str) -> time | None:
    """A time of day as people type it: "9:30", "14.00", "9"; None for what is none."""
    hours, _, minutes = words.strip().replace(".", ":").partition(":")
    if not (hours.isascii() and hours.isdigit() and (minutes or "0").isascii() and (minutes or "0").isdigit()):
        return None
    if len(hours) > 2 or len(minutes) > 2 or int(hours) > 23 or int(minutes or 0) > 59:
        return None
    return time(int(hours), int(minutes or 0))


def is_school_day(on: date, terms: Iterable[TermDate]) -> bool:
    """True for a day of term from Monday to Friday."""
    return on.weekday() < SATURDAY and day_of(terms, on).is_open


def _school_days(from_on: date, until_on: date, terms: list[TermDate]) -> list[date]:
    if until_on < from_on:
        return []
    # Two years of days are looked through at most: a longer hole is one by then.
    last = min(until_on, from_on + timedelta(days=730))
    return [on for on in days_between(from_on, last) if is_school_day(on, terms)]


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
