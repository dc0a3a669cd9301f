"""What home may know of the timetable: a family's day and what is new in it; a page of a day of many pupils."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from portal import clock
from portal.access.policy import WHOLE_SETTING, Role
from portal.access.viewer import Viewer
from portal.blueprints.timetable.coming import HORIZON as HORIZON
from portal.blueprints.timetable.coming import Rows, list_rows
from portal.blueprints.timetable.queries import list_seen
from portal.blueprints.timetable.staff_queries import NotSeen, count_sessions, list_not_seen_at_home
from portal.blueprints.timetable.staff_queries import list_sessions as list_sessions_of_day
from portal.pupils import Child, list_children
from portal.timetable.calendar import list_term_dates
from portal.timetable.days import SATURDAY, Day, day_of, week_from
from portal.timetable.now import NowAndNext, now_and_next
from portal.timetable.plan import Change, Occurrence

# How far ahead somebody is told that a session is different.
NEWS = timedelta(days=14)
PAGE = 25


@dataclass(frozen=True)
class ChildDays:
    """A child's today, tomorrow, and the first session after that when tomorrow is empty."""

    child: Child
    today: Day
    moment: NowAndNext
    cancelled: tuple[Occurrence, ...]
    tomorrow: Day
    tomorrows: tuple[Occurrence, ...]
    after: Occurrence | None
    # What is different and this person has not seen yet.
    unseen: frozenset[Change] = frozenset()

    def is_new(self, one: Occurrence) -> bool:
        """True for a session that is marked until this person has seen what is different about it."""
        return one.change in self.unseen

    @property
    def main(self) -> Occurrence | None:
        """What is on now, else what comes next today; None when today holds nothing more."""
        return self.moment.now or self.moment.next

    @property
    def coming(self) -> tuple[Occurrence, ...]:
        """The sessions of the next day that has any: tomorrow's, else the first one after tomorrow."""
        return tuple(one for one in self.tomorrows if not one.is_cancelled) or ((self.after,) if self.after else ())

    @property
    def which_week(self) -> str:
        """The week that is worth opening: at the weekend the coming one."""
        return week_from(self.today.on).which

    @property
    def is_tomorrow_news(self) -> bool:
        """False when tomorrow is empty for the reason that today is: one sentence says both."""
        had_sessions = self.main or self.moment.done or self.cancelled or self.tomorrows
        quiet_alike = (self.today.kind, self.today.reason) == (self.tomorrow.kind, self.tomorrow.reason)
        return bool(had_sessions) or not quiet_alike or self.today.on.weekday() < SATURDAY <= self.tomorrow.on.weekday()

    @property
    def ends_at(self) -> datetime | None:
        """When the last session of today ends."""
        today = [*self.moment.done, self.moment.now, self.moment.next, *self.moment.later]
        return max((one.plan.ends for one in today if one), default=None)


@dataclass(frozen=True)
class New:
    """A change that this person has not seen yet, and whose it is."""

    one: Occurrence
    child: Child


@dataclass(frozen=True)
class Family:
    """The days of somebody's children (or of the young person alone), and what is new, the soonest first."""

    on: date
    children: tuple[ChildDays, ...]
    news: tuple[New, ...]

    @property
    def is_over(self) -> bool:
        """True when today holds nothing more for any of them."""
        return not any(each.main for each in self.children)

    @property
    def pupil_ids(self) -> list[uuid.UUID]:
        """Whose rows this was made of."""
        return [each.child.pupil_id for each in self.children]


def summarise(*, viewer: Viewer) -> Family:
    """The days of every child of this person: five statements, however many children."""
    now = clock.london(clock.now())
    today = now.date()
    children = list_children(viewer=viewer)
    ids = [child.pupil_id for child in children]
    rows = list_rows(ids, today, list_term_dates(viewer=viewer), viewer=viewer)
    changed = [New(one, child) for child in children for one in _changed(rows, child, now)]
    seen = list_seen((new.one for new in changed), viewer=viewer)
    news = [new for new in changed if new.one.change and (new.one.change.id, new.one.change.revision) not in seen]
    unseen = frozenset(new.one.change for new in news if new.one.change)
    return Family(
        on=today,
        children=tuple(_days_of(child, rows, now, unseen) for child in children),
        news=tuple(sorted((new for new in news if new.one.on <= today + NEWS), key=lambda new: new.one.plan.starts)),
    )


def _changed(rows: Rows, child: Child, now: datetime) -> Iterable[Occurrence]:
    days = {row.on for row in rows.changes if row.pupil_id == child.pupil_id}
    for on in sorted(days):
        yield from (one for one in rows.on(child.pupil_id, on) if one.is_changed and one.plan.ends > now)


def _days_of(child: Child, rows: Rows, now: datetime, unseen: frozenset[Change]) -> ChildDays:
    today, tomorrow = now.date(), now.date() + timedelta(days=1)
    found, tomorrows = rows.on(child.pupil_id, today), rows.on(child.pupil_id, tomorrow)
    is_empty_tomorrow = all(one.is_cancelled for one in tomorrows)
    return ChildDays(
        child=child,
        today=day_of(rows.term_dates, today),
        moment=now_and_next(found, now),
        cancelled=tuple(one for one in found if one.is_cancelled),
        tomorrow=day_of(rows.term_dates, tomorrow),
        tomorrows=tuple(tomorrows),
        after=rows.first_from(child.pupil_id, tomorrow + timedelta(days=1)) if is_empty_tomorrow else None,
        unseen=unseen,
    )


@dataclass(frozen=True)
class Slot:
    """A session in the day of many pupils; `state` is "done", "now", "next", "cancelled" or ""."""

    one: Occurrence
    child: Child
    state: str


@dataclass(frozen=True)
class StaffDay:
    """A page of a day of many pupils, and which page of how many it is."""

    day: Day
    slots: tuple[Slot, ...]
    page: int
    pages: int
    not_seen: tuple[NotSeen, ...]
    # Somebody who comes with a job sees who was released to them, also on a day without sessions.
    children: tuple[Child, ...]

    @property
    def pupil_ids(self) -> set[uuid.UUID]:
        """Whose rows this was made of."""
        named = {slot.child for slot in self.slots} | {each.child for each in self.not_seen} | set(self.children)
        return {child.pupil_id for child in named}


def summarise_day(page: int | None, *, viewer: Viewer) -> StaffDay:
    """A page of today's sessions of all their pupils; when none is named, the one where now is."""
    now = clock.london(clock.now())
    day = day_of(list_term_dates(viewer=viewer), now.date())
    news = _not_seen(now.date(), viewer), _released(viewer)
    if not day.is_open:
        return StaffDay(day, (), 1, 1, *news)
    counts = count_sessions(day.on, now.time().replace(tzinfo=None), viewer=viewer)
    pages = max(1, -(-counts.total // PAGE))
    here = min(max(page if page is not None else counts.done // PAGE + 1, 1), pages)
    found = list_sessions_of_day(day.on, viewer=viewer, most=PAGE, skip=(here - 1) * PAGE)
    slots = tuple(Slot(one, child, _state(one, now, counts.next_starts)) for one, child in found)
    return StaffDay(day, slots, here, pages, *news)


def _not_seen(today: date, viewer: Viewer) -> tuple[NotSeen, ...]:
    if Role.KEY_WORKER not in viewer.roles:
        return ()
    return tuple(list_not_seen_at_home(today, today + NEWS, viewer=viewer, most=PAGE))


def _released(viewer: Viewer) -> tuple[Child, ...]:
    if viewer.roles & (WHOLE_SETTING | {Role.KEY_WORKER}):
        return ()
    return tuple(list_children(viewer=viewer))


def _state(one: Occurrence, now: datetime, next_starts: object) -> str:
    if one.is_cancelled:
        return "cancelled"
    if one.plan.ends <= now:
        return "done"
    if one.plan.starts <= now:
        return "now"
    return "next" if one.plan.starts.time() == next_starts else ""
